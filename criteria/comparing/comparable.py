"""Whether two thresholds measure the same thing, and which of them asks for more. The one place for that rule.

A duration says nothing without the moment it is counted from: three years after delivery and seven after the last unit
was placed on the market cannot be put in order. A number of cycles says nothing without the capacity that must be left:
500 at 80 % and 300 at 60 % cannot either. Then nothing is concluded, and the reader is told why.
"""

import re
from collections.abc import Sequence
from decimal import Decimal
from enum import Enum
from itertools import combinations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from criteria.documents import ParameterPart
from criteria.terms import Comparator, CountedFrom
from criteria.units import is_time

DIRECTION = {Comparator.AT_LEAST: 1, Comparator.AT_MOST: -1}
"""Which way is stricter; other comparisons have no direction."""
CYCLES = re.compile(r"\bcycles?\b", re.IGNORECASE)
NUMBERS = re.compile(r"\d+(?:[.,]\d+)?")


class Obstacle(Enum):
    """Why two thresholds cannot be compared; the value is the sentence for readers."""

    WORDS = _("One of them is said in words, not as a number.")
    DIRECTION = _("One is a minimum and the other is not.")
    UNIT = _("They are counted in different units.")
    START = _("They are counted from different moments.")
    NO_START = _("It is not said from which moment they are counted.")
    CAPACITY = _("They hold at different remaining capacities.")
    NO_CAPACITY = _("It is not said how much capacity must be left.")
    CONDITION = _("They hold under different conditions.")
    STANDARD = _("They are tested by different standards.")

    @property
    def sentence(self) -> str | Promise:
        return self.value


def obstacle(one: ParameterPart, other: ParameterPart) -> Obstacle | None:
    """Why the two cannot be compared; None when they can."""
    if one.value is None or other.value is None:
        return Obstacle.WORDS
    if one.comparator not in DIRECTION or one.comparator != other.comparator:
        return Obstacle.DIRECTION
    if _plain(one.unit) != _plain(other.unit):
        return Obstacle.UNIT
    return _start(one, other) or _condition(one, other) or _standard(one, other)


def is_comparable(one: ParameterPart, other: ParameterPart) -> bool:
    return obstacle(one, other) is None


def order(one: ParameterPart, other: ParameterPart) -> int:
    """1 when the first asks for more, -1 when it asks for less, 0 when for the same.

    Raises ValueError when the two cannot be compared.
    """
    reason = obstacle(one, other)
    if reason is not None or one.value is None or other.value is None:
        raise ValueError(f"{one.key} and {other.key} cannot be compared: {reason}")
    more = (one.value - other.value) * DIRECTION[one.comparator]
    return (more > 0) - (more < 0)


def with_own(threshold: ParameterPart, value: Decimal, *, qualifier: str = "", counted_from: str = "") -> ParameterPart:
    """A threshold with somebody's own number, condition and moment, to be held against the original."""
    start = CountedFrom(counted_from) if counted_from else None
    return threshold.model_copy(update={"value": value, "qualifier": qualifier, "counted_from": start})


def obstacles(parts: Sequence[ParameterPart]) -> list[Obstacle]:
    """All that stands in the way of putting several thresholds in order, each once."""
    found = (obstacle(one, other) for one, other in combinations(parts, 2))
    return list(dict.fromkeys(each for each in found if each is not None))


def strictest(parts: Sequence[ParameterPart | None]) -> frozenset[int]:
    """The places of those that ask for most; none where they cannot all be compared or all ask for the same."""
    there = [(place, part) for place, part in enumerate(parts) if part is not None]
    known = [part for _place, part in there]
    if len(known) < 2 or obstacles(known):
        return frozenset()
    best = known[0]
    for part in known[1:]:
        best = part if order(part, best) > 0 else best
    places = frozenset(place for place, part in there if order(part, best) == 0)
    return places if len(places) < len(known) else frozenset()


def _start(one: ParameterPart, other: ParameterPart) -> Obstacle | None:
    if one.counted_from != other.counted_from:
        return Obstacle.START
    is_duration = is_time(one.unit)
    return Obstacle.NO_START if is_duration and one.counted_from is None else None


def _condition(one: ParameterPart, other: ParameterPart) -> Obstacle | None:
    if not CYCLES.search(one.unit or one.label):
        return None if _plain(one.qualifier) == _plain(other.qualifier) else Obstacle.CONDITION
    left = NUMBERS.findall(one.qualifier), NUMBERS.findall(other.qualifier)
    if not all(left):
        return Obstacle.NO_CAPACITY
    return None if left[0] == left[1] else Obstacle.CAPACITY


def _standard(one: ParameterPart, other: ParameterPart) -> Obstacle | None:
    named = {_plain(part.test_standard) for part in (one, other) if part.test_standard}
    return Obstacle.STANDARD if len(named) > 1 else None


def _plain(text: str) -> str:
    return " ".join(text.split()).casefold()
