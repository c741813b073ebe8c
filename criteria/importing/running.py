"""An import step by step: read, checked piece by piece without writing, imported whole or not at all, or given up.

All raise Refused with a sentence for the person.
"""

from collections.abc import Callable
from datetime import datetime
from itertools import count
from typing import IO, Any

from django.db import transaction
from django.tasks import task
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import log

from criteria.importing import taking_in
from criteria.importing.judging import CREATE, ERROR, UNCHANGED, Judge, Verdict, circles
from criteria.importing.log import IMPORTED
from criteria.importing.reading import Row
from criteria.models import Criterion, ImportRun, ImportState, Relation
from portal.limits import Limit
from portal.models import User
from portal.reader import Reader
from portal.rights import may
from portal.states import Refused

PIECE = 100
"""Criteria that are checked in one go; a file that has no more is checked while it is uploaded."""
PER_PERSON = Limit("imports-of-a-person", times=60, seconds=3600)
NOT_YOURS = _("You may not do this. Perhaps your rights were changed a moment ago.")
MOVED_ON = _("This import has moved on. Load the page again.")


class LibraryChanged(Refused):
    """What the file would do is no longer what the report says; the report was written anew."""


def begin(file: IO[bytes], name: str, *, note: str = "", by: User) -> ImportRun:
    """Read an uploaded file and check the first piece of it. The file is not kept, only what it says of criteria."""
    if PER_PERSON.exceeded_by(str(by.pk)):
        raise Refused(_("You have uploaded many files. Try again in an hour."))
    forget_old(timezone.now())
    shown, digest, contents = taking_in.read(file, name)
    run = ImportRun(
        file_name=shown,
        digest=digest,
        note=note.strip(),
        made_by=by,
        total=len(contents.rows),
        rows=[row.kept() for row in contents.rows],
        problems=contents.problems[:200],
        notes=contents.notes[:20],
    )
    _require(run, "use_import", by=by)
    run.save()
    check_next.call(run.pk)
    run.refresh_from_db()
    return run


@task()
def check_next(pk: int) -> int:
    """Check the next piece of a file; how many rows are still to be checked."""
    with transaction.atomic():
        run = ImportRun.objects.select_for_update().get(pk=pk)
        if run.state != ImportState.CHECKING or run.made_by is None:
            return 0
        rows = [Row(**row) for row in run.rows]
        judge = Judge.of(rows, note=run.note, by=run.made_by)
        piece = rows[run.checked : run.checked + PIECE]
        verdicts = judge.judge_all(piece)
        run.report += [verdict.told(row) for row, verdict in zip(piece, verdicts, strict=True)]
        if run.checked >= run.total:
            _finish(run, rows)
        run.save()
        return run.total - run.checked


def _finish(run: ImportRun, rows: list[Row]) -> None:
    """The whole file was looked at: what its rows say of one another comes last."""
    wrong = circles(rows)
    for line in run.report:
        if line["ref"] in wrong and line["outcome"] != UNCHANGED:
            line["outcome"] = ERROR
            line["problems"].append([line["place"], wrong[line["ref"]]])
    run.state = ImportState.CHECKED


def apply(run: ImportRun, *, by: User) -> ImportRun:
    """Do what the report says, in one transaction.

    Raises LibraryChanged, with the report written anew, where it would not do that any more.
    """
    try:
        with transaction.atomic():
            current = held(run, ImportState.CHECKED, "apply_import", by=by)
            require_work(current)
            write(current, by=by)
            current.save()
            return current
    except LibraryChanged:
        check_again(run)
        raise


def require_work(run: ImportRun) -> None:
    if run.has_errors or not run.work:
        raise Refused(_("There is nothing to import."))


