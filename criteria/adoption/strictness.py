"""Whether national numbers ask for more or less than an edition, where that can be told.

A number without what it is counted from, or at another remaining capacity, says something else (500 cycles at 80 % and
300 at 60 % are not comparable): then nothing is concluded, and people decide by hand.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from criteria.documents import ParameterPart
from criteria.terms import Adoption, Comparator

DIRECTION = {Comparator.AT_LEAST: 1, Comparator.AT_MOST: -1}
"""Which way is stricter; other comparisons have no direction."""


@dataclass(frozen=True)
class Own:
    """A network's number for a threshold."""

    key: str
    value: Decimal
    qualifier: str = ""
    counted_from: str = ""


def is_comparable(threshold: ParameterPart, own: Own) -> bool:
    """Whether both numbers measure the same thing from the same moment under the same condition."""
    return (
        threshold.value is not None
        and threshold.comparator in DIRECTION
        and (threshold.counted_from or "") == own.counted_from
        and threshold.qualifier.strip().casefold() == own.qualifier.strip().casefold()
    )


def strictness(thresholds: Iterable[ParameterPart], owns: Iterable[Own]) -> Adoption | None:
    """Identical, stricter or weaker; None where it cannot be told, or some numbers ask more and others less."""
    by_key = {own.key: own for own in owns}
    signs = set()
    for threshold in thresholds:
        own = by_key.pop(threshold.key, None)
        if own is None:
            continue
        if not is_comparable(threshold, own) or threshold.value is None:
            return None
        more = (own.value - threshold.value) * DIRECTION[threshold.comparator]
        signs.add((more > 0) - (more < 0))
    if by_key or not signs or signs >= {1, -1}:
        return None
    if 1 in signs:
        return Adoption.STRICTER
    return Adoption.WEAKER if -1 in signs else Adoption.IDENTICAL
