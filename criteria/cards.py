"""What the library puts on the member's home: what they shared, and what waits for their review."""

from typing import Any

from criteria.resources import reading
from portal.desk import register_card
from portal.reader import Reader

SHOWN = 5


def register() -> None:
    register_card("reviews", order=15, context=reviews, template="criteria/cards/reviews.html", wide=True)
    register_card("shared", order=40, context=shared, template="criteria/cards/shared.html")


def reviews(reader: Reader) -> dict[str, Any] | None:
    """Submissions the reader may decide about, oldest first."""
    waiting = reading.queue(reader) if reading.is_reviewer(reader) or reading.is_named_anywhere(reader) else []
    return {"waiting": waiting[:SHOWN], "total": len(waiting)} if waiting else None


def shared(reader: Reader) -> dict[str, Any] | None:
    """The reader's own resources and how far they are."""
    rows = reading.mine(reader)
    return {"rows": rows[:SHOWN], "total": len(rows)}
