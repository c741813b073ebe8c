"""What imports hold about a person: who brought a file and what it was called. Erasing leaves the report, unsigned."""

from typing import Any

from django.db.models import Q
from wagtail.models import ModelLogEntry

from criteria.importing.log import SENTENCES
from criteria.models import ImportRun, ImportState
from portal.models import User


def export(user: User) -> list[dict[str, Any]]:
    """The files somebody imported or took back."""
    rows = ImportRun.objects.filter(Q(made_by=user) | Q(undone_by=user)).order_by("made_at")
    return [
        {
            "file": row.file_name if row.made_by_id == user.pk else "",
            "uploaded": row.made_at.isoformat(),
            "state": row.state,
            "criteria": row.total,
            "undone_by_you": row.undone_by_id == user.pk,
        }
        for row in rows
    ]


def erase(user: User) -> None:
    """What waits is dropped, because nobody could import it any more; names of files can hold names of people."""
    own = ImportRun.objects.filter(made_by=user)
    named = {"data__run__in": list(own.values_list("pk", flat=True))}
    for entry in ModelLogEntry.objects.filter(action__in=SENTENCES, **named):
        entry.data = {"run": entry.data.get("run")}
        entry.save(update_fields=["data"])
    waiting = [ImportState.CHECKING, ImportState.CHECKED]
    own.filter(state__in=waiting).update(state=ImportState.DROPPED, rows=[], report=[], problems=[])
    own.update(made_by=None, file_name="")
    ImportRun.objects.filter(undone_by=user).update(undone_by=None)
