"""The harmonisation matrix: criteria in rows, networks in columns, a position or nothing in each cell."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Self

from criteria.documents import CriterionDocument
from criteria.models import LibraryEntry, Position
from criteria.terms import Adoption
from networks.models import NetworkPage
from networks.queries import visible_networks
from portal.reader import Reader


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
    """A network's latest position on a criterion."""

    network: NetworkPage
    position: Position | None = None
    current: str = ""

    @property
    def is_outdated(self) -> bool:
        """Whether the position is on an edition that a newer one has replaced."""
        return self.position is not None and self.position.edition.number != self.current


@dataclass(frozen=True)
class Row:
    """A criterion with one cell for each network."""

    criterion: CriterionDocument
    cells: tuple[Cell, ...]

    @property
    def score(self) -> Score:
        return Score.of(cell.position.adoption for cell in self.cells if cell.position)


@dataclass(frozen=True)
class Matrix:
    """The rows and columns a reader asked for."""

    networks: tuple[NetworkPage, ...]
    rows: tuple[Row, ...]
    total: int

    @property
    def score(self) -> Score:
        return Score.of(cell.position.adoption for row in self.rows for cell in row.cells if cell.position)


@dataclass(frozen=True)
class MatrixQuery:
    """Which criteria and networks to show; empty means all."""

    facets: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    networks: tuple[str, ...] = ()
    only_decided: bool = False


def matrix(query: MatrixQuery, reader: Reader) -> Matrix:
    """In three queries, whatever the number of criteria and networks."""
    columns = [page for page in visible_networks(reader) if not query.networks or page.slug in query.networks]
    entries = LibraryEntry.objects.visible_to(reader).order_by("ref")
    for group, values in query.facets.items():
        if values:
            entries = entries.filter(facets__overlap=[f"{group}:{value}" for value in values])
    documents = [entry.read() for entry in entries]
    latest = latest_positions(reader)
    rows = [
        Row(
            document,
            tuple(Cell(page, latest[document.ref].get(page.pk), document.edition) for page in columns),
        )
        for document in documents
    ]
    shown = [row for row in rows if not query.only_decided or any(cell.position for cell in row.cells)]
    return Matrix(tuple(columns), tuple(shown), len(documents))


def latest_positions(reader: Reader) -> Mapping[str, dict[int, Position]]:
    """By reference and network: the position on the newest edition the network spoke about."""
    rows = Position.objects.visible_to(reader).select_related("edition").defer("edition__document")
    found: dict[str, dict[int, Position]] = defaultdict(dict)
    for position in rows.order_by("edition__major", "edition__minor"):
        found[position.edition.ref][position.network_id] = position
    return found
