"""How numbers of a criterion read: ≥ 1,000 · 7 years · class A or B, and what they count."""

from datetime import date
from decimal import Decimal

from django.utils import timezone
from django.utils.formats import date_format, number_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from criteria.documents import CriterionDocument, LegalPart, ParameterPart
from criteria.languages.said import made_of, original_of
from criteria.terms import Comparator

BESIDE_NUMBER = {
    "%",
    "°C",
    "W",
    "kW",
    "year",
    "years",
    "month",
    "months",
    "day",
    "days",
    "working days",
    "hours",
    "falls",
}
"""Units short and usual enough to stand beside the large number; others are words beneath it."""
SINGULAR = {"years": "year", "months": "month", "days": "day"}
SHORT_UNIT = 2
"""Letters of a unit that never moves to a line of its own: %, °C, kW."""
SIGNS = {Comparator.AT_LEAST: "≥", Comparator.AT_MOST: "≤"}
NO_BREAK = "\u00a0"


def number(value: Decimal) -> str:
    """A number as the reader's language writes it, without needless decimals."""
    whole = value == value.to_integral_value()
    places = None if not whole else 0
    shown = value.normalize() if not whole else value
    return number_format(shown, decimal_pos=places, use_l10n=True, force_grouping=abs(value) >= 1000)


def percent(share: Decimal) -> str:
    """A share between 0 and 1 as a percentage."""
    return f"{number(share * 100)}{NO_BREAK}%"


def amount(part: ParameterPart) -> str:
    """The number itself with its sign: what stands largest."""
    if part.text:
        return part.text
    if part.value is None:
        return gettext("Required")
    figure = number(part.value)
    if part.comparator is Comparator.RANGE and part.upper is not None:
        figure = f"{figure}–{number(part.upper)}"
    if stands_beside(part):
        beside = NO_BREAK if len(part.unit) <= SHORT_UNIT else " "
        figure = f"{figure}{beside}{_unit(part)}"
    sign = SIGNS.get(part.comparator)
    line = f"{sign}{NO_BREAK}{figure}" if sign else figure
    return made_of(line, part.unit) if stands_beside(part) and _is_translated(part.unit) else line


def stands_beside(part: ParameterPart) -> bool:
    """Whether the unit stands beside the large number, in whatever language it is written."""
    return original_of(part.unit) in BESIDE_NUMBER


def _unit(part: ParameterPart) -> str:
    """The unit as translators wrote it, else in the language of the page."""
    if _is_translated(part.unit):
        return part.unit
    return gettext(SINGULAR.get(part.unit, part.unit) if part.value == 1 and part.upper is None else part.unit)


def _is_translated(text: str) -> bool:
    return original_of(text) != text


def meaning(part: ParameterPart) -> str:
    """What the number counts and under which condition, in one line."""
    unit = "" if stands_beside(part) or not part.value else part.unit
    counted = unit or part.label
    words = [counted, part.qualifier, str(part.counted_from.label) if part.counted_from else ""]
    return made_of(", ".join(dict.fromkeys(word for word in words if word)), counted, part.qualifier)


def level_label(document: CriterionDocument) -> str:
    """The ambition in words; what is law everywhere it applies is none."""
    if document.ambition is not None:
        return document.ambition.label
    return gettext("Legal minimum") if document.ambition_key else ""


def status_line(document: CriterionDocument) -> str:
    """The status with its day: Endorsed by the networks, 3 May 2026 · In consultation, open until 1 June 2026."""
    life = document.life
    if life.opens_on and life.closes_on:
        return days_line(life.opens_on, life.closes_on)
    day = date_format(life.since) if life.since else ""
    return ", ".join(word for word in (str(document.status.label), day) if word)


def days_line(opens_on: date, closes_on: date, *, ended: bool = False) -> str:
    """When people can answer, or could."""
    today = timezone.localdate()
    words = {"first": date_format(opens_on), "last": date_format(closes_on)}
    if ended:
        return gettext("Consultation from %(first)s until %(last)s, ended") % words
    if today < opens_on:
        return gettext("In consultation, open from %(first)s until %(last)s") % words
    if today > closes_on:
        return gettext("In consultation, closed on %(last)s") % words
    return gettext("In consultation, open until %(last)s") % words


def law_title(part: LegalPart) -> str:
    """Since when something is law, and for which products: the headline of a law note."""
    words = {"product": part.product, "day": date_format(part.applies_from) if part.applies_from else ""}
    if part.applies_from is None:
        return gettext("Already law for %(product)s.") % words if part.product else gettext("Already law.")
    if part.applies_from > timezone.localdate():
        if part.product:
            return gettext("Law for %(product)s from %(day)s.") % words
        return gettext("Law from %(day)s.") % words
    if part.product:
        return gettext("Already law for %(product)s since %(day)s.") % words
    return gettext("Already law since %(day)s.") % words


UNIT_WORDS = (_("year"), _("years"), _("month"), _("months"), _("day"), _("days"), _("working days"), _("hours"))
"""Named here so that translators meet them."""
