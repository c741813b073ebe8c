"""What the library puts on the member's home: work that waits, what they shared, news of what they follow."""

from typing import Any

from criteria.consulting import queries as consulting
from criteria.consulting.rights import may_moderate_somewhere
from criteria.followed_changes import changes_for
from criteria.resources import reading
from criteria.talk import queries as talk
from portal.desk import register_card
from portal.reader import Reader

SHOWN = 5


def register() -> None:
    register_card("reviews", order=15, context=reviews, template="criteria/cards/reviews.html", wide=True)
    register_card("consultations", order=20, context=consultations, template="criteria/cards/consultations.html")
    register_card("reports", order=25, context=reports, template="criteria/cards/reports.html")
    register_card("followed", order=70, context=followed, template="criteria/cards/followed.html")
    register_card("shared", order=40, context=shared, template="criteria/cards/shared.html")


def reviews(reader: Reader) -> dict[str, Any] | None:
    """Submissions the reader may decide about, oldest first."""
    waiting = reading.queue(reader) if reading.is_reviewer(reader) or reading.is_named_anywhere(reader) else []
    return {"waiting": waiting[:SHOWN], "total": len(waiting)} if waiting else None


def shared(reader: Reader) -> dict[str, Any] | None:
    """The reader's own resources and how far they are."""
    rows = reading.mine(reader)
    return {"rows": rows[:SHOWN], "total": len(rows)}


def reports(reader: Reader) -> dict[str, Any] | None:
    """For those who moderate: the way to the reports, and how many comments wait for them."""
    return {"total": len(talk.reported(reader))} if talk.is_moderator_somewhere(reader) else None


def consultations(reader: Reader) -> dict[str, Any] | None:
    """How many comments in consultations wait for the reader to let them through or to answer them."""
    total = consulting.waiting_count(reader) if may_moderate_somewhere(reader) else 0
    return {"total": total} if total else None


def followed(reader: Reader) -> dict[str, Any] | None:
    """The latest changes of what the reader follows."""
    found = changes_for(reader)
    return {"changes": found} if found else None
