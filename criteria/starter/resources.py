"""Starter content of guidelines and tools: published links to what others wrote, and examples for development."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

from django.db import transaction
from pydantic import Field, model_validator

from criteria.models import CaseDetails, Criterion, ProductGroup, Resource, ResourceVersion, Theme
from criteria.resources.composing import compose
from criteria.resources.states import State
from criteria.starter.records import Key, Ref, Text
from criteria.tags.words import find_or_make
from criteria.terms import ResourceKind, Visibility
from networks.models.place import language_codes
from portal.seed.reading import Record, StarterDataError, read
from portal.states import note

FILE = Path(__file__).parent.parent / "data" / "resources.yaml"
NOT_CHECKED = "Named in the research for this portal ({source}); nobody has compared it with the page yet."

Address = Annotated[str, Field(pattern=r"^https://\S+$", max_length=400)]


class CaseRecord(Record):
    """What is known of a practice case; figures are left to people who checked them."""

    what: str = ""
    how: str = ""
    who: str = ""
    results: str = ""
    lessons: str = ""


class ResourceRecord(Record):
    """Something real elsewhere on the web. What is not known stays empty."""

    key: Key
    kind: ResourceKind
    title: Annotated[str, Field(min_length=1, max_length=200)]
    abstract: Annotated[str, Field(min_length=1, max_length=2000)]
    url: Address
    publisher: Annotated[str, Field(max_length=160)] = ""
    year: int | None = Field(default=None, ge=1980, le=2100)
    languages: list[str] = []
    licence: Annotated[str, Field(max_length=160)] = ""
    products: list[Key] = []
    themes: list[Key] = []
    criteria: list[Ref] = []
    tags: list[Text] = []
    case: CaseRecord | None = None
    source: Text

    @model_validator(mode="after")
    def _fits(self) -> "ResourceRecord":
        if self.case is not None and self.kind is not ResourceKind.CASE:
            raise ValueError("only a case has the details of a case")
        unknown = set(self.languages) - language_codes()
        if unknown:
            raise ValueError(f"there is no language with the code {min(unknown)}")
        return self


def load(file: Path = FILE) -> int:
    """Publish the records of a file as the secretariat's; how many that were.

    Raises StarterDataError, naming file and line, for the first mistake.
    """
    records = read(file, ResourceRecord)
    _check(file, records)
    now = datetime.now(UTC)
    for record in records:
        _publish(record, now)
    return len(records)


def _check(file: Path, records: list[ResourceRecord]) -> None:
    known = {
        "products": set(ProductGroup.objects.values_list("key", flat=True)),
        "themes": set(Theme.objects.values_list("key", flat=True)),
        "criteria": set(Criterion.objects.values_list("ref", flat=True)),
    }
    seen: set[str] = set()
    for record in records:
        if record.key in seen:
            raise StarterDataError(file, _line(file, record.key), f"{record.key} is there twice")
        seen.add(record.key)
        for field, keys in known.items():
            for key in getattr(record, field):
                if key not in keys:
                    raise StarterDataError(file, _line(file, record.key), f"{record.key}: nothing has the key “{key}”")


def _line(file: Path, key: str) -> int:
    """The last line that begins the record of a key."""
    lines = file.read_text(encoding="utf-8").splitlines()
    return max((number for number, line in enumerate(lines, 1) if line.strip() == f"- key: {key}"), default=1)


@transaction.atomic
def _publish(record: ResourceRecord, now: datetime) -> Resource:
    copied = record.model_dump(include={"kind", "title", "abstract", "publisher", "year", "languages", "licence"})
    resource = Resource.objects.create(
        **copied,
        slug=record.key.replace("_", "-"),
        source_note=NOT_CHECKED.format(source=record.source),
        visibility=Visibility.PUBLIC,
        published_at=now,
    )
    resource.product_groups.set(ProductGroup.objects.filter(key__in=record.products))
    resource.themes.set(Theme.objects.filter(key__in=record.themes))
    resource.criteria.set(Criterion.objects.filter(ref__in=record.criteria))
    resource.tags.set(find_or_make(record.tags))
    if record.case is not None:
        CaseDetails.objects.create(resource=resource, **record.case.model_dump())
    version = ResourceVersion(resource=resource, number=1, link=record.url, visibility=Visibility.PUBLIC, made_at=now)
    version.save()
    version.document = compose(resource, version).model_dump(mode="json")
    version.frozen_at = version.published_at = now
    version.save()
    resource.state, resource.live_version = State.PUBLISHED, version
    resource.save()
    note(resource, "", State.PUBLISHED, reason="Starter content.", at=now)
    return resource
