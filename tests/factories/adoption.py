"""Takes positions for tests, through the action that coordinators use."""

from itertools import count
from typing import Any

from criteria.adoption.actions import TEXTS, take_position
from criteria.models import Criterion, Position
from criteria.terms import Adoption
from networks.models import NetworkPage
from portal.reader import Reader
from tests.people import make_user

_numbers = count(1)


def secretariat() -> Reader:
    """Somebody who may take every network's position."""
    return Reader(make_user(f"secretariat-{next(_numbers)}@example.org", superuser=True))


def take(
    network: NetworkPage,
    criterion: Criterion,
    state: Adoption | str = Adoption.ADAPTED,
    *,
    by: Reader | None = None,
    **fields: Any,
) -> Position:
    """A network's position on the current edition; texts go in by their name."""
    texts = {name: fields.pop(name) for name in TEXTS if name in fields}
    if state in {"weaker", "not_adopted", "legal_obstacle"}:
        texts.setdefault("reason", "Said why.")
    edition = criterion.editions.select_related("criterion")[0]
    return take_position(edition, network, state=Adoption(state), by=by or secretariat(), texts=texts, **fields)


def publish_anew(criterion: Criterion, **fields: Any) -> Criterion:
    """The next edition: another scope, so a new main number, unless `change_kind` says otherwise."""
    changed = fields or {"applies_to": "both" if criterion.applies_to != "both" else "new"}
    criterion.refresh_from_db()
    for field, value in changed.items():
        setattr(criterion, field, value)
    criterion.save_revision().publish()
    criterion.refresh_from_db()
    return criterion