def write(run: ImportRun, *, by: User, told: Callable[[int], None] = lambda _number: None) -> None:
    """Write the drafts and what undoing needs; storing `run` is left to the caller. `told` hears how many are written.

    Belongs into a transaction. Raises LibraryChanged.
    """
    rows, steps = [Row(**row) for row in run.rows], count(1)
    verdicts = []
    for line, row, verdict in zip(run.report, rows, _judged(run, rows, by=by), strict=True):
        if verdict.told(row) != line:
            raise LibraryChanged(_("The library has changed since. Look at the report again: it is up to date now."))
        if verdict.form is not None:
            verdicts.append((verdict, _saved(verdict)))
            told(next(steps) // 2)  # Half of the work: the other half keeps it in the history.
    made = {criterion.ref: criterion for verdict, criterion in verdicts if verdict.outcome == CREATE}
    run.trail = []
    for verdict, criterion in verdicts:
        run.trail.append(_revised(verdict, criterion, made, run, by=by))
        told(next(steps) // 2)
    run.rows, run.state, run.written, run.stopped = [], ImportState.DONE, len(run.trail), ""
    run.done_at = timezone.now()


def _judged(run: ImportRun, rows: list[Row], *, by: User) -> Any:
    return Judge.of(rows, note=run.note, by=by).judge_all(rows, lock=True)


def _saved(verdict: Verdict) -> Criterion:
    """The criterion with what the file says, as the editor's form leaves it: a new one is stored as a draft."""
    form: Any = verdict.form
    criterion: Criterion = form.save(commit=False)
    if verdict.outcome == CREATE:
        criterion.live = False
        criterion.save()
        form.save_m2m()
    return criterion


def _revised(
    verdict: Verdict, criterion: Criterion, made: dict[str, Criterion], run: ImportRun, *, by: User
) -> dict[str, Any]:
    """Keep it as a draft, in the history under the name of the file; what undoing needs."""
    before = verdict.criterion
    if any(isinstance(row["to"], str) for row in verdict.record["relations"]):
        criterion.relations.set(
            Relation(kind=row["kind"], to=made[row["to"]]) if isinstance(row["to"], str)
            else Relation(kind=row["kind"], to_id=row["to"])
            for row in verdict.record["relations"]
        )  # fmt: skip
        if before is None:
            criterion.save()
    trail: dict[str, Any] = {"ref": criterion.ref, "pk": criterion.pk, "before": None, "was_clean": False}
    if before is not None:
        former = before.latest_revision or Criterion.objects.get(pk=before.pk).save_revision(user=by, changed=False)
        trail |= {"before": former.pk, "was_clean": not before.has_unpublished_changes}
    revision = criterion.save_revision(user=by)
    data = {"file": run.file_name, "run": run.pk}
    log(instance=criterion, action=IMPORTED, user=by, revision=revision, content_changed=True, data=data)
    return trail | {"revision": revision.pk}


def check_again(run: ImportRun) -> None:
    """Write the report anew, against the library as it is now."""
    ImportRun.objects.filter(pk=run.pk).update(report=[], state=ImportState.CHECKING)
    check_next.call(run.pk)


@transaction.atomic
def give_up(run: ImportRun, *, by: User) -> ImportRun:
    """Do not import it; what was read from the file goes at once."""
    current = ImportRun.objects.select_for_update().get(pk=run.pk)
    _require(current, "apply_import", by=by)
    if current.state not in {ImportState.CHECKING, ImportState.CHECKED}:
        raise Refused(MOVED_ON)
    _drop(current)
    return current


def forget_old(now: datetime) -> int:
    """Give up files that waited too long and delete reports that are old; how many reports went."""
    waiting = ImportRun.objects.filter(
        state__in=[ImportState.CHECKING, ImportState.CHECKED], made_at__lt=now - ImportRun.KEPT_WAITING
    )
    for run in waiting:
        _drop(run)
    gone, _by_model = ImportRun.objects.filter(made_at__lt=now - ImportRun.KEPT).delete()
    return gone


def _drop(run: ImportRun) -> None:
    run.state, run.rows, run.report, run.problems, run.stopped = ImportState.DROPPED, [], [], [], ""
    run.save()


def held(run: ImportRun, state: ImportState, verb: str, *, by: User) -> ImportRun:
    """The import as it is now, locked. Raises Refused where it has moved on or the person's rights do not reach."""
    current = ImportRun.objects.select_for_update().get(pk=run.pk)
    _require(current, verb, by=by)
    if current.state != state:
        raise Refused(MOVED_ON)
    return current


def _require(run: ImportRun, verb: str, *, by: User) -> None:
    if not may(Reader(User.objects.get(pk=by.pk)), verb, run):
        raise Refused(NOT_YOURS)
