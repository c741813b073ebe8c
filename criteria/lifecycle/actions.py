"""What people do with a criterion's life. Every action locks it, asks for right and state anew, and notes the move.

All raise Refused with a sentence for the person.
"""

from collections.abc import Callable
from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from criteria.consulting import duty
from criteria.library import projection
from criteria.lifecycle import states
from criteria.lifecycle.completeness import faults
from criteria.lifecycle.doors import lock, lock_all
from criteria.lifecycle.reading import running_consultation
from criteria.lifecycle.telling import tell_move
from criteria.models import Consultation, Criterion
from criteria.terms import Audience, Status
from portal.models import User
from portal.reader import Reader
from portal.rights import may
from portal.states import Refused, note

NOT_YOURS = _("You may not do this. Perhaps your role was changed a moment ago.")
NOT_FROM_HERE = _("This cannot be done any more: somebody has moved it on. Load the page again.")
WHY = _("Say why in a sentence or two. Readers see it.")


@transaction.atomic
def open_consultation(
    criterion: Criterion,
    *,
    opens_on: date,
    closes_on: date,
    question: str,
    by: User,
    audience: Audience | str = Audience.EVERYBODY,
) -> Consultation:
    """Ask everybody, or members only, about the latest draft. Where nothing is endorsed yet this publishes it."""
    current = _held(criterion, "consult", Status.CONSULTATION, by=by)
    if opens_on < timezone.localdate():
        raise Refused(_("A consultation opens today or later."))
    if closes_on < opens_on:
        raise Refused(_("A consultation closes on the day it opens, or after it."))
    asked = _written(question, _("Say what you ask people. They see it above the wording."))
    made = Consultation(
        criterion=current,
        opens_on=opens_on,
        closes_on=closes_on,
        audience=Audience(audience),
        question=asked,
        opened_by=by,
        document={},
    )
    _require_complete(current)

    def begin() -> None:
        now = lock(current.pk)
        made.document = now.get_latest_revision_as_object().document().model_dump(mode="json")
        made.save()
        states.move(now, Status.CONSULTATION, by=by, reason=asked)

    _move(current, begin, by=by, publishes=not current.is_endorsed)
    return made


@transaction.atomic
def extend_consultation(criterion: Criterion, *, closes_on: date, reason: str, by: User) -> Consultation:
    """Give people more time; never less, for somebody may be writing."""
    current = lock(criterion.pk)
    _require(current, "consult", by=by)
    running = running_consultation(current) if current.status == Status.CONSULTATION else None
    if running is None:
        raise Refused(NOT_FROM_HERE)
    if closes_on <= running.closes_on:
        raise Refused(_("Choose a later day than the one people were told."))
    why = _written(reason, WHY)
    running.closes_on = closes_on
    running.save(update_fields=["closes_on"])
    note(current, current.status, current.status, actor=by, reason=why)
    projection.refresh(Criterion.objects.get(pk=current.pk))
    tell_move(current, by=by)
    return running


@transaction.atomic
def put_into_review(criterion: Criterion, *, reason: str, by: User) -> None:
    """The consultation is over; the working group looks at what it brought."""
    current = _held(criterion, "put_into_review", Status.REVIEW, by=by)
    running = running_consultation(current)
    if running is not None and timezone.localdate() <= running.closes_on:
        day = date_format(running.closes_on)
        raise Refused(gettext("People can still answer: the consultation is open until %(day)s.") % {"day": day})
    _go(current, Status.REVIEW, reason=reason, by=by)


@transaction.atomic
def call_off(criterion: Criterion, *, reason: str, by: User) -> None:
    """No consultation after all: back to work."""
    _back(criterion, "consult", Status.CONSULTATION, reason=reason, by=by)


@transaction.atomic
def send_back(criterion: Criterion, *, reason: str, by: User) -> None:
    """Not ready to be endorsed: back to work."""
    _back(criterion, "send_back", Status.REVIEW, reason=reason, by=by)


@transaction.atomic
def endorse(criterion: Criterion, *, reason: str, by: User) -> None:
    """The networks agree: the latest draft is published as an endorsed edition, with who approved it."""
    current = _held(criterion, "endorse", Status.ENDORSED, by=by)
    if current.status != Status.REVIEW:
        raise Refused(NOT_FROM_HERE)
    unanswered = duty.refusal(current)
    if unanswered:
        raise Refused(unanswered)
    _require_complete(current)
    _go(current, Status.ENDORSED, reason=reason, by=by, publishes=True)


@transaction.atomic
def begin_edition(criterion: Criterion, *, reason: str, by: User) -> None:
    """Work on the next edition. Readers keep the endorsed one."""
    current = _held(criterion, "renew", Status.DRAFT, by=by)
    if current.status != Status.ENDORSED:
        raise Refused(NOT_FROM_HERE)
    _go(current, Status.DRAFT, reason=reason, by=by)


