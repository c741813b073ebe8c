"""A network takes its position on an edition, or takes another one; every move stands in the journal."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from criteria.adoption.strictness import Own, strictness
from criteria.models import Edition, NationalValue, Position
from criteria.terms import Adoption
from networks.models import NetworkPage
from portal.reader import Reader
from portal.rights import may
from portal.states import Refused, note

NEEDS_REASON = {Adoption.NOT_ADOPTED, Adoption.LEGAL_OBSTACLE, Adoption.WEAKER}
COMPUTED = {Adoption.IDENTICAL, Adoption.STRICTER, Adoption.WEAKER}


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
) -> Position:
    """Record a network's position on an edition, in place of the one it had.

    `texts` may hold national_text, national_ref, national_url, reason and legal_note. Raises Refused when the reader
    may not, when a reason is missing, or when the numbers say something else than the position.
    """
    if by.user is None or not may(by, "take_position", network):
        raise Refused(_("Only coordinators of this network decide on its position."))
    owns = list(values)
    told = {field: (texts or {}).get(field, "").strip() for field in _TEXTS}
    if state in NEEDS_REASON and not told["reason"]:
        raise Refused(_("Say why: others want to understand it."))
    _require_agreement(edition, state, owns)
    before = Position.objects.select_for_update().filter(edition=edition, network=network).first()
    position = before or Position(edition=edition, network=network)
    was = before.state if before else ""
    position.state, position.decided_by, position.decided_at = state, by.user, timezone.now()
    position.valid_from, position.valid_to = period
    for field, text in told.items():
        setattr(position, field, text)
    position.full_clean(exclude=["edition", "network", "decided_by"])
    position.save()
    position.values.all().delete()
    NationalValue.objects.bulk_create(NationalValue(position=position, **vars(own)) for own in owns)
    if was != state:
        note(position, was, state, actor=by.user, reason=told["reason"], at=position.decided_at)
    return position


_TEXTS = ("national_text", "national_ref", "national_url", "reason", "legal_note")


def _require_agreement(edition: Edition, state: Adoption, owns: list[Own]) -> None:
    """Numbers that can be compared decide between identical, stricter and weaker."""
    computed: Any = strictness(edition.read().parameters, owns)
    if computed is not None and state in COMPUTED and state != computed:
        raise Refused(
            _("Your numbers say “%(computed)s”, not “%(state)s”.") % {"computed": computed.label, "state": state.label}
        )
