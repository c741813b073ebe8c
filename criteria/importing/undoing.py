"""Takes an import back as one action: what nobody touched since is as it was, the rest is left and named."""

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log
from wagtail.models import Revision

from criteria.importing.judging import lock_on
from criteria.importing.log import UNDONE
from criteria.importing.running import held
from criteria.models import Comment, Criterion, ImportRun, ImportState, Relation
from portal.models import User


@transaction.atomic
def undo(run: ImportRun, *, by: User) -> ImportRun:
    """Remove the drafts it made and bring the former wording of the others back. Raises Refused.

    `left` names what was touched since, with the reason; that stays as it is.
    """
    current = held(run, ImportState.DONE, "undo_import", by=by)
    steps = current.trail
    there = {
        criterion.pk: criterion
        for criterion in Criterion.objects.select_for_update(of=("self",)).filter(pk__in=[each["pk"] for each in steps])
    }
    made = {each["pk"] for each in steps if each["before"] is None}
    left: list[list[str]] = []
    kept: set[int] = set()
    for step in steps:
        criterion = there.get(step["pk"])
        if criterion is None:
            continue
        reason = _touched(criterion, step, by=by)
        if reason:
            left.append([criterion.ref, reason])
            kept.add(criterion.pk)
        elif step["before"] is not None:
            _bring_back(criterion, step, current, by=by)
    left += _remove(there, made - kept, current, by=by)
    current.left, current.state = left, ImportState.UNDONE
    current.undone_at, current.undone_by = timezone.now(), by
    current.save()
    return current


def _touched(criterion: Criterion, step: dict[str, Any], *, by: User) -> str:
    """Why it is left; nothing where it is just as the import left it."""
    if criterion.latest_revision_id != step["revision"]:
        return _("It was edited since.")
    if (step["before"] is None and criterion.live) or criterion.live_revision_id == step["revision"]:
        return _("It was published since.")
    if criterion.current_workflow_state is not None:
        return _("It waits for approval. Cancel that first.")
    return lock_on(criterion, by)


def _bring_back(criterion: Criterion, step: dict[str, Any], run: ImportRun, *, by: User) -> None:
    """A new revision with the former content, so that the history tells both."""
    former = Revision.objects.get(pk=step["before"])
    restored = criterion.with_content_json(former.content)
    revision = restored.save_revision(user=by, clean=False)
    if step["was_clean"]:
        Criterion.objects.filter(pk=criterion.pk).update(has_unpublished_changes=False)
    data = {"file": run.file_name, "run": run.pk}
    log(instance=criterion, action=UNDONE, user=by, revision=revision, content_changed=True, data=data)


def _remove(there: dict[int, Criterion], pks: set[int], run: ImportRun, *, by: User) -> list[list[str]]:
    """Delete drafts, unless something that stays points to them; what is left, with the reason."""
    goes = pks & there.keys()
    spoken = Comment.objects.filter(criterion__in=goes).values_list("criterion", flat=True)
    pointing = Relation.objects.filter(to__in=goes).exclude(criterion__in=goes).values_list("to", flat=True)
    stays = {pk for pk in (*spoken, *pointing) if pk is not None}
    for pk in sorted(goes - stays):
        log(instance=there[pk], action="wagtail.delete", user=by, deleted=True, data={"file": run.file_name})
        there[pk].delete()
    return [[there[pk].ref, _("Other criteria or comments point to it.")] for pk in sorted(stays)]
