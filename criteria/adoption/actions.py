"""A network takes its position on an edition, or takes another one; every move stands in the journal."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from criteria.adoption import telling
from criteria.adoption.strictness import Own, Verdict, compare
from criteria.models import Criterion, Edition, NationalValue, Position
from criteria.terms import Adoption
from networks.models import NetworkPage
from portal.reader import Reader
from portal.rights import may
from portal.states import Refused, note

NEEDS_REASON = {Adoption.NOT_ADOPTED, Adoption.LEGAL_OBSTACLE, Adoption.WEAKER}
TEXTS = ("national_text", "national_ref", "national_url", "reason", "legal_note")


class Overtaken(Refused):
    """Somebody else was faster: what they recorded would be overwritten unread."""

    def __init__(self, newer: Position) -> None:
        super().__init__(_("Somebody recorded another position meanwhile. Look at it, then send yours again."))
        self.newer = newer


@transaction.atomic
def take_position(
    edition: Edition,
    network: NetworkPage,
    *,
    state: Adoption,
    by: Reader,
    texts: Mapping[str, str] | None = None,
    values: Iterable[Own] = (),
    period: tuple[date | None, date | None] = (None, None),
    seen: str | None = None,
    at: datetime | None = None,
) -> Position:
    """Record a network's position on the current edition, in place of the one it had there.

    `texts` may hold the fields of `TEXTS`. `seen` is the mark (`mark_of`) of what the writer saw before; None asks
    nothing. The same position once more changes nothing and is not noted. Raises Refused when the reader may not, when
    the edition is not the current one, a reason is missing, or the numbers say something else than the position;
    Overtaken when there is a newer position than the one that was seen.
    """
    if by.user is None or not may(by, "take_position", network):
        raise Refused(_("Only coordinators of this network decide on its position."))
    _lock_current(edition)
    owns, told = list(values), {field: (texts or {}).get(field, "").strip() for field in TEXTS}
    if state in NEEDS_REASON and not told["reason"]:
        raise Refused(_("Say why: others want to understand it."))
    require_agreement(compare(edition.read().parameters, owns), state)
    before = Position.objects.filter(edition=edition, network=network).prefetch_related("values").first()
    if before is not None and seen is not None and mark_of(before) != seen:
        raise Overtaken(before)
    if before is not None and _is_same(before, state, told, owns, period):
        return before
    was = before.state if before else ""
    position = before or Position(edition=edition, network=network)
    position.state, position.decided_by, position.decided_at = state, by.user, at or timezone.now()
    position.valid_from, position.valid_to = period
    for field, text in told.items():
        setattr(position, field, text)
    position.full_clean(exclude=["edition", "network", "decided_by"])
    position.save()
    NationalValue.objects.filter(position=position).delete()
    NationalValue.objects.bulk_create(NationalValue(position=position, **vars(own)) for own in owns)
    note(position, was, state, actor=by.user, reason=told["reason"], at=position.decided_at)
    telling.settled(position)
    return position


def confirm(older: Position, edition: Edition, *, by: Reader, seen: str | None = None) -> Position:
    """Take the position that the network had on an older edition, word for word. Raises as `take_position`."""
    return take_position(
        edition,
        older.network,
        state=older.adoption,
        by=by,
        texts={field: getattr(older, field) for field in TEXTS},
        values=owns_of(older),
        period=(older.valid_from, older.valid_to),
        seen=seen,
    )


def mark_of(position: Position | None) -> str:
    """What tells a position from a later one in its place; empty for none."""
    return position.decided_at.isoformat() if position else ""


def owns_of(position: Position) -> list[Own]:
    """The numbers of a position as rules read them."""
    return [Own(row.key, row.value, row.qualifier, row.counted_from) for row in position.values.all()]


def require_agreement(verdict: Verdict, state: Adoption) -> None:
    """Numbers that can be compared decide between identical, adapted, stricter and weaker. Raises Refused."""
    if verdict.allows(state):
        return
    if verdict.says is not None:
        words = {"computed": verdict.says.label, "state": state.label}
        raise Refused(_("Your numbers say “%(computed)s”, not “%(state)s”.") % words)
    raise Refused(" ".join([_("With these numbers it is not identical."), *verdict.obstacles]))


def _lock_current(edition: Edition) -> None:
    """One at a time, and never beside a publication; on the current edition of a published criterion only."""
    criterion = Criterion.objects.select_for_update(of=("self",), no_key=True).get(pk=edition.criterion_id)
    if not criterion.live:
        raise Refused(_("This criterion is not published."))
    if criterion.edition != edition.number:
        raise Refused(_("Edition %(number)s has taken its place: look at that one.") % {"number": criterion.edition})


def _is_same(
    before: Position,
    state: Adoption,
    told: Mapping[str, str],
    owns: list[Own],
    period: tuple[date | None, date | None],
) -> bool:
    return (
        before.state == state
        and all(getattr(before, field) == text for field, text in told.items())
        and (before.valid_from, before.valid_to) == period
        and sorted(owns_of(before), key=_key) == sorted(owns, key=_key)
    )


def _key(own: Own) -> str:
    return own.key
