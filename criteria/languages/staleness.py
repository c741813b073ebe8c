"""Which paragraphs of a translation still fit the original, which are out of date, and which are missing.

A paragraph fits as long as the original it was made from is word for word the one at hand. The original itself is kept
beside each translation, not a fingerprint of it, so that translators see what has changed since.
"""

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from criteria.differences import Piece, words
from criteria.documents import CriterionDocument
from criteria.paragraphs import Paragraph, paragraphs_of

type Pair = Mapping[str, str]
type Pairs = Mapping[str, Pair]
"""By the key of a paragraph: its `text`, and the `original` it was made from."""

A_WORD = re.compile(r"[^\W\d_]{3,}")
"""Signs such as %, kW or °C are the same in every language."""
NUMBER = re.compile(r"\d+(?:[.,\u00a0\u202f ]\d{3})*(?![\d])(?:[.,]\d+)?")
THOUSANDS = re.compile(r"[.,\u00a0\u202f ](?=\d{3}(?!\d))")


class Condition(StrEnum):
    """How a paragraph of a translation stands to the original."""

    FITS = "fits"
    STALE = "stale"
    MISSING = "missing"


@dataclass(frozen=True)
class Line:
    """A paragraph of the original and its translation, if there is one. `made_from` is what that was made from."""

    paragraph: Paragraph
    condition: Condition
    text: str = ""
    made_from: str = ""

    @property
    def changes(self) -> tuple[Piece, ...]:
        """What happened to the original since it was translated, word by word."""
        return words(self.made_from, self.paragraph.text) if self.condition is Condition.STALE else ()

    @property
    def other_numbers(self) -> tuple[str, ...]:
        """Numbers that stand in one of the two texts only."""
        return other_numbers(self.paragraph.text, self.text) if self.text else ()


@dataclass(frozen=True)
class Sheet:
    """A document beside its translation: a line for each paragraph, and texts that no paragraph uses any more."""

    lines: tuple[Line, ...]
    unused: tuple[Pair, ...]

    def _count(self, condition: Condition) -> int:
        return sum(line.condition is condition for line in self.lines)

    @cached_property
    def stale(self) -> int:
        return self._count(Condition.STALE)

    @cached_property
    def missing(self) -> int:
        return self._count(Condition.MISSING)

    @cached_property
    def texts(self) -> dict[str, str]:
        """What readers are shown in the language, by key."""
        return {line.paragraph.key: line.text for line in self.lines if line.condition is Condition.FITS}

    @cached_property
    def in_original(self) -> tuple[str, ...]:
        """The keys of what readers are shown in the original."""
        return tuple(line.paragraph.key for line in self.lines if line.condition is not Condition.FITS)


def sheet(document: CriterionDocument, pairs: Pairs) -> Sheet:
    """The document beside a translation."""
    known = {pair["original"]: pair["text"] for pair in reversed(list(pairs.values())) if pair["text"]}
    lines = tuple(_line(paragraph, pairs.get(paragraph.key), known) for paragraph in paragraphs_of(document))
    keys = {line.paragraph.key for line in lines}
    used = {line.paragraph.text for line in lines}
    unused = tuple(pair for key, pair in pairs.items() if key not in keys and pair["original"] not in used)
    return Sheet(lines, unused)


def _line(paragraph: Paragraph, own: Pair | None, known: Mapping[str, str]) -> Line:
    """By its own key first; the same words elsewhere in the criterion were translated as well."""
    if own is not None and own["text"] and own["original"] == paragraph.text:
        return Line(paragraph, Condition.FITS, own["text"], paragraph.text)
    if paragraph.text in known:
        return Line(paragraph, Condition.FITS, known[paragraph.text], paragraph.text)
    if not A_WORD.search(paragraph.text):
        return Line(paragraph, Condition.FITS, paragraph.text, paragraph.text)
    if own is not None and own["text"]:
        return Line(paragraph, Condition.STALE, own["text"], own["original"])
    return Line(paragraph, Condition.MISSING)


def other_numbers(original: str, text: str) -> tuple[str, ...]:
    """Numbers that one of two texts has and the other has not, however languages write thousands and decimals."""
    before, after = Counter(_numbers(original)), Counter(_numbers(text))
    return tuple(sorted(((before - after) + (after - before)).elements()))


def _numbers(text: str) -> list[str]:
    return [THOUSANDS.sub("", number).replace(",", ".") for number in NUMBER.findall(text)]
