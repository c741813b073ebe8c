"""What pages read of resources: always a frozen document, except for authors looking at their own work."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.contrib.postgres.search import TrigramWordSimilarity
from django.db.models import F, Prefetch, QuerySet
from django.utils import timezone
from django.utils.functional import Promise

from criteria.documents import ResourceDocument, Term
from criteria.models import LibraryEntry, Resource, ResourceEntry, ResourceFile, ResourceVersion, ReviewDecision
from criteria.resources.composing import compose
from criteria.resources.states import State
from criteria.resources.waiting import Age, working_days
from criteria.rights import decide
from criteria.terms import LinkCondition, Visibility
from networks.members.standing import standing_of
from networks.models import NetworkIndexPage, NetworkPage, Role
from networks.queries import named_to
from portal.reader import Reader
from portal.rights import may

RELATED_SHOWN, SIMILAR_SHOWN = 6, 3
ALIKE = 0.45
"""Trigram word similarity from which two titles may mean the same thing."""
DEAD = [LinkCondition.GONE, LinkCondition.UNREACHABLE, LinkCondition.REFUSED]


@dataclass(frozen=True)
class Shown:
    """One version of a resource with all that its page needs; `is_live` says that it is what readers see."""

    resource: Resource
    version: ResourceVersion
    document: ResourceDocument
    files: Sequence[ResourceFile]
    criteria: Sequence[tuple[str, str]]
    related: Sequence[ResourceDocument]
    earlier: Sequence[ResourceVersion]
    audience: Sequence[str | Promise]
    is_live: bool


def find(reader: Reader, slug: str) -> Resource | None:
    rows = Resource.objects.visible_to(reader).select_related("live_version", "network", "submitted_by", "reviewer")
    return rows.filter(slug=slug).first()


def version_for(reader: Reader, resource: Resource) -> ResourceVersion | None:
    """What the reader gets to see: the live version; without one, authors their work and reviewers what waits."""
    if resource.live_version is not None:
        return resource.live_version
    if may(reader, "edit", resource) or (reader.user is not None and resource.submitted_by_id == reader.user.pk):
        return resource.versions.first()
    return resource.newest_frozen()


def shown(reader: Reader, resource: Resource, version: ResourceVersion) -> Shown:
    document = version.read() if version.frozen_at else compose(resource, version)
    network = named_network(reader, resource)
    published = resource.versions.published_to(reader, resource).exclude(pk=version.pk) if resource.is_live else None
    files = Prefetch("files", ResourceFile.objects.defer("text"))
    return Shown(
        resource=resource,
        version=version,
        document=document.model_copy(update={"network": network}),
        files=list(version.files.defer("text")),
        criteria=_criteria(reader, document),
        related=_related(reader, document),
        earlier=list(published.defer("document").prefetch_related(files)) if published is not None else [],
        audience=audience(reader, resource, version) if reader.user is not None else [],
        is_live=version.pk == resource.live_version_id,
    )


def named_network(reader: Reader, resource: Resource) -> Term | None:
    """Who shared it, as it is called today, for readers who may know that name: a page may be closed since."""
    network = named_to(reader).filter(pk=resource.network_id).first() if resource.network_id else None
    return Term(key=network.slug, label=network.title) if network else None


def audience(reader: Reader, resource: Resource, version: ResourceVersion) -> list[str | Promise]:
    """Who sees a version, in words: networks by name, as far as the reader may know it."""
    if version.visibility != Visibility.NETWORK:
        return [Visibility(version.visibility).label]
    own = named_network(reader, resource)
    others = version.shared_with.filter(pk__in=named_to(reader).values("pk")).order_by("title")
    return [*([own.label] if own else []), *others.values_list("title", flat=True)]


def _criteria(reader: Reader, document: ResourceDocument) -> list[tuple[str, str]]:
    if not document.criteria:
        return []
    entries = LibraryEntry.objects.visible_to(reader).filter(ref__in=document.criteria)
    return list(entries.order_by("ref").values_list("ref", "title"))


def _related(reader: Reader, document: ResourceDocument) -> list[ResourceDocument]:
    if not document.related:
        return []
    rows = ResourceEntry.objects.visible_to(reader).filter(resource__slug__in=document.related)
    return [row.read() for row in rows.exclude(resource__slug=document.slug).order_by("title")[:RELATED_SHOWN]]


def similar(reader: Reader, title: str, *, without: Resource | None = None) -> list[ResourceDocument]:
    """Published things with a title like this one that the reader may see."""
    if len(title.strip()) < 4:
        return []
    rows = ResourceEntry.objects.visible_to(reader).annotate(alike=TrigramWordSimilarity(title, "title"))
    if without is not None:
        rows = rows.exclude(resource=without)
    return [row.read() for row in rows.filter(alike__gte=ALIKE).order_by("-alike", "pk")[:SIMILAR_SHOWN]]


def own_networks(reader: Reader) -> QuerySet[NetworkPage]:
    """The networks whose reviewers the reader may ask."""
    return NetworkPage.objects.filter(pk__in=standing_of(reader).networks_as(Role.CONTRIBUTOR)).order_by("title")


def networks_address() -> str:
    """Where networks can be found and joined."""
    page = NetworkIndexPage.objects.live().first()
    return (page.get_url() or "") if page else ""


def mine(reader: Reader) -> list[Resource]:
    """What the reader shared or writes, last touched first."""
    rows = Resource.objects.filter(submitted_by=reader.user).select_related("network", "live_version")
    return list(rows.order_by("-changed_at"))


@dataclass(frozen=True)
class Waiting:
    """A submission in the queue."""

    resource: Resource
    document: ResourceDocument
    age: Age
    is_named: bool


def queue(reader: Reader, *, at: datetime | None = None) -> list[Waiting]:
    """What the reader may decide about, longest waiting first."""
    now = at or timezone.now()
    frozen = ResourceVersion.objects.exclude(frozen_at=None)
    rows = Resource.objects.visible_to(reader).filter(state=State.SUBMITTED).order_by("waiting_since")
    found = rows.select_related("network", "submitted_by").prefetch_related(Prefetch("versions", frozen, "frozen"))
    return [
        Waiting(
            resource,
            resource.frozen[0].read(),
            Age(working_days(resource.waiting_since, now)),
            is_named=reader.user is not None and resource.reviewer_id == reader.user.pk,
        )
        for resource in found
        if resource.waiting_since and resource.frozen and decide(reader, resource)
    ]


def dead_links(reader: Reader) -> list[Resource]:
    """Published resources of the reader's networks whose link was not found at the last visit."""
    standing = standing_of(reader)
    rows = Resource.objects.filter(live_version__link_condition__in=DEAD).select_related("live_version", "network")
    if not standing.is_secretariat:
        rows = rows.filter(network__in=standing.networks_as(Role.REVIEWER))
    return list(rows.order_by(F("live_version__link_checked_at").desc(nulls_last=True)))


def is_reviewer(reader: Reader) -> bool:
    standing = standing_of(reader)
    return standing.is_secretariat or bool(standing.networks_as(Role.REVIEWER))


def is_named_anywhere(reader: Reader) -> bool:
    """Whether somebody asked the reader to decide about something that still waits."""
    return Resource.objects.filter(state=State.SUBMITTED, reviewer=reader.user).exists()


def last_decision(resource: Resource) -> ReviewDecision | None:
    """What the author was told last, with its reason."""
    rows = ReviewDecision.objects.filter(version__resource=resource)
    return rows.select_related("reviewer").first()
