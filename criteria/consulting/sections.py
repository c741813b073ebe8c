"""What stands below a consultation: its report, and the spreadsheets for those who must."""

from typing import Any

from django.http import HttpRequest

from criteria.models import Consultation
from portal import sections
from portal.reader import reader_of
from portal.rights import may


def register() -> None:
    sections.fill(
        "consultation", template="criteria/sections/consulted.html", context=of_consultation, order=10, queries=2
    )


def of_consultation(request: HttpRequest, asked: Consultation) -> dict[str, Any] | None:
    """The ways a reader has from here, in two queries at most: their memberships. None for those who have none."""
    reader = reader_of(request)
    ways = {
        "may_read_report": may(reader, "read_report", asked),
        "may_take_part": may(reader, "take_part", asked),
        "may_answer": may(reader, "moderate_comments", asked),
    }
    return ways | {"consultation": asked, "ref": asked.criterion.ref} if any(ways.values()) else None
