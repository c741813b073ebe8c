"""What translations hold about a person: who wrote and who showed one. Erasing leaves the text, unsigned."""

from typing import Any

from django.db.models import Q

from criteria.models import CriterionText
from portal.models import User


def export(user: User) -> list[dict[str, Any]]:
    """The translations somebody wrote last or decided about."""
    rows = CriterionText.objects.filter(Q(written_by=user) | Q(decided_by=user)).select_related("criterion")
    return [
        {
            "criterion": row.criterion.ref,
            "language": row.language,
            "state": row.state,
            "wrote": row.written_by_id == user.pk,
            "decided": row.decided_by_id == user.pk,
            "changed": row.changed_at.isoformat(),
        }
        for row in rows.defer("paragraphs")
    ]


def erase(user: User) -> None:
    CriterionText.objects.filter(written_by=user).update(written_by=None)
    CriterionText.objects.filter(decided_by=user).update(decided_by=None)
