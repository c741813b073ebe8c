"""What other rooms and pages read of the library."""

from typing import Any

from django.db.models import Count, Q, QuerySet, Window

from criteria.documents import CriterionDocument
from criteria.editions.queries import editions_of
from criteria.models import BackgroundFact, Label, LibraryEntry
from criteria.terms import RelationKind
from portal.reader import Reader

RELATED_SHOWN = 6


def latest(reader: Reader, limit: int = 3) -> tuple[list[CriterionDocument], int]:
    """The criteria that changed last, and how many there are in all."""
    counted = LibraryEntry.objects.visible_to(reader).annotate(total=Window(Count("*")))
    rows = list(counted.order_by("-updated_on", "-rid")[:limit])
    return [row.read() for row in rows], rows[0].total if rows else 0


def of_place(reader: Reader, place: str, limit: int = 6) -> tuple[list[CriterionDocument], int]:
    """Criteria that come from a country, region or its network, and how many there are in all."""
    rows = LibraryEntry.objects.visible_to(reader).filter(facets__contains=[f"network:{place.lower()}"])
    return [row.read() for row in rows.order_by("title")[:limit]], rows.count()


def find(reader: Reader, ref: str) -> LibraryEntry | None:
    """The published criterion with a reference."""
    return LibraryEntry.objects.visible_to(reader).filter(ref=ref).first()


def related(reader: Reader, document: CriterionDocument) -> list[tuple[str, CriterionDocument]]:
    """Published criteria that stand beside one, each with how; named relations first, then the same topic."""
    named = {part.ref: str(part.relation.label) for part in document.related}
    beside = Q(ref__in=list(named)) | Q(facets__contains=[f"related:{document.ref}"])
    if document.topic:
        beside |= Q(facets__contains=[f"topic:{document.topic}"])
    rows = LibraryEntry.objects.visible_to(reader).filter(beside).exclude(ref=document.ref)[: RELATED_SHOWN * 2]
    found = [(named.get(row.ref, str(RelationKind.SAME_TOPIC.label)), row.read()) for row in rows]
    return sorted(found, key=lambda pair: (pair[1].ref not in named, pair[1].ref))[:RELATED_SHOWN]


def labels() -> QuerySet[Label]:
    return Label.objects.prefetch_related("generations__requirements__source")


def background() -> QuerySet[BackgroundFact]:
    return BackgroundFact.objects.select_related("source")


def criterion_context(document: CriterionDocument, reader: Reader) -> dict[str, Any]:
    """All that the page of one criterion shows."""
    return {
        "criterion": document,
        "related": related(reader, document),
        "editions": editions_of(reader, document.ref),
    }
