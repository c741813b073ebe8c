"""How numbers and law read to a procurer."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from criteria.documents import LegalPart, ParameterPart
from criteria.library import wording
from criteria.terms import Comparator, CountedFrom, LegalRole

NB = "\u00a0"


def part(comparator=Comparator.AT_LEAST, value=None, **fields):
    number = None if value is None else Decimal(str(value))
    return ParameterPart(key="k", label="Charging cycles", comparator=comparator, value=number, **fields)


@pytest.mark.parametrize(
    ("parameter", "reads"),
    [
        (part(value=800, unit="cycles"), f"≥{NB}800"),
        (part(value=1000, unit="cycles"), f"≥{NB}1,000"),
        (part(value=7, unit="years"), f"≥{NB}7 years"),
        (part(value=1, unit="years"), f"≥{NB}1 year"),
        (part(value="90.0000", unit="%"), f"≥{NB}90{NB}%"),
        (part(Comparator.AT_MOST, "0.9000"), f"≤{NB}0.9"),
        (part(Comparator.EXACTLY, 5), "5"),
        (part(Comparator.RANGE, 10, upper=Decimal(35), unit="°C"), f"10–35{NB}°C"),
        (part(text="Class A or B"), "Class A or B"),
        (part(Comparator.YES), "Required"),
    ],
)
def test_amount(parameter, reads):
    assert wording.amount(parameter) == reads


@pytest.mark.parametrize(
    ("parameter", "reads"),
    [
        (part(value=800, unit="cycles", qualifier="80 % left"), "cycles, 80 % left"),
        (part(value=3, unit="years", counted_from=CountedFrom.DELIVERY), "Charging cycles, from delivery"),
        (part(text="Class A", unit="class"), "Charging cycles"),
    ],
)
def test_meaning(parameter, reads):
    assert wording.meaning(parameter) == reads


SOON, LONG_AGO = timezone.localdate() + timedelta(days=90), date(2025, 6, 20)


@pytest.mark.parametrize(
    ("since", "product", "reads"),
    [
        (None, "", "Already law."),
        (None, "tablets", "Already law for tablets."),
        (LONG_AGO, "", "Already law since 20 June 2025."),
        (LONG_AGO, "tablets", "Already law for tablets since 20 June 2025."),
        (SOON, "", f"Law from {SOON.day} {SOON:%B %Y}."),
        (SOON, "tablets", f"Law for tablets from {SOON.day} {SOON:%B %Y}."),
    ],
)
def test_law(since, product, reads):
    law = LegalPart(act="An act", jurisdiction="EU", role=LegalRole.ALREADY_LAW, applies_from=since, product=product)
    assert wording.law_title(law) == reads
