"""What selections put on the member's home."""

from typing import Any

from criteria.tender import queries
from portal.desk import register_card
from portal.reader import Reader

SHOWN = 5


def register() -> None:
    register_card("selections", order=45, context=selections, template="criteria/cards/selections.html")


def selections(reader: Reader) -> dict[str, Any]:
    """The reader's selections, last changed first, and how many colleagues share with them; two queries."""
    rows = list(queries.mine(reader))
    return {"rows": rows[:SHOWN], "total": len(rows), "shared": queries.shared_with(reader).count()}
