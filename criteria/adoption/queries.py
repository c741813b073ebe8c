"""Which positions a reader finds: the latest of each network, those of one criterion or network, those that wait."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.contrib.contenttypes.models import ContentType
from django.db.models import F, Q, QuerySet

from criteria.models import Edition, LibraryEntry, Position
from criteria.terms import Adoption
from networks.members.standing import standing_of
from networks.models import NetworkPage, Role
from portal.models import JournalEntry
from portal.reader import Reader

LONG = ("edition__document", "national_text", "legal_note")
"""What tables leave in the database."""


def columns(reader: Reader) -> list[NetworkPage]:
    """The networks that can take a position, by title: one page for each, whatever the languages of the portal."""
    return list(NetworkPage.objects.visible_to(reader).of_places().exclude(space=None).order_by("title", "pk"))


def latest_positions(reader: Reader, *, whole: bool = False) -> Mapping[str, dict[int, Position]]:
    """By reference and network: the position on the newest edition the network spoke about; one query.

    Without their long texts, unless `whole`.
    """
    rows = Position.objects.visible_to(reader).select_related("edition")
    rows = rows.defer("edition__document") if whole else rows.defer(*LONG)
    found: dict[str, dict[int, Position]] = defaultdict(dict)
    for position in rows.order_by("edition__major", "edition__minor"):
        found[position.edition.ref][position.network_id] = position
    return found


def newest_of_networks(criterion_id: int) -> list[Position]:
    """The newest position of each network on a criterion, whoever may see it: for rules, not for pages."""
    rows = Position.objects.filter(edition__criterion=criterion_id).with_edition().select_related("network")
    newest = {row.network_id: row for row in rows.order_by("edition__major", "edition__minor")}
    return list(newest.values())


def network_for(reader: Reader, slug: str) -> NetworkPage | None:
    """The network with an address, if everybody may see it or the reader decides for it."""
    rows = NetworkPage.objects.of_places().filter(slug=slug, alias_of=None).exclude(space=None)
    standing, seen = standing_of(reader), Q(pk__in=NetworkPage.objects.visible_to(reader).values("pk"))
    if standing.is_secretariat:
        seen |= Q(live=True)
    return rows.filter(seen | Q(live=True, pk__in=standing.networks_as(Role.COORDINATOR))).order_by("pk").first()


def decides_for(reader: Reader) -> list[NetworkPage]:
    """The networks whose position the reader may take, by title; none without a query for who decides nowhere."""
    standing = standing_of(reader)
    own = standing.networks_as(Role.COORDINATOR)
    if not own and not standing.is_secretariat:
        return []
    rows = NetworkPage.objects.live().of_places().exclude(space=None)
    return list((rows if standing.is_secretariat else rows.filter(pk__in=own)).order_by("title", "pk"))


def positions_of(network: NetworkPage, ref: str) -> list[Position]:
    """All positions of a network on the editions of a criterion, the newest first, with numbers; two queries."""
    rows = Position.objects.filter(network=network, edition__ref=ref).select_related("edition", "decided_by")
    return list(rows.prefetch_related("values").order_by("-edition__major", "-edition__minor"))


def current_edition(reader: Reader, ref: str) -> Edition | None:
    """The edition of a published criterion that holds now."""
    shown = LibraryEntry.objects.visible_to(reader).filter(ref=ref).values("criterion")
    return Edition.objects.filter(criterion__in=shown).select_related("criterion").first()


@dataclass(frozen=True)
class Move:
    """A line of the history: when, on which edition, from what to what, and why."""

    at: datetime
    edition: str
    before: Adoption | None
    after: Adoption
    reason: str

    @property
    def is_rewording(self) -> bool:
        return self.before == self.after


def history_of(positions: Iterable[Position]) -> list[Move]:
    """What the journal says about positions, the latest first; names nobody."""
    numbers = {str(position.pk): position.edition.number for position in positions}
    lines = JournalEntry.objects.filter(subject_type=_positions(), subject_id__in=list(numbers))
    return [
        Move(
            line.at,
            numbers[line.subject_id],
            Adoption(line.from_state) if line.from_state else None,
            Adoption(line.to_state),
            line.reason,
        )
        for line in lines
    ]


def journal() -> QuerySet[JournalEntry]:
    """All moves of all positions, the first one first."""
    return JournalEntry.objects.filter(subject_type=_positions()).order_by("at", "pk")


@dataclass(frozen=True)
class Task:
    """A criterion on a coordinator's list: its title, the current edition, and the network's newest position."""

    ref: str
    title: str
    edition: str
    network: NetworkPage
    position: Position | None = None

    @property
    def is_outdated(self) -> bool:
        return self.position is not None and self.position.edition.number != self.edition


def tasks_of(network: NetworkPage, reader: Reader) -> list[Task]:
    """Every published criterion with the network's newest position: what waits first, then what has none."""
    rows = Position.objects.filter(network=network).select_related("edition").defer(*LONG)
    newest = {row.edition.ref: row for row in rows.order_by("edition__major", "edition__minor")}
    entries = LibraryEntry.objects.visible_to(reader).order_by("ref").values_list("ref", "title", "criterion__edition")
    tasks = [Task(ref, title, edition, network, newest.get(ref)) for ref, title, edition in entries]
    return sorted(tasks, key=lambda task: (not task.is_outdated, task.position is not None))


def waiting_for(reader: Reader) -> list[Task]:
    """Positions on replaced editions, of the networks that the reader coordinates; one query."""
    own = standing_of(reader).networks_as(Role.COORDINATOR)
    if not own:
        return []
    rows = Position.objects.filter(network__in=own, edition__criterion__live=True).select_related("edition", "network")
    rows = rows.defer(*LONG).annotate(
        title=F("edition__criterion__entry__title"), current=F("edition__criterion__edition")
    )
    newest = {(row.network_id, row.edition.ref): row for row in rows.order_by("edition__major", "edition__minor")}
    tasks = [Task(ref, row.title, row.current, row.network, row) for (_network, ref), row in newest.items()]
    waiting = [task for task in tasks if task.is_outdated and task.position and not task.position.is_over()]
    return sorted(waiting, key=lambda task: (task.network.title, task.ref))


def _positions() -> ContentType:
    return ContentType.objects.get_for_model(Position)
