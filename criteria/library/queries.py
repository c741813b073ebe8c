"""What other rooms and pages read of the library."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, F, Q, QuerySet, Window

from criteria.documents import CriterionDocument
from criteria.editions.queries import editions_of
from criteria.languages.listing import Read, short
from criteria.library.relations import related
from criteria.lifecycle.states import IN_WORK
from criteria.models import BackgroundFact, Criterion, LibraryEntry
from criteria.resources.queries import resources_of_criterion
from criteria.terms import Status
from networks.members.standing import standing_of
from networks.models import NetworkPage, Role
from portal.reader import Reader


def latest(reader: Reader, limit: int = 3) -> tuple[list[CriterionDocument], int]:
    """The criteria that changed last, and how many there are in all."""
    counted = LibraryEntry.objects.visible_to(reader).to_read().annotate(total=Window(Count("*")))
    rows = list(counted.order_by("-updated_on", "-rid")[:limit])
    return [row.read() for row in rows], rows[0].total if rows else 0


def of_place(reader: Reader, place: str, *, language: str, limit: int = 6) -> tuple[list[Read], int]:
    """Criteria that come from a country, region or its network, and how many there are in all.

    Two queries, one more for another language than the original.
    """
    rows = LibraryEntry.objects.visible_to(reader).filter(facets__contains=[f"network:{place.lower()}"])
    return short(rows.to_read().order_by("title")[:limit], language), rows.count()


def of_group(reader: Reader, group: NetworkPage, *, language: str) -> list[Read]:
    """The published criteria a working group looks after; one query, one more for another language."""
    rows = LibraryEntry.objects.visible_to(reader).filter(criterion__owner_network=group)
    return short(rows.to_read().order_by("title"), language)


@dataclass(frozen=True)
class Draft:
    """A criterion in work, as its latest draft has it."""

    ref: str
    title: str
    summary: str
    requirement: str
    status: Status
    changed_at: datetime | None
    is_published: bool


def drafts_of(reader: Reader, group: NetworkPage) -> list[Draft]:
    """What a working group has in work, last changed first; for its own members, nobody else."""
    if not standing_of(reader).is_at_least(group.pk, Role.READER):
        return []
    unseen = Criterion.objects.filter(Q(live=False) | Q(has_unpublished_changes=True), status__in=IN_WORK)
    latest = Q(latest_revision__content__owner_network=group.pk)
    never_revised = Q(latest_revision=None, owner_network=group)
    rows = unseen.filter(latest | never_revised).select_related("latest_revision")
    return [_draft(row) for row in rows.order_by(F("latest_revision__created_at").desc(nulls_last=True), "ref")]


def _draft(row: Criterion) -> Draft:
    said = row.latest_revision.content if row.latest_revision else {}
    texts = {name: said.get(name, getattr(row, name)) for name in ("ref", "title", "summary", "requirement")}
    changed = row.latest_revision.created_at if row.latest_revision else None
    return Draft(**texts, status=Status(row.status), changed_at=changed, is_published=row.live)


def find(reader: Reader, ref: str) -> LibraryEntry | None:
    """The published criterion with a reference."""
    return LibraryEntry.objects.visible_to(reader).filter(ref=ref).first()


def background() -> QuerySet[BackgroundFact]:
    return BackgroundFact.objects.select_related("source")


def criterion_context(document: CriterionDocument, reader: Reader, language: str) -> dict[str, Any]:
    """All that the page of one criterion shows; what stands beside it is read in a language."""
    guidance, guidance_total = resources_of_criterion(reader, document.ref)
    return {
        "criterion": document,
        "related": related(reader, document, language),
        "editions": editions_of(reader, document.ref),
        "guidance": guidance,
        "guidance_total": guidance_total,
    }
