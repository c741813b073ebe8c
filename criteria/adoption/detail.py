"""The page behind a cell of the matrix: one network's position on one criterion, with all that explains it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from criteria.adoption import queries
from criteria.adoption.actions import owns_of
from criteria.adoption.matrix import Cell
from criteria.adoption.strictness import Reading, compare
from criteria.differences import Mark, Piece, words
from criteria.documents import CriterionDocument
from criteria.models import Position
from networks.models import NetworkPage

WORD = re.compile(r"\w+")
SAME_LANGUAGE = 0.25
"""Share of common words below which two wordings are shown beside each other: they are most likely two languages."""


@dataclass(frozen=True)
class Detail:
    """The newest position first; `document` is the edition it stands on, not always the current one.

    Everything is compared with the original; `spoken` is the same document as it is read.
    """

    cell: Cell
    document: CriterionDocument
    spoken: CriterionDocument
    positions: Sequence[Position]
    history: Sequence[queries.Move]

    @property
    def position(self) -> Position:
        return self.positions[0]

    @property
    def earlier(self) -> Sequence[Position]:
        """Positions on older editions; they keep what they said."""
        return self.positions[1:]

    @cached_property
    def pieces(self) -> tuple[Piece, ...]:
        """The requirement and the national wording as one text; nothing where there is no such wording."""
        if not self.position.national_text:
            return ()
        return words(self.document.requirement, self.position.national_text)

    @property
    def are_alike(self) -> bool:
        """Whether a comparison word by word says anything."""
        kept = sum(len(WORD.findall(piece.text)) for piece in self.pieces if piece.mark is Mark.KEPT)
        whole = max(len(WORD.findall(text)) for text in (self.document.requirement, self.position.national_text, "x"))
        return kept >= SAME_LANGUAGE * whole

    @cached_property
    def readings(self) -> tuple[Reading, ...]:
        """The network's numbers beside the edition's, whose thresholds are as they are read."""
        compared = compare(self.document.parameters, owns_of(self.position)).readings
        spoken = {part.key: part for part in self.spoken.parameters}
        return tuple(replace(each, threshold=spoken.get(each.own.key)) for each in compared)


def detail_of(network: NetworkPage, ref: str, current: str) -> Detail | None:
    """In four queries; None where the network has no position. Who may see it is the caller's question."""
    positions = queries.positions_of(network, ref)
    if not positions:
        return None
    newest = positions[0]
    document = newest.edition.read()
    return Detail(Cell(network, newest, current), document, document, positions, queries.history_of(positions))
