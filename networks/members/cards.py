"""What this room puts on the member's home: networks, requests to decide, invitations, what is new."""

from typing import Any

from networks.members import queries, telling
from networks.models import Membership
from portal.desk import register_card
from portal.reader import Reader

TEMPLATES = "networks/members/cards"


def register() -> None:
    register_card("invitations", order=10, context=invitations, template=f"{TEMPLATES}/invitations.html", wide=True)
    register_card("requests", order=20, context=requests, template=f"{TEMPLATES}/requests.html", wide=True)
    register_card("networks", order=30, context=networks, template=f"{TEMPLATES}/networks.html")
    register_card("changes", order=90, context=changes, template=f"{TEMPLATES}/changes.html")


def invitations(reader: Reader) -> dict[str, Any] | None:
    """Invitations to the reader's own addresses."""
    found = queries.invitations_for(reader.user) if reader.user else []
    return {"invitations": [(each, telling.token_of(each)) for each in found]} if found else None


def requests(reader: Reader) -> dict[str, Any] | None:
    """Requests to join that wait for the reader."""
    found = queries.requests_for(reader)
    return {"requests": found} if found else None


def networks(reader: Reader) -> dict[str, Any] | None:
    """The reader's networks; shown even when there are none, with the way to join one."""
    rows = queries.memberships_of(reader.user) if reader.user else []
    active = [row for row in rows if row.state == Membership.State.ACTIVE]
    return {"active": active, "asked": [row for row in rows if row not in active]}


def changes(reader: Reader) -> dict[str, Any] | None:
    """News, events and pages of the reader's networks, the latest first."""
    found = queries.changes_for(reader)
    return {"pages": found} if found else None