@transaction.atomic
def keep_edition(criterion: Criterion, *, reason: str, by: User) -> None:
    """Give up the next edition: the endorsed one stays."""
    current = _held(criterion, "renew", Status.ENDORSED, by=by)
    if current.status != Status.DRAFT:
        raise Refused(NOT_FROM_HERE)
    _go(current, Status.ENDORSED, reason=reason, by=by)


@transaction.atomic
def supersede(criterion: Criterion, *, successor: Criterion | None, reason: str, by: User) -> None:
    """Another criterion took its place. It stays readable and names it."""
    if successor is None or successor.pk == criterion.pk:
        raise Refused(_("Name the criterion that took its place."))
    both = {each.pk: each for each in lock_all(criterion.pk, successor.pk)}
    current, other = _held(criterion, "retire", Status.SUPERSEDED, by=by), both[successor.pk]
    if not other.live or other.status in {Status.SUPERSEDED, Status.WITHDRAWN}:
        raise Refused(_("What takes its place must be published, and neither withdrawn nor superseded itself."))
    _go(current, Status.SUPERSEDED, reason=reason, by=by, successor=other)


@transaction.atomic
def withdraw(criterion: Criterion, *, reason: str, by: User) -> None:
    """Nobody should use it any more. It stays readable, with the reason."""
    _go(_held(criterion, "retire", Status.WITHDRAWN, by=by), Status.WITHDRAWN, reason=reason, by=by)


@transaction.atomic
def take_up_again(criterion: Criterion, *, reason: str, by: User) -> None:
    """What was withdrawn or superseded is a proposal again."""
    current = _held(criterion, "retire", Status.PROPOSED, by=by)
    if current.status not in {Status.SUPERSEDED, Status.WITHDRAWN}:
        raise Refused(NOT_FROM_HERE)
    _go(current, Status.PROPOSED, reason=reason, by=by)


def _back(criterion: Criterion, verb: str, start: Status, *, reason: str, by: User) -> None:
    current = lock(criterion.pk)
    _require(current, verb, by=by)
    if current.status != start:
        raise Refused(NOT_FROM_HERE)
    _go(current, states.back(current), reason=reason, by=by)


def _held(criterion: Criterion, verb: str, to: Status, *, by: User) -> Criterion:
    """The criterion as it is now, locked; who acts may do so, and it may go there."""
    current = lock(criterion.pk)
    _require(current, verb, by=by)
    if to not in states.ways(current):
        raise Refused(NOT_FROM_HERE)
    return current


def _require(criterion: Criterion, verb: str, *, by: User) -> None:
    """Raises Refused unless the person's rights of this very moment reach."""
    if not may(Reader(User.objects.get(pk=by.pk)), verb, criterion):
        raise Refused(NOT_YOURS)


def _require_complete(criterion: Criterion) -> None:
    """Raises Refused with all that the latest draft lacks."""
    found = faults(criterion.get_latest_revision_as_object())
    if found:
        raise Refused(gettext("The draft is not complete. %(faults)s") % {"faults": " ".join(found)})


def _written(text: str, otherwise: str | Promise) -> str:
    if not text.strip():
        raise Refused(otherwise)
    return text.strip()


def _go(
    current: Criterion,
    to: Status,
    *,
    reason: str,
    by: User,
    successor: Criterion | None = None,
    publishes: bool = False,
) -> None:
    why = _written(reason, WHY)

    def move() -> None:
        states.move(lock(current.pk), to, by=by, reason=why, successor=successor)

    _move(current, move, by=by, publishes=publishes)


def _move(current: Criterion, move: Callable[[], None], *, by: User, publishes: bool) -> None:
    """Do it: publish the latest draft with it, or write the library anew; end what runs, and tell who follows."""
    before = current.edition
    Consultation.objects.filter(criterion=current, ended_on=None).update(ended_on=timezone.localdate())
    if publishes:
        revision = current.get_latest_revision() or current.save_revision(user=by)
        current.publish(revision, user=by, move=move, skip_permission_checks=True)
    else:
        move()
        projection.refresh(Criterion.objects.get(pk=current.pk))
        _end_workflow(current, by=by)
    after = Criterion.objects.get(pk=current.pk)
    if after.edition == before:
        tell_move(after, by=by)


def _end_workflow(criterion: Criterion, *, by: User) -> None:
    """What waited for approval in the CMS waits no longer; editors submit it anew from where it is now."""
    running = criterion.current_workflow_state
    if running is not None:
        running.cancel(user=by)
