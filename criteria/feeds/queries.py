"""What feeds of the library tell: the latest editions and shared resources that anybody may read."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, time
from typing import Any

from django.db.models import F, Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from criteria.documents import CriterionDocument
from criteria.models import Edition, LibraryEntry, Position, ProductGroup, ResourceEntry
from criteria.terms import ChangeKind, Status
from networks.models import NetworkPage
from portal.reader import NOBODY

ENTRIES = 20
ENDED = [Status.SUPERSEDED, Status.WITHDRAWN]


@dataclass(frozen=True)
class Kind:
    """A kind of change somebody may want to hear about alone."""

    key: str
    label: str | Promise
    which: Q | None
    """Which editions; None for what makes none: criteria that ended, positions of networks."""


KINDS = {
    kind.key: kind
    for kind in (
        Kind("new", _("New criteria"), Q(change_kind=ChangeKind.FIRST)),
        Kind("changed", _("New editions of criteria"), ~Q(change_kind=ChangeKind.FIRST)),
        Kind("ended", _("Criteria that were superseded or withdrawn"), None),
        Kind("positions", _("What networks say to criteria"), None),
    )
}


@dataclass(frozen=True)
class Entry:
    """Something that happened. `uid` never changes; `url` is a path."""

    uid: str
    title: str
    url: str
    summary: str
    at: datetime
    words: tuple[str, ...] = ()


def all_changes() -> list[Entry]:
    return _newest_first(_latest(Edition.objects.visible_to(NOBODY)), _ended())


def changes_of_kind(kind: Kind) -> list[Entry]:
    if kind.which is None:
        return _positions(_said()) if kind.key == "positions" else _newest_first(_ended())
    return _latest(Edition.objects.visible_to(NOBODY).filter(kind.which))


def changes_of_product(group: ProductGroup) -> list[Entry]:
    """Of criteria that are found under a product group, those of the groups above and below it included."""
    facet = f"product:{group.key}"
    return _newest_first(_latest(_found_by(facet)), _ended(facet))


def changes_of_network(network: NetworkPage) -> list[Entry]:
    """Of criteria from its place or that it looks after, what it says to criteria, and what it shares; four queries."""
    facet = f"network:{network.place.lower() or network.slug}"
    rows = ResourceEntry.objects.visible_to(NOBODY).filter(facets__contains=[f"from:{network.translation_key}"])
    shared = [_resource(row) for row in rows.select_related("version").order_by("-updated_on", "-rid")[:ENTRIES]]
    said = _positions(_said().filter(network__translation_key=network.translation_key))
    return _newest_first(_latest(_found_by(facet)), _ended(facet), said, shared)


def find_product(key: str) -> ProductGroup | None:
    """A product group that has something to tell: words that only drafts carry are nobody's business."""
    group = ProductGroup.objects.filter(key=key).first()
    return group if group and _found_by(f"product:{key}").exists() else None


def find_network(slug: str) -> NetworkPage | None:
    """By the address of its page in any language: what it gives is the same."""
    return NetworkPage.objects.visible_to(NOBODY).filter(slug=slug).order_by("pk").first()


def _found_by(facet: str) -> QuerySet[Edition]:
    return Edition.objects.visible_to(NOBODY).filter(criterion__entry__facets__contains=[facet])


def _latest(rows: QuerySet[Edition]) -> list[Entry]:
    return [_edition(row) for row in rows.order_by("-published_at", "-pk")[:ENTRIES]]


def _newest_first(*entries: list[Entry]) -> list[Entry]:
    told = [entry for some in entries for entry in some]
    return sorted(told, key=lambda entry: (entry.at, entry.uid), reverse=True)[:ENTRIES]


def _ended(*facets: str) -> list[Entry]:
    """Criteria that were superseded or withdrawn, as far as they are found by the facets."""
    rows = LibraryEntry.objects.visible_to(NOBODY).filter(facets__overlap=[f"status:{status}" for status in ENDED])
    found = rows.filter(facets__contains=list(facets)).order_by(F("document__life__since").desc(), "ref")[:ENTRIES]
    return [_end(row.read()) for row in found]


def _end(document: CriterionDocument) -> Entry:
    since = document.life.since or document.updated_on or timezone.localdate()
    return Entry(
        uid=f"urn:cfit:criterion:{document.ref}:{document.status}:{since}",
        title=f"{document.title} ({document.ref}): {document.status.label}",
        url=reverse("permanent:criterion", args=[document.ref]),
        summary=document.life.reason or document.summary,
        at=datetime.combine(since, time.min, tzinfo=UTC),
        words=tuple(group.label for group in document.product_groups),
    )


def _edition(row: Edition) -> Entry:
    document: dict[str, Any] = row.document
    words = {"title": document["title"], "ref": row.ref, "number": row.number}
    told = [row.get_change_kind_display()]
    return Entry(
        uid=f"urn:cfit:criterion:{row.ref}:{row.number}",
        title=gettext("%(title)s (%(ref)s, edition %(number)s)") % words,
        url=reverse("permanent:edition", args=[row.ref, row.number]),
        summary=_sentence(told, row.change_note or document["summary"]),
        at=row.published_at,
        words=tuple(group["label"] for group in document["product_groups"]),
    )


def _said() -> QuerySet[Position]:
    return Position.objects.visible_to(NOBODY)


def _positions(rows: QuerySet[Position]) -> list[Entry]:
    """What networks say now; another position in its place, or other words, are another entry."""
    rows = rows.select_related("edition", "network").order_by("-decided_at", "-pk")
    return [_position(row) for row in rows[:ENTRIES]]


def _position(row: Position) -> Entry:
    edition, network = row.edition, row.network
    words = {"network": network.title, "state": row.adoption.label, "title": edition.document["title"]}
    told = [gettext("Edition %(number)s") % {"number": edition.number}]
    told += [gettext("An example: no network took this position")] if row.is_example else []
    return Entry(
        uid=f"urn:cfit:position:{edition.ref}:{edition.number}:{network.translation_key}:{row.decided_at.isoformat()}",
        title=gettext("%(network)s: %(title)s: %(state)s") % words,
        url=reverse("criteria:position", args=[edition.ref, network.slug]),
        summary=_sentence(told, row.reason),
        at=row.decided_at,
        words=tuple(group["label"] for group in edition.document["product_groups"]),
    )


def _resource(row: ResourceEntry) -> Entry:
    document = row.read()
    return Entry(
        uid=f"urn:cfit:resource:{document.slug}:{document.number}",
        title=document.title,
        url=reverse("resources:resource", args=[document.slug]),
        summary=_sentence([str(document.kind.label)], document.abstract),
        at=row.version.published_at or timezone.now(),
        words=tuple(group.label for group in document.product_groups),
    )


def _sentence(told: Iterable[str], text: str) -> str:
    return ". ".join(filter(None, [", ".join(map(str, told)), text]))
