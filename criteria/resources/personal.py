"""What sharing and reviewing hold about a person: handed out, and taken away as far as nobody else needs it."""

from typing import Any

from criteria.models import Resource, ReviewDecision, ReviewMessage
from criteria.resources import sharing
from criteria.resources.states import State
from portal.models import User


def export(user: User) -> dict[str, list[dict[str, Any]]]:
    """What somebody shared, decided and wrote in reviews."""
    resources = Resource.objects.filter(submitted_by=user).prefetch_related("files").order_by("created_at")
    decisions = ReviewDecision.objects.filter(reviewer=user).select_related("version__resource").order_by("at")
    messages = ReviewMessage.objects.filter(author=user).select_related("resource").order_by("at")
    return {
        "shared": [
            {
                "title": row.title,
                "abstract": row.abstract,
                "state": row.state,
                "begun": row.created_at.isoformat(),
                "files": [file.name for file in row.files.all()],
                "address": row.get_absolute_url(),
            }
            for row in resources
        ],
        "decisions": [
            {
                "about": row.version.resource.title,
                "decision": row.decision,
                "reason": row.reason,
                "at": row.at.isoformat(),
            }
            for row in decisions
        ],
        "messages": [{"about": row.resource.title, "text": row.text, "at": row.at.isoformat()} for row in messages],
    }


def erase(user: User) -> None:
    """Drafts that nobody else ever saw go; what was submitted stays, as that of a former member."""
    for draft in Resource.objects.filter(submitted_by=user, submitted_at=None, state=State.DRAFT):
        sharing.discard(draft, by=user)
    Resource.objects.filter(reviewer=user).update(reviewer=None)
