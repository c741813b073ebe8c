"""The CMS's own ways to publish and take back, as moves of a criterion's life: one answer for button and workflow.

Wagtail's workflow is how editors agree on a wording. What comes out of it is a proposal, or, for what is in review, the
endorsement: then only who may endorse can end it. Everything else goes through `actions.py`.
"""

from collections.abc import Callable

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import get_active_log_context
from wagtail.models import Revision, TaskState

from criteria.consulting import duty
from criteria.editions.diff import difference
from criteria.editions.numbering import proposed_kind
from criteria.lifecycle import states
from criteria.models import Criterion
from criteria.terms import ChangeKind, Status
from portal.models import User
from portal.reader import Reader
from portal.rights import may
from portal.states import Refused

REASONS = {
    Status.CONSULTATION: _("It is in consultation: what people comment on stays as it is until that has ended."),
    Status.REVIEW: _("It is in review: the secretariat publishes it by endorsing it."),
    Status.ENDORSED: _(
        "It is endorsed: only the secretariat corrects its wording. Begin a new edition for anything else."
    ),
    Status.DRAFT: _("A new edition of what is endorsed goes through consultation and review first."),
    Status.SUPERSEDED: _("It is superseded. Take it up again first."),
    Status.WITHDRAWN: _("It is withdrawn. Take it up again first."),
}
NO_TAKING_BACK = _(
    "Readers have been asked about it or rely on it: withdraw it instead, so that they find it and read why."
)

SAY_WHY = _("Say in a sentence or two why: readers see it in the life of the criterion.")


class NotNow(Refused, PermissionDenied):
    """The state says no. The CMS turns it into its own answer, other callers show the sentence."""


def lock(pk: int) -> Criterion:
    """The criterion as it is now, held until the end of the transaction."""
    return Criterion.objects.select_for_update(of=("self",)).get(pk=pk)


def lock_all(*pks: int) -> list[Criterion]:
    """Several, always in the same order, so that two moves never wait for one another for ever."""
    return list(Criterion.objects.select_for_update(of=("self",)).filter(pk__in=pks).order_by("pk"))


def refusal(criterion: Criterion, reader: Reader) -> str:
    """Why the CMS's own button does not publish it now; nothing where it does."""
    if criterion.status == Status.PROPOSED or (criterion.status == Status.DRAFT and not criterion.is_endorsed):
        return ""
    if criterion.status in {Status.REVIEW, Status.ENDORSED} and may(reader, "endorse", criterion):
        return duty.refusal(criterion) if criterion.status == Status.REVIEW else ""
    return str(REASONS[Status(criterion.status)])


def open_for(pk: int, revision: Revision, *, by: User | None) -> Callable[[], None]:
    """The move that publishing a revision means; to be called when it is published.

    Raises NotNow where the state, or who publishes, does not allow it.
    """
    criterion = lock(pk)
    reason = refusal(criterion, Reader(by))
    if reason:
        raise NotNow(reason)
    if criterion.status == Status.ENDORSED and not _is_wording_only(criterion, revision):
        raise NotNow(REASONS[Status.ENDORSED])
    to = Status.ENDORSED if criterion.status == Status.REVIEW else Status.PROPOSED

    def move() -> None:
        current = Criterion.objects.get(pk=pk)
        if current.live and current.status in {Status.DRAFT, Status.REVIEW}:
            states.move(current, to, by=by, reason=_said_in_workflow(revision))

    return move


def take_back(pk: int) -> Status:
    """A proposal that is taken from readers is a draft again. Raises NotNow for what has gone further.

    Wagtail's ways to unpublish all end in saving the record, and tell its log who acts.
    """
    current = lock(pk)
    if current.status != Status.PROPOSED or current.supersedes.exists():
        raise NotNow(NO_TAKING_BACK)
    states.move(current, Status.DRAFT, by=get_active_log_context().user)
    return Status.DRAFT


def _is_wording_only(criterion: Criterion, revision: Revision) -> bool:
    """Whether a correction asks nothing new: neither by what differs nor by what the editor says of it."""
    corrected = criterion.with_content_json(revision.content)
    change = difference(criterion.document(), corrected.document())
    said = corrected.change_kind or ChangeKind.EDITORIAL
    return said == ChangeKind.EDITORIAL and (not change or proposed_kind(change) is ChangeKind.EDITORIAL)


def _said_in_workflow(revision: Revision) -> str:
    """What the person who approved this revision wrote; nothing when it was published without a workflow."""
    approved = TaskState.objects.filter(revision=revision, status=TaskState.STATUS_APPROVED)
    return approved.order_by("-finished_at").values_list("comment", flat=True).first() or ""
