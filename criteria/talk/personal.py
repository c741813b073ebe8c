"""What the talk holds about a person: handed out, and made anonymous when an account ends."""

import re
from typing import Any

from django.db import transaction

from criteria.models import Comment, Mention, Report
from portal.models import User


def export(user: User) -> dict[str, list[dict[str, Any]]]:
    """Everything somebody said and reported, with the address of where it stands."""
    comments = Comment.objects.filter(author=user, deleted_at=None).select_related("criterion", "resource")
    reports = Report.objects.filter(reporter=user)
    return {
        "comments": [
            {
                "about": str(comment.target),
                "text": comment.text,
                "said": comment.created_at.isoformat(),
                "changed": comment.edited_at.isoformat() if comment.edited_at else None,
                "hidden_because": comment.hidden_reason or None,
                "address": comment.get_absolute_url(),
            }
            for comment in comments.order_by("created_at")
        ],
        "reports": [
            {"comment": report.comment_id, "reason": report.reason, "at": report.reported_at.isoformat()}
            for report in reports
        ],
    }


def erase(user: User) -> None:
    """What was said stays, as that of a former member; the short name goes from what others said."""
    with transaction.atomic():
        for mention in Mention.objects.filter(user=user).select_related("comment"):
            comment = mention.comment
            named = re.compile(rf"@{re.escape(mention.handle)}(?![\w-])", re.IGNORECASE)
            comment.text = named.sub("@former-member", comment.text)
            comment.save(update_fields=["text"])
        Mention.objects.filter(user=user).delete()
        Comment.objects.filter(author=user).update(author=None)
        Comment.objects.filter(hidden_by=user).update(hidden_by=None)
        Report.objects.filter(reporter=user).update(reporter=None)
