"""Documents side by side as rows: one for every part and text, and what can be said about each row."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from criteria.comparing.comparable import Obstacle, obstacles, strictest
from criteria.documents import CriterionDocument, ParameterPart
from criteria.editions.telling import FIELDS, told
from criteria.library import wording
from criteria.terms import CriterionType

type Lines = tuple[str, ...]


@dataclass(frozen=True)
class Cell:
    """What one criterion says in a row; no lines where it says nothing."""

    lines: Lines
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
        return len({cell.lines for cell in self.cells}) > 1

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


def blocks(documents: Sequence[CriterionDocument], *, only_differences: bool = False) -> list[Block]:
    """All rows in the order a buyer needs them; rows that nobody fills are left out."""
    made = [
        Block(_("Where it stands"), (_row("status", documents, _standing), *_rows(PLACE[:1], documents),
                                     _row("ambition", documents, _level), *_rows(PLACE[1:], documents))),
        Block(_("Thresholds"), tuple(thresholds(documents))),
        Block(_("Proof, law and sources"), _rows(PROOF, documents)),
        Block(_("Texts"), _rows(TEXTS, documents)),
    ]  # fmt: skip
    shown = [Block(block.label, tuple(row for row in block.rows if _shows(row, only_differences))) for block in made]
    return [block for block in shown if block.rows]


def thresholds(documents: Sequence[CriterionDocument]) -> Iterator[Row]:
    """A row for each key of a threshold, in the order in which they come."""
    by_key = [{part.key: part for part in document.parameters} for document in documents]
    for key in dict.fromkeys(part.key for document in documents for part in document.parameters):
        parts = [found.get(key) for found in by_key]
        holders = [document for document, part in zip(documents, parts, strict=True) if part is not None]
        scored = {document.criterion_type is CriterionType.AWARD for document in holders}
        yield threshold_row(key, parts, are_alike=len(scored) == 1)


def threshold_row(key: str, parts: Sequence[ParameterPart | None], *, are_alike: bool = True) -> Row:
    """A row for one key; not `are_alike` where some give points for what others demand."""
    there = [part for part in parts if part is not None]
    best = strictest(parts) if are_alike else frozenset()
    cells = tuple(Cell(_threshold(part, there), place in best) for place, part in enumerate(parts))
    return Row(f"threshold-{key}", there[0].label, cells, tuple(_notes(obstacles(there), there, are_alike=are_alike)))


def _threshold(part: ParameterPart | None, there: list[ParameterPart]) -> Lines:
    if part is None:
        return ()
    label = part.label if any(other.label != part.label for other in there) else ""
    lines = [wording.amount(part), label, wording.meaning(part), part.test_standard]
    if part.buyer_may_change:
        lines.append(gettext("Buyers may change it"))
    return tuple(dict.fromkeys(line for line in lines if line))


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


def _rows(fields: Sequence[str], documents: Sequence[CriterionDocument]) -> tuple[Row, ...]:
    return tuple(_row(name, documents) for name in fields)


def _row(
    name: str, documents: Sequence[CriterionDocument], says: Callable[[CriterionDocument], Lines] | None = None
) -> Row:
    cells = [Cell(says(document) if says else _told(getattr(document, name))) for document in documents]
    return Row(name, FIELDS[name], tuple(cells))


def _told(value: Any) -> Lines:
    if isinstance(value, tuple):
        return tuple(" · ".join(told(part)) for part in value)
    return tuple(told(value))


def _standing(document: CriterionDocument) -> Lines:
    return tuple(line for line in (wording.status_line(document), document.life.reason) if line)


def _level(document: CriterionDocument) -> Lines:
    label = wording.level_label(document)
    return (label,) if label else ()
