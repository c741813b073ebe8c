"""Numbers in a search: how they are written, what they mean, and that the database means the same."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from criteria.documents import ParameterPart
from criteria.library import finding
from criteria.library.amounts import Wanted, measure_of, span_of, split
from criteria.models import Criterion, LibraryThreshold, Parameter
from criteria.terms import Comparator
from tests.factories.criteria import make_criterion


def demand(comparator, value, unit, upper=None):
    return ParameterPart(key="x", label="X", comparator=comparator, value=value, upper=upper, unit=unit)


@pytest.mark.parametrize(
    ("words", "rest", "numbers"),
    [
        ("battery >= 800 cycles", "battery", ["≥ 800 cycles"]),
        ("battery ≥800 cycles laptop", "battery laptop", ["≥ 800 cycles"]),
        ("warranty at least 3 years", "warranty", ["≥ 3 years"]),
        ("repair within at most 5 working days", "repair within", ["≤ 5 working days"]),
        ("MORE THAN 1,000 cycles", "", ["> 1,000 cycles"]),
        ("recycled plastic min 50 %", "recycled plastic", ["≥ 50 %"]),
        ("price < 0,5", "price", ["< 0.5"]),
        ("at least 2 years at most 5 years", "", ["≥ 2 years", "≤ 5 years"]),
        ("800 cycles", "800 cycles", []),
        ("USB 3 at least", "USB 3 at least", []),
        ("chat least 3", "chat least 3", []),
        (">= 1.2.3 parts", ">= 1.2.3 parts", []),
        (">= 99999999999999999999", ">= 99999999999999999999", []),
        (">= ٣ years", ">= ٣ years", []),
        ("> 1 > 2 > 3 > 4", "> 4", ["> 1", "> 2", "> 3"]),
    ],
)
def test_numbers_are_read_out_of_the_words(words, rest, numbers):
    text, wanted = split(words)
    assert text == rest
    assert [each.label.replace("\u00a0", " ") for each in wanted] == numbers


@pytest.mark.parametrize(
    ("unit", "measure"),
    [
        ("years", ("month", 12)),
        ("Year", ("month", 12)),
        ("months", ("month", 1)),
        ("days", ("day", 1)),
        ("working days", ("working day", 1)),
        ("kW", ("w", 1000)),
        ("cycles", ("cycle", 1)),
        ("°C", ("°c", 1)),
        ("%", ("%", 1)),
        ("", ("", 1)),
    ],
)
def test_units_have_a_measure(unit, measure):
    assert measure_of(unit) == measure


@pytest.mark.parametrize(
    ("threshold", "asked", "fits"),
    [
        (demand(Comparator.AT_LEAST, 1000, "cycles"), Wanted("≥", Decimal(800), "cycles"), True),
        (demand(Comparator.AT_LEAST, 500, "cycles"), Wanted("≥", Decimal(800), "cycles"), False),
        (demand(Comparator.AT_LEAST, 3, "years"), Wanted("≥", Decimal(36), "months"), True),
        (demand(Comparator.AT_LEAST, 3, "years"), Wanted(">", Decimal(36), "months"), False),
        (demand(Comparator.AT_LEAST, 3, "years"), Wanted("≥", Decimal(3), "days"), False),
        (demand(Comparator.AT_MOST, 5, "working days"), Wanted("≤", Decimal(5), "working days"), True),
        (demand(Comparator.AT_MOST, 5, "working days"), Wanted("≥", Decimal(1), "working days"), False),
        (demand(Comparator.RANGE, 5, "years", upper=8), Wanted("≤", Decimal(8), "years"), True),
        (demand(Comparator.RANGE, 5, "years", upper=8), Wanted("≥", Decimal(6), "years"), False),
        (demand(Comparator.EXACTLY, 5, "falls"), Wanted("=", Decimal(5)), True),
        (demand(Comparator.AT_LEAST, 3, "years"), Wanted("≥", Decimal(4)), False),
        (demand(Comparator.AT_LEAST, 3, "years"), Wanted("≥", Decimal(3)), True),
    ],
)
def test_a_threshold_fits_when_it_demands_as_much(threshold, asked, fits):
    assert asked.fits(span_of(threshold)) is fits


NUMBERS = st.decimals(0, 2000, places=1)
UNITS = st.sampled_from(["years", "months", "cycles", "kW", "W", "%"])


MOST = 4


class TestDatabase(TestCase):
    """The database finds exactly the thresholds that the rule in Python says."""

    @classmethod
    def setUpTestData(cls):
        for number in range(MOST):
            make_criterion(ref=f"CFIT-LAP-NUM-{number:02}")

    @settings(max_examples=40)
    @given(
        demands=st.lists(st.tuples(st.sampled_from(["at_least", "at_most", "exactly"]), NUMBERS, UNITS), max_size=MOST),
        asked=st.builds(Wanted, st.sampled_from("≥≤><="), NUMBERS, UNITS | st.just("")),
    )
    def test_finds_what_fits(self, demands, asked):
        made = {}
        for criterion, (kind, value, unit) in zip(Criterion.objects.order_by("ref"), demands, strict=False):
            criterion.parameters = [Parameter(key="x", label="X", comparator=kind, value=value, unit=unit)]
            criterion.save()
            made[criterion.ref] = span_of(demand(Comparator(kind), value, unit))
        has_unit = any(span.measure == asked.measure for span in made.values())
        plain = asked if has_unit else Wanted(asked.sign, asked.value)
        rows, unit_is_word = finding._demanding(asked)
        assert set(rows.values_list("entry__ref", flat=True)) == {ref for ref, span in made.items() if plain.fits(span)}
        assert unit_is_word is (bool(asked.unit) and not has_unit)
        assert LibraryThreshold.objects.count() == len(made)
