"""The harmonisation matrix: criteria in rows, networks in columns, a position or nothing in each cell."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Self

from criteria.adoption.queries import columns, latest_positions
from criteria.documents import CriterionDocument
from criteria.languages.known import ORIGINAL
from criteria.languages.listing import Rendition, heads
from criteria.models import LibraryEntry, Position
from criteria.terms import Adoption
from networks.models import NetworkPage
from portal.reader import Reader

PER_PAGE = 50
"""Criteria on a page; exports hold all."""


@dataclass(frozen=True)
class Score:
    """How many networks ask for the same thing, of those that decided."""

    shared: int = 0
    decided: int = 0

    @classmethod
    def of(cls, states: Iterable[Adoption]) -> Self:
        decided = [state for state in states if state.is_decided]
        return cls(sum(state.is_shared for state in decided), len(decided))

    @property
    def percent(self) -> int | None:
        """Nothing where nobody decided: undecided is not the same as refused."""
        return round(100 * self.shared / self.decided) if self.decided else None


@dataclass(frozen=True)
class Cell:
    """A network's latest position on a criterion; `current` is the number of the criterion's edition."""

    network: NetworkPage
    position: Position | None = None
    current: str = ""

    @property
    def is_outdated(self) -> bool:
        """Whether the position is on an edition that a newer one has replaced."""
        return self.position is not None and self.position.edition.number != self.current

    @property
    def counts(self) -> bool:
        """Whether it says something about the current edition: it holds today, and since only words were changed."""
        return self.position is not None and not self.position.is_over() and counts_for(self.position, self.current)


def counts_for(position: Position, current: str) -> bool:
    """Whether a position says something about an edition: an editorial fix (same main number) asks for the same."""
    return str(position.edition.major) == current.partition(".")[0]


def score_of(cells: Iterable[Cell]) -> Score:
    """Of the positions that say something about the current edition."""
    return Score.of(cell.position.adoption for cell in cells if cell.position is not None and cell.counts)


@dataclass(frozen=True)
class Row:
    """A criterion, its title as it is read, with one cell for each network."""

    criterion: CriterionDocument
    cells: tuple[Cell, ...]
    rendition: Rendition

    @property
    def score(self) -> Score:
        return score_of(self.cells)

    @property
    def positions(self) -> list[Cell]:
        """The cells that hold a position."""
        return [cell for cell in self.cells if cell.position is not None]


@dataclass(frozen=True)
class MatrixQuery:
    """Which criteria and networks to show; empty means all. Without a page all rows come. Titles are in `language`."""

    facets: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    networks: tuple[str, ...] = ()
    only_decided: bool = False
    page: int | None = None
    language: str = ORIGINAL


@dataclass(frozen=True)
class Matrix:
    """The rows and columns a reader asked for. `total` counts the criteria that fit the filters, on all pages.

    `counted` says how many positions every network has, by its key, whatever was asked for.
    """

    networks: tuple[NetworkPage, ...]
    rows: tuple[Row, ...]
    total: int
    score: Score
    refs: frozenset[str]
    counted: Mapping[int, int]
    page: int = 1
    pages: int = 1


def matrix(
    query: MatrixQuery, reader: Reader, *, networks: Sequence[NetworkPage] | None = None, whole: bool = False
) -> Matrix:
    """Criteria with a position first, then by reference.

    In four queries, whatever the number of criteria and networks, and one more for another language; one less with
    `networks`, the reader's columns. `whole` positions have their long texts too.
    """
    networks = columns(reader) if networks is None else networks
    shown = [page for page in networks if not query.networks or page.slug in query.networks]
    keys = {page.pk for page in shown}
    latest = latest_positions(reader, whole=whole)
    found = _criteria(query, reader)
    if query.only_decided:
        found = {ref: edition for ref, edition in found.items() if keys & latest[ref].keys()}

    def cells(ref: str) -> tuple[Cell, ...]:
        return tuple(Cell(page, latest[ref].get(page.pk), found[ref]) for page in shown)

    score = score_of(cell for ref in found if ref in latest for cell in cells(ref))
    pages = max(1, -(-len(found) // PER_PAGE)) if query.page is not None else 1
    page = min(query.page or 1, pages)
    refs = sorted(found, key=lambda ref: not keys & latest[ref].keys())
    if query.page is not None:
        refs = refs[(page - 1) * PER_PAGE : page * PER_PAGE]
    entries = {row.ref: row for row in LibraryEntry.objects.visible_to(reader).filter(ref__in=refs)}
    read = heads({row.pk: row.facets for row in entries.values()}, query.language)

    def row(ref: str) -> Row:
        rendition = read[entries[ref].pk]
        return Row(rendition.head(entries[ref].read()), cells(ref), rendition)

    return Matrix(
        tuple(shown),
        tuple(row(ref) for ref in refs if ref in entries),
        len(found),
        score,
        frozenset(found),
        Counter(key for row in latest.values() for key in row),
        page,
        pages,
    )


def _criteria(query: MatrixQuery, reader: Reader) -> dict[str, str]:
    """The references that fit, each with the number of its current edition, in order."""
    entries = LibraryEntry.objects.visible_to(reader).order_by("ref")
    for group, values in query.facets.items():
        if values:
            entries = entries.filter(facets__overlap=[f"{group}:{value}" for value in values])
    return dict(entries.values_list("ref", "criterion__edition"))
