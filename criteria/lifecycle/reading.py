"""Reads a criterion's life: where it stands, since when and why, and all moves so far."""

from dataclasses import dataclass
from datetime import datetime

from django.contrib.contenttypes.models import ContentType
from django.db.models import F, QuerySet

from criteria.documents import LifePart
from criteria.models.consultation import Consultation
from criteria.models.criterion import Criterion
from criteria.terms import Status
from portal.models import JournalEntry


@dataclass(frozen=True)
class Move:
    """A move as readers see it: without the person, who acted for a network."""

    before: Status
    to: Status
    reason: str
    at: datetime

    @property
    def is_longer(self) -> bool:
        """Whether only the days of a consultation changed."""
        return self.before == self.to


def life_of(criterion: Criterion) -> LifePart:
    """Where it stands, for its document."""
    if not criterion.pk:
        return LifePart()
    status = criterion.public_status
    moved = entries(criterion).filter(to_state=status).exclude(from_state=F("to_state"))
    if status is Status.ENDORSED:
        moved = moved.filter(from_state=Status.REVIEW)
    entry = moved.first()
    running = running_consultation(criterion) if criterion.status == Status.CONSULTATION else None
    return LifePart(
        since=entry.at.date() if entry else None,
        reason=entry.reason if entry else "",
        opens_on=running.opens_on if running else None,
        closes_on=running.closes_on if running else None,
        successor=criterion.superseded_by.ref if criterion.superseded_by else "",
        next=Status(criterion.status) if criterion.status != status else None,
    )


def entries(criterion: Criterion) -> QuerySet[JournalEntry]:
    """Its lines of the journal, newest first."""
    kind = ContentType.objects.get_for_model(Criterion)
    return JournalEntry.objects.filter(subject_type=kind, subject_id=str(criterion.pk), to_state__in=Status.values)


def history(criterion: Criterion) -> list[Move]:
    """All moves, newest first."""
    known = entries(criterion).exclude(from_state="")
    return [Move(Status(row.from_state), Status(row.to_state), row.reason, row.at) for row in known]


def running_consultation(criterion: Criterion) -> Consultation | None:
    """The consultation that has not ended; its days may lie ahead or be over already."""
    return Consultation.objects.filter(criterion=criterion, ended_on=None).first()
