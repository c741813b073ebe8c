"""What positions hold about a person: who recorded one. Handed out; erasing leaves the network's position, unsigned."""

from typing import Any

from criteria.models import Position
from portal.models import User


def export(user: User) -> list[dict[str, Any]]:
    """The positions somebody recorded for a network, as they stand today."""
    rows = Position.objects.filter(decided_by=user).with_edition().select_related("network").order_by("decided_at")
    return [
        {
            "criterion": str(row.edition),
            "network": row.network.title,
            "position": row.state,
            "recorded": row.decided_at.isoformat(),
        }
        for row in rows
    ]


def erase(user: User) -> None:
    Position.objects.filter(decided_by=user).update(decided_by=None)
