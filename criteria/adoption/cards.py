"""What waits for coordinators on the member's home: positions on editions that were replaced."""

from typing import Any

from criteria.adoption import queries
from portal.desk import register_card
from portal.reader import Reader

SHOWN = 5


def register() -> None:
    register_card("positions", order=18, context=positions, template="criteria/cards/positions.html", wide=True)


def positions(reader: Reader) -> dict[str, Any] | None:
    """Positions to look at again, by network."""
    waiting = queries.waiting_for(reader)
    if not waiting:
        return None
    networks = list({task.network.pk: task.network for task in waiting}.values())
    return {"waiting": waiting[:SHOWN], "total": len(waiting), "networks": networks}
