"""Which thresholds can be put in order, and which ask for more."""

from decimal import Decimal

import pytest

from criteria.comparing.comparable import Obstacle, is_comparable, obstacle, order, strictest, with_own
from criteria.terms import Comparator, CountedFrom
from tests.factories.documents import make_parameter

LEFT = "80 % of the rated capacity left"


def cycles(value, qualifier=LEFT, **fields):
    return make_parameter("cycles", value, qualifier=qualifier, **fields)


def years(value, start=CountedFrom.DELIVERY, **fields):
    return make_parameter("parts", value, label="Spare parts", unit="years", counted_from=start, **fields)


def share(value, **fields):
    return make_parameter("share", value, label="Recycled plastic", unit="%", **fields)


@pytest.mark.parametrize(
    ("one", "other", "reason"),
    [
        (cycles(800), cycles(500), None),
        (cycles(500), cycles(300, "60 % of the rated capacity left"), Obstacle.CAPACITY),
        (cycles(800), cycles(800, "80 % of rated capacity"), None),
        (cycles(800), cycles(800, ""), Obstacle.NO_CAPACITY),
        (cycles(800, ""), cycles(800, ""), Obstacle.NO_CAPACITY),
        (cycles(800, test_standard="EN 61960-3"), cycles(800), None),
        (cycles(800, test_standard="EN 61960-3"), cycles(800, test_standard="A maker's own"), Obstacle.STANDARD),
        (cycles(800, test_standard="EN 61960-3"), cycles(500, test_standard=" en  61960-3"), None),
        (years(3), years(7), None),
        (years(3), years(7, CountedFrom.PLACING_LAST), Obstacle.START),
        (years(3), years(7, None), Obstacle.START),
        (years(3, None), years(7, None), Obstacle.NO_START),
        (years(3), make_parameter("parts", 36, unit="months", counted_from=CountedFrom.DELIVERY), Obstacle.UNIT),
        (share(10), share(30), None),
        (share(10), share(30, qualifier="of the weight of the product"), Obstacle.CONDITION),
        (share(10), share(None, text="all of it"), Obstacle.WORDS),
        (share(10), share(30, comparator=Comparator.AT_MOST), Obstacle.DIRECTION),
        (share(10, comparator=Comparator.RANGE), share(10, comparator=Comparator.RANGE), Obstacle.DIRECTION),
        (share(10, comparator=Comparator.EXACTLY), share(10, comparator=Comparator.EXACTLY), Obstacle.DIRECTION),
    ],
)
def test_what_stands_in_the_way(one, other, reason):
    assert obstacle(one, other) is reason
    assert obstacle(other, one) is reason
    assert is_comparable(one, other) is (reason is None)


def test_more_is_stricter_for_a_minimum_and_less_for_a_maximum():
    assert order(years(7), years(3)) == 1
    most = {"comparator": Comparator.AT_MOST}
    assert order(share(7, **most), share(3, **most)) == -1
    assert order(years(3), years(3)) == 0


def test_no_order_without_comparison():
    with pytest.raises(ValueError, match="cannot be compared"):
        order(years(3), years(7, CountedFrom.PLACING_LAST))


@pytest.mark.parametrize(
    ("parts", "places"),
    [
        ([years(3), years(7), years(5)], {1}),
        ([years(7), None, years(7), years(3)], {0, 2}),
        ([years(7), years(7)], set()),
        ([years(7), None], set()),
        ([None, None], set()),
        ([years(3), years(7), years(9, CountedFrom.PLACING_LAST)], set()),
    ],
)
def test_strictest_only_where_all_can_be_compared(parts, places):
    assert strictest(parts) == places


def test_a_networks_own_number_is_held_against_the_original():
    own = with_own(years(3), Decimal(5), counted_from="delivery")
    assert order(own, years(3)) == 1
    assert obstacle(with_own(years(3), Decimal(5)), years(3)) is Obstacle.START
