"""What consultations hold about a person: what they said and answered; handed out, and made anonymous at the end."""

from typing import Any

from django.db import transaction

from criteria.models import ConsultationComment, ConsultationSheet
from portal import page_cache
from portal.models import User


def export(user: User) -> dict[str, list[dict[str, Any]]]:
    """Everything somebody said in consultations with the answers they got, and the answers they gave."""
    said = ConsultationComment.objects.filter(author=user, taken_back_at=None)
    answered = ConsultationComment.objects.filter(answered_by=user)
    waiting = ConsultationSheet.objects.filter(made_by=user).select_related("consultation__criterion")
    return {
        "spreadsheets": [
            {"about": str(row.consultation), "file": row.file_name, "rows": row.rows, "at": row.made_at.isoformat()}
            for row in waiting
        ],
        "comments": [
            {
                "about": str(row.consultation),
                "paragraph": row.paragraph_key or None,
                "side": row.side,
                "organisation": row.organisation,
                "text": row.body,
                "proposed_wording": row.proposed_text or None,
                "said": row.created_at.isoformat(),
                "changed": row.edited_at.isoformat() if row.edited_at else None,
                "hidden_because": row.hidden_reason or None,
                "answer": row.state,
                "answer_because": row.response or None,
                "address": row.get_absolute_url(),
            }
            for row in said.select_related("consultation__criterion")
        ],
        "answers": [
            {
                "comment": row.pk,
                "about": str(row.consultation),
                "answer": row.state,
                "reason": row.response,
                "at": row.answered_at.isoformat() if row.answered_at else None,
            }
            for row in answered.select_related("consultation__criterion")
        ],
    }


def erase(user: User) -> None:
    """What was said stays, with its side and without name and organisation, for others were told what became of it.

    Pages that are kept for anonymous readers show names, so they are made anew.
    """
    ConsultationSheet.objects.filter(made_by=user).delete()
    rows = ConsultationComment.objects
    rows.filter(author=user).update(author=None, organisation="")
    for deed in ("moderated_by", "answered_by", "taken_over_by"):
        rows.filter(**{deed: user}).update(**{deed: None})
    transaction.on_commit(page_cache.raise_content_version)
