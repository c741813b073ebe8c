"""What differs between two documents: texts word by word, everything else part by part.

The law of a difference: applied to the older document it gives the newer one, and back.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

from pydantic import BaseModel

from criteria.differences import Mark, Piece, words
from criteria.documents import CriterionDocument
from criteria.editions.canonical import NOT_CONTENT
from criteria.languages.said import language_of
from criteria.paragraphs import TEXTS


@dataclass(frozen=True)
class TextChange:
    """A text in pieces: kept and removed ones are the old text, kept and added ones the new.

    `language` is theirs, where the documents know it.
    """

    field: str
    pieces: tuple[Piece, ...]
    language: str = ""

    @property
    def before(self) -> str:
        return "".join(piece.text for piece in self.pieces if piece.mark is not Mark.ADDED)

    @property
    def after(self) -> str:
        return "".join(piece.text for piece in self.pieces if piece.mark is not Mark.REMOVED)


@dataclass(frozen=True)
class PartChange:
    """One part of a list before and after; None where it is not there."""

    mark: Mark
    before: Any = None
    after: Any = None

    @property
    def fields(self) -> tuple[str, ...]:
        """The names of what changed inside a changed part."""
        if self.mark is not Mark.CHANGED or not isinstance(self.before, BaseModel):
            return ()
        names = type(self.before).model_fields
        return tuple(name for name in names if getattr(self.before, name) != getattr(self.after, name))


@dataclass(frozen=True)
class ListChange:
    """A list of parts, old and new ones in one order that keeps both."""

    field: str
    parts: tuple[PartChange, ...]

    @property
    def before(self) -> tuple[Any, ...]:
        return tuple(part.before for part in self.parts if part.before is not None)

    @property
    def after(self) -> tuple[Any, ...]:
        return tuple(part.after for part in self.parts if part.after is not None)

    @property
    def changed(self) -> tuple[PartChange, ...]:
        return tuple(part for part in self.parts if part.mark is not Mark.KEPT)


@dataclass(frozen=True)
class ValueChange:
    """A single value before and after."""

    field: str
    before: Any
    after: Any


@dataclass(frozen=True)
class Difference:
    """All that differs; empty for two documents of the same content."""

    texts: tuple[TextChange, ...] = ()
    values: tuple[ValueChange, ...] = ()
    lists: tuple[ListChange, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.texts or self.values or self.lists)

    @property
    def changes(self) -> "tuple[TextChange | ValueChange | ListChange, ...]":
        return (*self.texts, *self.values, *self.lists)

    @property
    def fields(self) -> frozenset[str]:
        return frozenset(change.field for change in self.changes)

    def apply(self, older: CriterionDocument) -> CriterionDocument:
        """The newer document, but for its dates and number."""
        return older.model_copy(update={change.field: change.after for change in self.changes})


def difference(older: CriterionDocument, newer: CriterionDocument) -> Difference:
    """What an editor did between the two."""
    texts, values, lists = [], [], []
    for field in CriterionDocument.model_fields:
        before, after = getattr(older, field), getattr(newer, field)
        if before == after or field in NOT_CONTENT:
            continue
        if field in TEXTS:
            texts.append(TextChange(field, words(before, after), language_of(after or before)))
        elif isinstance(before, tuple):
            lists.append(ListChange(field, parts(before, after)))
        else:
            values.append(ValueChange(field, before, after))
    texts.sort(key=lambda change: TEXTS.index(change.field))
    return Difference(tuple(texts), tuple(values), tuple(lists))


def parts(before: Sequence[Any], after: Sequence[Any]) -> tuple[PartChange, ...]:
    """Two lists of parts: those that mean the same thing beside each other, in the order of both lists."""
    old_keys, new_keys = [_identity(part) for part in before], [_identity(part) for part in after]
    found: list[PartChange] = []
    for mark, old_from, old_to, new_from, new_to in SequenceMatcher(
        None, old_keys, new_keys, autojunk=False
    ).get_opcodes():
        if mark == "equal":
            pairs = zip(before[old_from:old_to], after[new_from:new_to], strict=True)
            found += [PartChange(Mark.KEPT if old == new else Mark.CHANGED, old, new) for old, new in pairs]
        else:
            found += [PartChange(Mark.REMOVED, before=part) for part in before[old_from:old_to]]
            found += [PartChange(Mark.ADDED, after=part) for part in after[new_from:new_to]]
    return tuple(found)


IDENTITIES: dict[str, Callable[[Any], Any]] = {
    "Term": lambda part: part.key,
    "ParameterPart": lambda part: part.key,
    "ProofPart": lambda part: (part.moment, part.kind),
    "LegalPart": lambda part: (part.act, part.article, part.jurisdiction, part.role, part.product),
    "SourcePart": lambda part: (part.publisher, part.title),
    "LabelPart": lambda part: (part.label.key, part.generation, part.tier),
    "Related": lambda part: (part.relation, part.ref),
}
"""By what a part is known to be the same one with other content."""


def _identity(part: Any) -> Any:
    known = IDENTITIES.get(type(part).__name__)
    return known(part) if known else part
