"""What selections hold about a person: handed out, and deleted when the account ends."""

from typing import Any

from django.db.models import Prefetch

from criteria.models import Selection, SelectionItem
from portal.models import User


def export(user: User) -> list[dict[str, Any]]:
    """Everything somebody picked and noted, and whom they let read it."""
    items = SelectionItem.objects.select_related("edition").defer("edition__document")
    rows = Selection.objects.filter(owner=user).prefetch_related(Prefetch("items", items), "shared_with")
    return [
        {
            "title": row.title,
            "begun": row.created_at.isoformat(),
            "changed": row.changed_at.isoformat(),
            "criteria": [{"edition": str(item.edition), "note": item.note} for item in row.items.all()],
            "shared_with": [network.title for network in row.shared_with.all()],
            "open_by_address": row.token is not None,
            "address": row.get_absolute_url(),
        }
        for row in rows.order_by("created_at")
    ]


def erase(user: User) -> None:
    """All of them go: they are one person's work, and whoever needs one keeps a copy."""
    Selection.objects.filter(owner=user).delete()
