"""What an address asks of the library: never an error, always one normal form."""

import pytest
from django.http import QueryDict
from hypothesis import given
from hypothesis import strategies as st

from criteria.library.criteria_shelf import CRITERIA
from criteria.library.facets import FacetIndex
from criteria.library.query import MAX_PAGE, VIEWS, LibraryQuery, parse

GROUPS = [group.key for group in CRITERIA.groups]
INDEX = FacetIndex(CRITERIA, 0b11, {group: {"one": 0b01, "two": 0b10} for group in GROUPS})


@pytest.mark.parametrize(
    ("address", "asked"),
    [
        ("", LibraryQuery()),
        ("q=battery", LibraryQuery("battery", sort="relevance")),
        ("q=%20%20battery%20%20life", LibraryQuery("battery life", sort="relevance")),
        ("product=one", LibraryQuery(selected={"product": ("one",)})),
        ("product=two&product=one&product=two", LibraryQuery(selected={"product": ("one", "two")})),
        ("product=", LibraryQuery()),
        ("sort=newest", LibraryQuery(sort="newest")),
        ("sort=relevance", LibraryQuery(sort="title")),
        ("sort=price", LibraryQuery()),
        ("q=x&sort=title", LibraryQuery("x", sort="title")),
        ("view=table", LibraryQuery(view="table")),
        ("view=cube", LibraryQuery()),
        ("page=3", LibraryQuery(page=3)),
        ("page=0", LibraryQuery()),
        ("page=-1", LibraryQuery()),
        ("page=two", LibraryQuery()),
        ("page=%D9%A3", LibraryQuery()),
        ("page=99999999999999999999", LibraryQuery()),
        (f"page={MAX_PAGE + 1}", LibraryQuery(page=MAX_PAGE)),
        ("colour=red", LibraryQuery()),
    ],
)
def test_address_means(address, asked):
    assert parse(QueryDict(address), INDEX).query == asked


def test_unknown_values_are_left_out_and_named():
    asked = parse(QueryDict("product=one&product=fridge&label=nobody"), INDEX)
    assert asked.query.selected == {"product": ("one",)}
    assert asked.unknown == ("fridge", "nobody")


def test_ten_thousand_unknown_values_are_counted_and_three_named():
    asked = parse(QueryDict("&".join(f"tag=t{number}" for number in range(10_000))), INDEX)
    assert (len(asked.unknown), asked.unknown_count) == (3, 10_000)


def test_unknown_values_are_named_short_and_without_control_characters():
    asked = parse(QueryDict("tag=" + "x" * 500 + "&tag=a%1Bb"), INDEX)
    assert [len(name) for name in asked.unknown] == [40, 3]


queries = st.builds(
    LibraryQuery,
    words=st.sampled_from(["", "battery", "battery life", "≥ 800"]),
    selected=st.dictionaries(
        st.sampled_from(GROUPS), st.sampled_from([("one",), ("two",), ("one", "two")]), max_size=4
    ),
    sort=st.sampled_from([sort.key for sort in CRITERIA.sorts_for("")]),
    page=st.integers(1, 50),
    view=st.sampled_from(VIEWS),
)


@given(query=queries)
def test_every_question_survives_its_own_address(query):
    assert parse(QueryDict(query.url[1:]), INDEX).query == query


@given(text=st.text(max_size=200))
def test_any_address_is_understood_as_something(text):
    parameters = QueryDict(mutable=True)
    for name in ("q", "page", "sort", "view", *GROUPS):
        parameters[name] = text
    query = parse(parameters, INDEX).query
    assert parse(QueryDict(query.url[1:]), INDEX).query == query


@pytest.mark.parametrize("change", [lambda q: q.without("product", "one"), lambda q: q.with_words("new")])
def test_a_new_question_starts_on_its_first_page(change):
    assert change(LibraryQuery(selected={"product": ("one",)}, page=4)).page == 1


def test_view_and_sort_survive_paging():
    assert LibraryQuery(sort="newest", view="table").on_page(2).url == "?sort=newest&view=table&page=2"
