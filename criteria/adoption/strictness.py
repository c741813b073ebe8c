"""Whether national numbers ask for more or less than an edition, where that can be told; and in plain words why not.

A number without what it is counted from, or at another remaining capacity, says something else (500 cycles at 80 % and
300 at 60 % are not comparable, nor are three years from delivery and seven from the last unit): then nothing is
concluded, and people decide by hand.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from criteria.comparing.comparable import DIRECTION, Obstacle, obstacle, with_own
from criteria.documents import ParameterPart
from criteria.terms import Adoption, Comparator, CountedFrom

OFFERED = {*DIRECTION, Comparator.EXACTLY}
"""What a network can give a number of its own for; an exact number has no direction, it is the same or not."""
ABOUT_WORDING = {Adoption.IDENTICAL, Adoption.ADAPTED, Adoption.STRICTER, Adoption.WEAKER}
"""The positions that numbers have a say in."""


@dataclass(frozen=True)
class Own:
    """A network's number for a threshold."""

    key: str
    value: Decimal
    qualifier: str = ""
    counted_from: str = ""


@dataclass(frozen=True)
class Reading:
    """One number beside its threshold: 1 asks for more, -1 for less, 0 for the same; or why that cannot be told."""

    threshold: ParameterPart | None
    own: Own
    sign: int | None = None
    obstacle: str = ""

    @property
    def says(self) -> Adoption | None:
        return None if self.sign is None else SAYS[self.sign]


SAYS = {1: Adoption.STRICTER, -1: Adoption.WEAKER, 0: Adoption.IDENTICAL}


@dataclass(frozen=True)
class Verdict:
    """What all numbers say together."""

    readings: tuple[Reading, ...] = ()

    @property
    def says(self) -> Adoption | None:
        """None where it cannot be told, or some numbers ask for more and others for less."""
        signs = {reading.sign for reading in self.readings}
        if not signs or None in signs or signs >= {1, -1}:
            return None
        return SAYS[next((sign for sign in signs if sign), 0)]

    @property
    def obstacles(self) -> list[str]:
        """Why nothing is concluded, one sentence each; none where something is, or where no number was given."""
        found = [reading.obstacle for reading in self.readings if reading.obstacle]
        if not found and {reading.sign for reading in self.readings} >= {1, -1}:
            found = [_("Some of your numbers ask for more than the edition and others for less.")]
        return found

    def allows(self, state: Adoption) -> bool:
        """Comparable numbers decide; others only forbid to call them identical."""
        if not self.readings or state not in ABOUT_WORDING:
            return True
        if self.says is None:
            return state != Adoption.IDENTICAL
        if self.says == Adoption.IDENTICAL:
            return state in {Adoption.IDENTICAL, Adoption.ADAPTED}
        return state == self.says


def offered(thresholds: Iterable[ParameterPart]) -> list[ParameterPart]:
    """The thresholds for which a network can give a number of its own."""
    return [part for part in thresholds if part.value is not None and part.comparator in OFFERED]


def compare(thresholds: Iterable[ParameterPart], owns: Iterable[Own]) -> Verdict:
    """Each number a network gave, beside its threshold; thresholds without one are as in the edition."""
    by_key = {part.key: part for part in thresholds}
    return Verdict(tuple(_read(by_key.get(own.key), own) for own in owns))


def _read(threshold: ParameterPart | None, own: Own) -> Reading:
    reason = _obstacle(threshold, own)
    if reason or threshold is None or threshold.value is None:
        return Reading(threshold, own, obstacle=reason)
    more = (own.value - threshold.value) * DIRECTION.get(threshold.comparator, 0)
    return Reading(threshold, own, (more > 0) - (more < 0))


def _obstacle(threshold: ParameterPart | None, own: Own) -> str:
    """Why the two do not measure the same thing from the same moment under the same condition, in words with both."""
    if threshold is None:
        return _("The edition has no such threshold.")
    if threshold.value is None or threshold.comparator not in OFFERED:
        return _("The edition gives no single number here.")
    is_exact = threshold.comparator is Comparator.EXACTLY
    theirs = threshold.model_copy(update={"comparator": Comparator.AT_LEAST}) if is_exact else threshold
    found = obstacle(theirs, with_own(theirs, own.value, qualifier=own.qualifier, counted_from=own.counted_from))
    if found is Obstacle.START:
        return _("Not comparable: the edition counts %(theirs)s, you count %(yours)s.") % {
            "theirs": _moment(threshold.counted_from or ""),
            "yours": _moment(own.counted_from),
        }
    if found in {Obstacle.CONDITION, Obstacle.CAPACITY}:
        return _("Not comparable: the edition's condition is “%(theirs)s”, yours is “%(yours)s”.") % {
            "theirs": threshold.qualifier or _("none"),
            "yours": own.qualifier or _("none"),
        }
    if found is not None:
        return _("Not comparable. %(reason)s") % {"reason": found.sentence}
    if is_exact and own.value != threshold.value:
        return _("The edition asks for exactly this number; another one is neither more nor less.")
    return ""


def _moment(counted_from: str) -> str:
    return str(CountedFrom(counted_from).label) if counted_from else _("from no stated moment")
