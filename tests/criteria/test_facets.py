"""Counts of filters: the bit sets against the plain question to the database."""

from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from criteria.library import facets
from criteria.library.bits import as_bits, as_bytes, rids_of
from criteria.library.criteria_shelf import CRITERIA
from criteria.library.facets import FacetIndex
from criteria.models import LibraryEntry, LibraryVersion
from portal.reader import NOBODY
from tests.factories.criteria import make_criterion, make_product_group

pytestmark = pytest.mark.django_db

GROUPS = {"product": "abc", "theme": "ab", "label": "abcd"}


@st.composite
def libraries(draw):
    """Records with random values, and a random choice of filters."""
    records = draw(
        st.lists(st.fixed_dictionaries({group: st.sets(st.sampled_from(values)) for group, values in GROUPS.items()}))
    )
    chosen = draw(st.fixed_dictionaries({group: st.sets(st.sampled_from(values)) for group, values in GROUPS.items()}))
    found = draw(st.one_of(st.none(), st.sets(st.sampled_from(range(len(records))))) if records else st.none())
    return records, chosen, found


def index_of(records):
    bits = {
        group: {value: as_bits(n for n, record in enumerate(records) if value in record[group]) for value in values}
        for group, values in GROUPS.items()
    }
    return FacetIndex(CRITERIA, as_bits(range(len(records))), bits)


def fits(record, chosen, leave_out=""):
    return all(not values or record[group] & values for group, values in chosen.items() if group != leave_out)


@given(case=libraries())
def test_within_a_group_or_between_groups_and(case):
    records, chosen, found = case
    base = None if found is None else as_bits(found)
    expected = [n for n, record in enumerate(records) if fits(record, chosen) and (found is None or n in found)]
    assert index_of(records).matching(chosen, base) == as_bits(expected)


@given(case=libraries())
def test_counts_of_a_group_leave_its_own_choice_out(case):
    records, chosen, found = case
    counts = index_of(records).counts(chosen, None if found is None else as_bits(found))
    for group, values in GROUPS.items():
        expected = Counter()
        for n, record in enumerate(records):
            if fits(record, chosen, leave_out=group) and (found is None or n in found):
                expected.update(record[group])
        assert counts[group] == {value: expected[value] for value in values}


@given(numbers=st.sets(st.integers(0, 5000)))
def test_bits_hold_exactly_the_numbers(numbers):
    bits = as_bits(numbers)
    assert {n for n in range(5001) if bits >> n & 1} == numbers
    assert rids_of(bits) == sorted(numbers)
    assert int.from_bytes(as_bytes(bits), "little") == bits


@settings(max_examples=25)
@given(
    chosen=st.fixed_dictionaries(
        {
            "product": st.sets(st.sampled_from(["laptop", "printer", "hardware"])),
            "level": st.sets(st.sampled_from(["basic", "advanced", "law"])),
            "network": st.sets(st.sampled_from(["se", "no"])),
        }
    )
)
def test_index_agrees_with_the_database(small_library, chosen):
    index = facets.current(CRITERIA, NOBODY)
    rows = LibraryEntry.objects.all()
    for group, values in chosen.items():
        if values:
            rows = rows.filter(facets__overlap=[f"{group}:{value}" for value in values])
    assert index.matching(chosen) == as_bits(rows.values_list("rid", flat=True))


@pytest.fixture
def small_library(db):
    make_product_group("laptop", parent="hardware")
    make_product_group("printer", parent="hardware")
    make_criterion(products=("laptop",), level="basic", sources=("SE",))
    make_criterion(products=("laptop", "printer"), level="advanced", sources=("NO",))
    make_criterion(products=("printer",), level="advanced", sources=("SE", "NO"))
    make_criterion(products=("hardware",), level="basic", sources=("NO",))
    make_criterion(products=("laptop",), published=False)


def values(group):
    return {word.key for word in facets.current(CRITERIA, NOBODY).words[group]}


def count(group, value):
    return facets.current(CRITERIA, NOBODY).counts({})[group][value]


def test_group_above_finds_what_belongs_below(small_library):
    assert count("product", "hardware") == 4


def test_criterion_for_all_hardware_applies_to_each_kind_of_it(small_library):
    assert (count("product", "laptop"), count("product", "printer")) == (3, 3)


def test_drafts_are_in_no_count(small_library):
    assert facets.current(CRITERIA, NOBODY).everything.bit_count() == 4


def test_only_values_that_occur_are_offered(small_library):
    make_product_group("fridge")
    assert values("product") == {"hardware", "laptop", "printer"}


def test_products_stand_as_a_tree(small_library):
    words = facets.current(CRITERIA, NOBODY).words["product"]
    assert [(word.key, word.depth) for word in words] == [("hardware", 0), ("laptop", 1), ("printer", 1)]


def test_index_is_kept_until_the_library_changes(
    small_library, django_assert_num_queries, django_assert_max_num_queries
):
    facets.current(CRITERIA, NOBODY)
    with django_assert_num_queries(1):
        facets.current(CRITERIA, NOBODY)
    LibraryVersion.change()
    with django_assert_max_num_queries(6):
        facets.current(CRITERIA, NOBODY)


def test_new_criterion_counts_at_once(small_library):
    before = count("product", "laptop")
    make_criterion(products=("laptop",))
    assert count("product", "laptop") == before + 1


def test_tagged_and_labelled_criteria_can_be_filtered(db):
    make_criterion(tags=("right to repair",), labels=("tco-certified",), stages=("use",), strategy="use_longer")
    assert values("tag") == {"right-to-repair"}
    assert values("label") == {"tco-certified"}
    assert values("stage") == {"use"}
    assert values("strategy") == {"use_longer"}
