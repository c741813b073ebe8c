"""When numbers can be compared, and what they say then."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from criteria.adoption.strictness import Own, strictness
from criteria.terms import Adoption, Comparator, CountedFrom
from tests.factories.documents import make_parameter

CYCLES = make_parameter("cycles", 800, qualifier="80 % left")
DAYS = make_parameter("days", 5, comparator=Comparator.AT_MOST, counted_from=CountedFrom.ORDER, unit="working days")
YEARS = make_parameter("years", 7, counted_from=CountedFrom.PLACING_LAST, unit="years")


def own(key, value, **fields):
    return Own(key, Decimal(value), **fields)


@pytest.mark.parametrize(
    ("thresholds", "owns", "says"),
    [
        ([CYCLES], [own("cycles", 800, qualifier="80 % left")], Adoption.IDENTICAL),
        ([CYCLES], [own("cycles", 1000, qualifier="80 % Left ")], Adoption.STRICTER),
        ([CYCLES], [own("cycles", 500, qualifier="80 % left")], Adoption.WEAKER),
        ([CYCLES], [own("cycles", 300, qualifier="60 % left")], None),
        ([DAYS], [own("days", 3)], Adoption.STRICTER),
        ([DAYS], [own("days", 10)], Adoption.WEAKER),
        ([YEARS], [own("years", 7, counted_from="placing_last")], Adoption.IDENTICAL),
        ([YEARS], [own("years", 3, counted_from="delivery")], None),
        ([YEARS], [own("years", 8)], None),
        ([CYCLES, DAYS], [own("cycles", 1000, qualifier="80 % left"), own("days", 5)], Adoption.STRICTER),
        ([CYCLES, DAYS], [own("cycles", 1000, qualifier="80 % left"), own("days", 9)], None),
        ([CYCLES], [own("weeks", 3)], None),
        ([CYCLES], [], None),
        ([make_parameter("cycles", None)], [own("cycles", 800)], None),
        ([make_parameter("class", 3, comparator=Comparator.ONE_OF)], [own("class", 3)], None),
    ],
)
def test_only_comparable_numbers_are_compared(thresholds, owns, says):
    assert strictness(thresholds, owns) is says


@given(st.integers(0, 10_000), st.integers(0, 10_000))
def test_stricter_one_way_is_weaker_the_other(edition, national):
    said = strictness([make_parameter("cycles", edition)], [own("cycles", national, qualifier="80 % left")])
    back = strictness([make_parameter("cycles", national)], [own("cycles", edition)])
    opposite = {Adoption.STRICTER: Adoption.WEAKER, Adoption.WEAKER: Adoption.STRICTER}
    assert back is opposite.get(said, said)
