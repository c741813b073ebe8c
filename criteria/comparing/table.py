"""Documents side by side as rows: one for every part and text, and what can be said about each row."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from criteria.comparing.choosing import Column
from criteria.comparing.comparable import Obstacle, obstacles, strictest
from criteria.documents import CriterionDocument, ParameterPart
from criteria.editions.telling import FIELDS, told
from criteria.languages.said import original_of
from criteria.library import wording
from criteria.terms import CriterionType

type Line = tuple[str, ...]
"""Pieces of a line, each in one language: texts of the criterion know theirs, the others are the page's."""
type Lines = tuple[Line, ...]
type Says = Callable[[CriterionDocument], Lines]


@dataclass(frozen=True)
class Cell:
    """What one criterion says in a row; no lines where it says nothing. `original` is the same, not translated."""

    lines: Lines
    original: Lines
    is_strictest: bool = False


@dataclass(frozen=True)
class Row:
    """One part of all the criteria. `notes` say why its numbers stand in no order."""

    key: str
    label: str | Promise
    cells: tuple[Cell, ...]
    notes: tuple[str | Promise, ...] = ()

    @property
    def differs(self) -> bool:
        """By the originals: two that say the same may be translated in two ways, or one of them not at all."""
        return len({cell.original for cell in self.cells}) > 1

    @property
    def is_empty(self) -> bool:
        return not any(cell.lines for cell in self.cells)


@dataclass(frozen=True)
class Block:
    """Rows under one heading."""

    label: str | Promise
    rows: tuple[Row, ...] = field(default_factory=tuple)


POINTS = _("One gives points for it, another must be met.")
PLACE = ("criterion_type", "applies_to", "product_groups", "theme", "strategy", "stages", "owner")
PROOF = ("proofs", "labels", "legal", "scale", "sources")
TEXTS = (
    "summary",
    "requirement",
    "rationale",
    "guidance_buyer",
    "guidance_bidder",
    "subject_matter_note",
    "market_readiness",
    "cost_note",
)


def blocks(columns: Sequence[Column], *, only_differences: bool = False) -> list[Block]:
    """All rows in the order a buyer needs them; rows that nobody fills are left out."""
    made = [
        Block(_("Where it stands"), (_row("status", columns, _standing), *_rows(PLACE[:1], columns),
                                     _row("ambition", columns, _level), *_rows(PLACE[1:], columns))),
        Block(_("Thresholds"), tuple(thresholds(columns))),
        Block(_("Proof, law and sources"), _rows(PROOF, columns)),
        Block(_("Texts"), _rows(TEXTS, columns)),
    ]  # fmt: skip
    shown = [Block(block.label, tuple(row for row in block.rows if _shows(row, only_differences))) for block in made]
    return [block for block in shown if block.rows]


def thresholds(columns: Sequence[Column]) -> Iterator[Row]:
    """A row for each key of a threshold, in the order in which they come."""
    originals = [_by_key(column.document) for column in columns]
    spoken = [_by_key(column.spoken) for column in columns]
    for key in dict.fromkeys(key for found in originals for key in found):
        parts = [found.get(key) for found in originals]
        holders = [column.document for column, part in zip(columns, parts, strict=True) if part is not None]
        scored = {document.criterion_type is CriterionType.AWARD for document in holders}
        yield _threshold_row(key, parts, [found.get(key) for found in spoken], are_alike=len(scored) == 1)


def _by_key(document: CriterionDocument) -> dict[str, ParameterPart]:
    return {part.key: part for part in document.parameters}


def _threshold_row(
    key: str, parts: Sequence[ParameterPart | None], spoken: Sequence[ParameterPart | None], *, are_alike: bool
) -> Row:
    """A row for one key; not `are_alike` where some give points for what others demand.

    What can be put in order is decided by the originals: in two languages no condition is the same.
    """
    there = [part for part in parts if part is not None]
    read = [part for part in spoken if part is not None]
    best = strictest(parts) if are_alike else frozenset()
    cells = tuple(
        Cell(_threshold(shown, read), _threshold(part, there), place in best)
        for place, (part, shown) in enumerate(zip(parts, spoken, strict=True))
    )
    return Row(f"threshold-{key}", read[0].label, cells, tuple(_notes(obstacles(there), there, are_alike=are_alike)))


def _threshold(part: ParameterPart | None, there: list[ParameterPart]) -> Lines:
    if part is None:
        return ()
    label = part.label if len({original_of(each.label) for each in there}) > 1 else ""
    lines = [wording.amount(part), label, wording.meaning(part), part.test_standard]
    if part.buyer_may_change:
        lines.append(gettext("Buyers may change it"))
    return tuple((line,) for line in dict.fromkeys(lines) if line)


def _notes(found: list[Obstacle], parts: list[ParameterPart], *, are_alike: bool) -> Iterator[str | Promise]:
    """Nothing is said where words stand beside words."""
    if all(part.value is None for part in parts):
        return
    if not are_alike:
        yield POINTS
    for each in found:
        yield each.sentence


def _shows(row: Row, only_differences: bool) -> bool:  # noqa: FBT001  the same question for every row
    return not row.is_empty and (row.differs or not only_differences)


def _rows(fields: Sequence[str], columns: Sequence[Column]) -> tuple[Row, ...]:
    return tuple(_row(name, columns) for name in fields)


def _row(name: str, columns: Sequence[Column], says: Says | None = None) -> Row:
    says = says or (lambda document: _told(getattr(document, name)))
    cells = tuple(Cell(says(column.spoken), says(column.document)) for column in columns)
    return Row(name, FIELDS[name], cells)


def _told(value: Any) -> Lines:
    """A line for each part of a list; anything else line by line."""
    if isinstance(value, tuple):
        return tuple(tuple(told(part)) for part in value)
    return tuple((line,) for line in told(value))


def _standing(document: CriterionDocument) -> Lines:
    return tuple((line,) for line in (wording.status_line(document), document.life.reason) if line)


def _level(document: CriterionDocument) -> Lines:
    label = wording.level_label(document)
    return ((label,),) if label else ()
