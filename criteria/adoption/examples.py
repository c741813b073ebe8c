"""Made-up positions for development, marked as such wherever they are shown; no server ever loads them."""

from datetime import timedelta
from pathlib import Path

from django.utils import timezone

from criteria.adoption.actions import take_position
from criteria.models import Edition, Position
from criteria.starter.examples import FOLDER
from criteria.starter.records import Key, Ref, Text
from criteria.terms import Adoption
from networks.models import NetworkPage
from portal.models import User
from portal.reader import Reader
from portal.seed.reading import Record, read


class PositionRecord(Record):
    """A position and who would have recorded it, so many days ago."""

    by: Text
    network: Key
    criterion: Ref
    state: Adoption
    days_ago: int
    reason: str = ""
    national_text: str = ""
    national_ref: str = ""


def load(folder: Path = FOLDER) -> int:
    """Write the examples after their people; how many. Raises StarterDataError for a mistake in the file."""
    records = read(folder / "positions.yaml", PositionRecord)
    for record in records:
        _write(record)
    return len(records)


def _write(record: PositionRecord) -> None:
    first, _space, last = record.by.partition(" ")
    position = take_position(
        Edition.objects.filter(ref=record.criterion).select_related("criterion")[0],
        NetworkPage.objects.get(slug=record.network),
        state=record.state,
        by=Reader(User.objects.get(first_name=first, last_name=last, email__endswith="@example.org")),
        texts=record.model_dump(include={"reason", "national_text", "national_ref"}),
        at=timezone.now() - timedelta(days=record.days_ago),
    )
    Position.objects.filter(pk=position.pk).update(is_example=True)
