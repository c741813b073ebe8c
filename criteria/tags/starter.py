"""Loads the agreed tags with their other words; criteria, news and events that use them come later."""

from pathlib import Path

from django.core.exceptions import ValidationError
from pydantic import Field

from criteria.models import Tag
from criteria.tags.actions import set_synonyms
from portal.seed.reading import Record, StarterDataError, read

FILE = Path(__file__).parent.parent / "data" / "tags.yaml"


class TagRecord(Record):
    """An agreed tag."""

    name: str = Field(min_length=1)
    description: str = Field(default="", max_length=300)
    synonyms: list[str] = []


def load(file: Path = FILE) -> int:
    """Write the agreed tags; how many that were.

    Raises StarterDataError for a word that is there twice or not allowed.
    """
    records = read(file, TagRecord)
    for record in records:
        try:
            tag = Tag(name=record.name, description=record.description, curated=True)
            tag.full_clean(exclude=["slug"])
            tag.save()
            set_synonyms(tag, record.synonyms)
        except ValidationError as mistake:
            raise StarterDataError(file, _line_of(file, record.name), " ".join(mistake.messages)) from mistake
    return len(records)


def _line_of(file: Path, name: str) -> int:
    lines = file.read_text(encoding="utf-8").splitlines()
    return next((number for number, line in enumerate(lines, 1) if f"name: {name}" in line), 1)
