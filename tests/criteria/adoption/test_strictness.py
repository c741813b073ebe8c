"""When numbers can be compared, what they say then, and what is said when they cannot."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from criteria.adoption.strictness import Own, compare, offered
from criteria.terms import Adoption, Comparator, CountedFrom
from tests.factories.documents import make_parameter

LEFT = "80 % left"
CYCLES = make_parameter("cycles", 800, qualifier=LEFT)
DAYS = make_parameter(
    "days", 5, comparator=Comparator.AT_MOST, counted_from=CountedFrom.ORDER, unit="working days", label="Delivery"
)
YEARS = make_parameter("years", 7, counted_from=CountedFrom.PLACING_LAST, unit="years")
LIMIT = make_parameter("limit", 80, comparator=Comparator.EXACTLY, unit="%")


def own(key, value, **fields):
    return Own(key, Decimal(value), **fields)


def days(value):
    return own("days", value, counted_from="order")


@pytest.mark.parametrize(
    ("thresholds", "owns", "says"),
    [
        ([CYCLES], [own("cycles", 800, qualifier=LEFT)], Adoption.IDENTICAL),
        ([CYCLES], [own("cycles", 1000, qualifier="80\u00a0% Left ")], Adoption.STRICTER),
        ([CYCLES], [own("cycles", 500, qualifier=LEFT)], Adoption.WEAKER),
        ([CYCLES], [own("cycles", 300, qualifier="60 % left")], None),
        ([make_parameter("cycles", 800)], [own("cycles", 1000)], None),
        ([DAYS], [days(3)], Adoption.STRICTER),
        ([DAYS], [days(10)], Adoption.WEAKER),
        ([YEARS], [own("years", 7, counted_from="placing_last")], Adoption.IDENTICAL),
        ([YEARS], [own("years", 3, counted_from="delivery")], None),
        ([YEARS], [own("years", 8)], None),
        ([make_parameter("years", 3, unit="years")], [own("years", 5)], None),
        ([CYCLES, DAYS], [own("cycles", 1000, qualifier=LEFT), days(5)], Adoption.STRICTER),
        ([CYCLES, DAYS], [own("cycles", 1000, qualifier=LEFT), days(9)], None),
        ([CYCLES, YEARS], [own("cycles", 1000, qualifier=LEFT), own("years", 9)], None),
        ([CYCLES, DAYS], [own("cycles", 1000, qualifier=LEFT)], Adoption.STRICTER),
        ([LIMIT], [own("limit", 80)], Adoption.IDENTICAL),
        ([LIMIT], [own("limit", 90)], None),
        ([CYCLES], [own("weeks", 3)], None),
        ([CYCLES], [], None),
        ([make_parameter("cycles", None)], [own("cycles", 800)], None),
        ([make_parameter("class", 3, comparator=Comparator.ONE_OF)], [own("class", 3)], None),
    ],
)
def test_only_comparable_numbers_are_compared(thresholds, owns, says):
    assert compare(thresholds, owns).says is says


@pytest.mark.parametrize(
    ("thresholds", "owns", "words"),
    [
        ([CYCLES], [own("cycles", 300, qualifier="60 % left")], "condition is “80 % left”, yours is “60 % left”"),
        ([CYCLES], [own("cycles", 900)], "how much capacity must be left"),
        ([YEARS], [own("years", 3, counted_from="delivery")], "you count from delivery"),
        ([YEARS], [own("years", 3)], "you count from no stated moment"),
        ([make_parameter("years", 3, unit="years")], [own("years", 5)], "from which moment they are counted"),
        ([make_parameter("cycles", 800)], [own("cycles", 900)], "how much capacity must be left"),
        ([CYCLES, DAYS], [own("cycles", 1000, qualifier=LEFT), days(9)], "more than the edition and others for less"),
        ([LIMIT], [own("limit", 90)], "neither more nor less"),
        ([CYCLES], [own("weeks", 3)], "no such threshold"),
    ],
)
def test_it_says_in_words_why_nothing_is_concluded(thresholds, owns, words):
    (said,) = compare(thresholds, owns).obstacles
    assert words in said


@pytest.mark.parametrize(
    ("number", "allowed"),
    [
        (own("cycles", 800, qualifier=LEFT), {"identical", "adapted"}),
        (own("cycles", 900, qualifier=LEFT), {"stricter"}),
        (own("cycles", 300, qualifier=LEFT), {"weaker"}),
        (own("cycles", 300, qualifier="60 % left"), {"adapted", "stricter", "weaker"}),
        (None, {"identical", "adapted", "stricter", "weaker"}),
    ],
)
def test_which_positions_numbers_leave_open(number, allowed):
    verdict = compare([CYCLES], [number] if number else [])
    others = {"under_review", "not_adopted", "legal_obstacle", "not_applicable"}
    assert {state.value for state in Adoption if verdict.allows(state)} == allowed | others


def test_numbers_are_asked_for_where_one_number_says_it():
    parts = [CYCLES, make_parameter("a", None), make_parameter("b", 3, comparator=Comparator.RANGE), DAYS, LIMIT]
    assert offered(parts) == [CYCLES, DAYS, LIMIT]


@settings(max_examples=40)
@given(st.integers(0, 10_000), st.integers(0, 10_000))
def test_stricter_one_way_is_weaker_the_other(edition, national):
    said = compare([make_parameter("cycles", edition, qualifier=LEFT)], [own("cycles", national, qualifier=LEFT)]).says
    back = compare([make_parameter("cycles", national, qualifier=LEFT)], [own("cycles", edition, qualifier=LEFT)]).says
    opposite = {Adoption.STRICTER: Adoption.WEAKER, Adoption.WEAKER: Adoption.STRICTER}
    assert said is not None
    assert back is opposite.get(said, said)


NUMBERS = st.lists(
    st.builds(own, st.sampled_from(["cycles", "days", "years"]), st.integers(0, 1000),
              qualifier=st.sampled_from(["", LEFT]), counted_from=st.sampled_from(["", "order", "placing_last"])),
    max_size=3, unique_by=lambda each: each.key,
)  # fmt: skip


@settings(max_examples=60)
@given(NUMBERS)
def test_there_is_always_a_position_to_take_and_silence_has_its_reason(owns):
    verdict = compare([CYCLES, DAYS, YEARS], owns)
    assert any(
        verdict.allows(state) for state in (Adoption.IDENTICAL, Adoption.ADAPTED, Adoption.STRICTER, Adoption.WEAKER)
    )
    assert verdict.says is None or verdict.allows(verdict.says)
    assert bool(verdict.obstacles) == (bool(owns) and verdict.says is None)
