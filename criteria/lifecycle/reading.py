"""Reads a criterion's life: where it stands, since when and why, and all moves so far."""

from collections.abc import Sequence
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
    """Where it stands; nothing of one that was never saved."""
    return lives_of([criterion]).get(criterion.pk, LifePart())


def lives_of(criteria: Sequence[Criterion]) -> dict[int, LifePart]:
    """Where each of them stands, for its document. Two queries, and one more where something is in consultation."""
    known = {criterion.pk: criterion for criterion in criteria if criterion.pk}
    moves: dict[int, JournalEntry] = {}
    for entry in _entries(*known).exclude(from_state=F("to_state")):
        moved = known[int(entry.subject_id)]
        if _led_here(entry, moved):
            moves.setdefault(moved.pk, entry)
    asked = [pk for pk, criterion in known.items() if criterion.status == Status.CONSULTATION]
    rows = Consultation.objects.filter(criterion__in=asked, ended_on=None) if asked else []
    running = {row.criterion_id: row for row in rows}
    return {pk: _life(criterion, moves.get(pk), running.get(pk)) for pk, criterion in known.items()}


def _led_here(entry: JournalEntry, criterion: Criterion) -> bool:
    """Whether a move brought it where readers are told it stands: an endorsement that holds came out of a review."""
    status = criterion.public_status
    return entry.to_state == status and (status is not Status.ENDORSED or entry.from_state == Status.REVIEW)


def _life(criterion: Criterion, moved: JournalEntry | None, running: Consultation | None) -> LifePart:
    return LifePart(
        since=moved.at.date() if moved else None,
        reason=moved.reason if moved else "",
        opens_on=running.opens_on if running else None,
        closes_on=running.closes_on if running else None,
        successor=criterion.superseded_by.ref if criterion.superseded_by else "",
        next=Status(criterion.status) if criterion.status != criterion.public_status else None,
    )


def entries(criterion: Criterion) -> QuerySet[JournalEntry]:
    """Its lines of the journal, newest first."""
    return _entries(criterion.pk)


def _entries(*criteria: int) -> QuerySet[JournalEntry]:
    kind = ContentType.objects.get_for_model(Criterion)
    keys = [str(pk) for pk in criteria]
    return JournalEntry.objects.filter(subject_type=kind, subject_id__in=keys, to_state__in=Status.values)


def history(criterion: Criterion) -> list[Move]:
    """All moves, newest first."""
    known = entries(criterion).exclude(from_state="")
    return [Move(Status(row.from_state), Status(row.to_state), row.reason, row.at) for row in known]


def running_consultation(criterion: Criterion) -> Consultation | None:
    """The consultation that has not ended; its days may lie ahead or be over already."""
    return Consultation.objects.filter(criterion=criterion, ended_on=None).first()
