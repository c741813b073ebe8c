"""What notices put on the member's home: what is unread, and what they follow."""

from typing import Any

from portal.desk import register_card
from portal.notices import queries
from portal.notices.following import followed_by
from portal.reader import Reader

SHOWN = 5


def register() -> None:
    register_card("unread", order=50, context=unread, template="portal/notices/cards/unread.html")
    register_card("follows", order=60, context=follows, template="portal/notices/cards/follows.html")


def unread(reader: Reader) -> dict[str, Any] | None:
    """The newest notices that were not read yet."""
    if reader.user is None:
        return None
    rows = queries.listed(reader.user).filter(read_at=None)[:SHOWN]
    return {"notices": queries.viewable(reader, rows), "total": queries.unread_count(reader)}


def follows(reader: Reader) -> dict[str, Any] | None:
    """What the reader follows, latest first."""
    rows = followed_by(reader.user) if reader.user else []
    return {"rows": rows[:SHOWN], "total": len(rows)}
