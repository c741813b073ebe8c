"""What waits for a decision about a criterion's life, on the member's home."""

from typing import Any

from django.db.models import Q
from django.utils import timezone

from criteria.models import Criterion
from criteria.terms import Status
from portal.desk import register_card
from portal.reader import Reader
from portal.rights import may

SHOWN = 5
DECIDES = {Status.REVIEW: "endorse", Status.CONSULTATION: "put_into_review"}
"""The right to take what stands there one step further."""


def register() -> None:
    register_card("life", order=12, context=life, template="criteria/cards/life.html", wide=True)


def life(reader: Reader) -> dict[str, Any] | None:
    """Criteria in review, and those whose consultation is over, if the reader decides about them."""
    waiting = [each for each in _between_two_steps() if may(reader, DECIDES[Status(each.status)], each)]
    return {"waiting": waiting[:SHOWN], "more": len(waiting) - SHOWN, "total": len(waiting)} if waiting else None


def _between_two_steps() -> list[Criterion]:
    closed = Q(consultations__ended_on=None, consultations__closes_on__lt=timezone.localdate())
    rows = Criterion.objects.filter(Q(status=Status.REVIEW) | Q(closed, status=Status.CONSULTATION))
    return list(rows.distinct().only("ref", "title", "status", "owner_network"))
