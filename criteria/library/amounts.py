"""Numbers in a search: "battery at least 800 cycles" asks for criteria that demand that much.

A number counts only with a comparison before it, so that "USB 3" stays words. Units are brought to one measure where
that is exact (`criteria/units.py`): years to months, kilowatts to watts.
"""

import re
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext_lazy

from criteria.documents import ParameterPart
from criteria.library.wording import number
from criteria.terms import Comparator
from criteria.units import measure_of

AT_LEAST = gettext_lazy("at least|no less than|minimum|min")
"""What people write for ≥, with bars between."""
AT_MOST = gettext_lazy("at most|no more than|up to|maximum|max")
"""What people write for ≤, with bars between."""
MORE_THAN = gettext_lazy("more than|longer than|over")
LESS_THAN = gettext_lazy("less than|fewer than|below|under")
SIGNS = {">=": "≥", "=>": "≥", "≥": "≥", "<=": "≤", "=<": "≤", "≤": "≤", ">": ">", "<": "<", "=": "="}
MAX_WANTED = 3
"""How many numbers of one search are looked at."""
MAX_DIGITS = 12


@dataclass(frozen=True)
class Wanted:
    """A number somebody searches for. `unit` is as they wrote it; empty means any."""

    sign: str
    value: Decimal
    unit: str = ""

    @property
    def measure(self) -> str:
        return measure_of(self.unit)[0]

    @property
    def amount(self) -> Decimal:
        """In the measure."""
        return self.value * measure_of(self.unit)[1]

    @property
    def label(self) -> str:
        return f"{self.sign} {number(self.value)} {self.unit}".strip()

    def fits(self, span: "Span") -> bool:
        """Whether a threshold demands this much: not less for ≥, not more for ≤."""
        if self.measure and self.measure != span.measure:
            return False
        amount = self.amount if self.measure else self.value * span.factor
        checks = {
            "≥": span.low is not None and span.low >= amount,
            ">": span.low is not None and span.low > amount,
            "≤": span.high is not None and span.high <= amount,
            "<": span.high is not None and span.high < amount,
            "=": amount in {span.low, span.high},
        }
        return checks[self.sign]


@dataclass(frozen=True)
class Span:
    """What a threshold allows, in its measure: from `low` to `high`, either may be open. `factor` is one unit of it."""

    measure: str
    factor: int
    low: Decimal | None
    high: Decimal | None


def span_of(part: ParameterPart) -> Span | None:
    """The numbers of a threshold; None where it has none."""
    if part.value is None:
        return None
    measure, factor = measure_of(part.unit)
    low, high = part.value * factor, (part.upper if part.upper is not None else part.value) * factor
    if part.comparator is Comparator.AT_LEAST:
        return Span(measure, factor, low, None)
    if part.comparator is Comparator.AT_MOST:
        return Span(measure, factor, None, low)
    return Span(measure, factor, low, high)


def split(words: str) -> tuple[str, tuple[Wanted, ...]]:
    """The words of a search without its numbers, and the numbers. Never raises."""
    wanted: list[Wanted] = []

    def take(match: re.Match[str]) -> str:
        value = _number(match["number"])
        if value is None or len(wanted) >= MAX_WANTED:
            return match[0]
        wanted.append(Wanted(_sign(match["sign"]), value, match["unit"] or ""))
        return " "

    rest = _pattern().sub(take, words)
    return " ".join(rest.split()), tuple(wanted)


def _pattern() -> re.Pattern[str]:
    phrases = "|".join(re.escape(phrase) for phrase in _phrases())
    signs = "|".join(sorted(map(re.escape, SIGNS), key=len, reverse=True))
    return re.compile(
        rf"(?P<sign>{signs}|\b(?:{phrases})\b)\s*(?P<number>[0-9][0-9.,]*)\s*"
        r"(?P<unit>%|°C|working days?|[^\W\d_]+)?",
        re.IGNORECASE,
    )


def _phrases() -> dict[str, str]:
    """Every phrase of the reader's language with its sign, the longest first."""
    kinds = {"≥": AT_LEAST, "≤": AT_MOST, ">": MORE_THAN, "<": LESS_THAN}
    found = {phrase.strip().lower(): sign for sign, text in kinds.items() for phrase in str(text).split("|")}
    return dict(sorted(found.items(), key=lambda pair: -len(pair[0])))


def _sign(written: str) -> str:
    return SIGNS.get(written) or _phrases()[written.lower()]


def _number(written: str) -> Decimal | None:
    """1,000 and 1000 and 0.5 and 0,5; None for what is no number."""
    text = re.sub(r",(?=\d{3}(?!\d))", "", written.rstrip(".,")).replace(",", ".")
    if len(text) > MAX_DIGITS or text.count(".") > 1:
        return None
    return Decimal(text)
