"""Searching by number, by agreed other words, and seeing where a record holds what was searched for."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from criteria.library.criteria_shelf import CRITERIA
from criteria.library.finding import find
from criteria.tags.actions import set_synonyms
from tests.criteria.test_search import ask, found
from tests.factories.criteria import make_criterion
from tests.factories.tags import make_tag
from tests.keeping import kept

pytestmark = pytest.mark.django_db


@kept
def numbers():
    cycles = {"comparator": "at_least", "unit": "cycles", "qualifier": "80 % left"}
    years = {"comparator": "at_least", "unit": "years"}
    make_criterion(ref="CFIT-LAP-BAT-01", title="Battery one", parameters=({**cycles, "value": 500},))
    make_criterion(ref="CFIT-LAP-BAT-02", title="Battery two", parameters=({**cycles, "value": 1000},))
    delivery = {**years, "value": 3, "counted_from": "delivery"}
    make_criterion(ref="CFIT-LAP-WAR-01", title="Guarantee of three years", parameters=(delivery,))
    last = {**years, "value": 7, "counted_from": "placing_last"}
    make_criterion(ref="CFIT-LAP-SPA-01", title="Parts for seven years", parameters=(last,))
    make_criterion(
        ref="CFIT-LAP-SEC-01", title="Battery draft", published=False, parameters=({**cycles, "value": 9000},)
    )


@pytest.mark.parametrize(
    ("words", "refs"),
    [
        ("battery >= 800 cycles", ["CFIT-LAP-BAT-02"]),
        ("battery at least 500 cycles", ["CFIT-LAP-BAT-01", "CFIT-LAP-BAT-02"]),
        ("at least 36 months", ["CFIT-LAP-WAR-01", "CFIT-LAP-SPA-01"]),
        ("guarantee at least 3 years", ["CFIT-LAP-WAR-01"]),
        ("battery >= 800", ["CFIT-LAP-BAT-02"]),
        (">= 800 battery", ["CFIT-LAP-BAT-02"]),
        (">= 5000 cycles", []),
        ("battery at most 800 cycles", []),
    ],
)
def test_criteria_are_found_by_what_they_demand(numbers, words, refs):
    assert sorted(found(f"q={words.replace(' ', '+')}")) == sorted(refs)


def test_numbers_from_different_moments_are_said_not_to_compare(numbers):
    assert ask("q=at+least+3+years").found.mixed
    assert not ask("q=at+least+500+cycles").found.mixed


def test_list_shows_the_number_that_was_searched_for():
    make_criterion(
        parameters=(
            {"key": "parts", "value": 7, "comparator": "at_least", "unit": "years"},
            {"key": "cycles", "value": 900, "comparator": "at_least", "unit": "cycles"},
        )
    )
    assert ask("q=at+least+800+cycles").hits[0].number.key == "cycles"
    assert ask("").hits[0].number.key == "parts"


def test_page_says_which_number_was_understood_and_offers_the_words_alone(client, numbers):
    page = client.get(reverse("criteria:browse"), {"q": "battery at least 5000 cycles"})
    text = " ".join(page.content.decode().replace("\u00a0", " ").split())
    assert "Criteria that demand ≥ 5,000 cycles." in text
    assert 'href="?q=battery"' in text


def test_number_in_a_draft_is_not_found(numbers):
    assert found("q=at+least+2000+cycles") == []


@pytest.mark.parametrize("filters", ["", "&product=laptop"])
def test_search_by_number_costs_two_queries_more(numbers, filters):
    with CaptureQueriesContext(
        connection,
    ) as plain:
        ask(f"q=battery{filters}")
    with CaptureQueriesContext(connection) as with_number:
        ask(f"q=battery+at+least+500+cycles{filters}")
    assert len(with_number) <= len(plain) + 2


@kept
def laptops():
    tag = make_tag("laptop", curated=True)
    set_synonyms(tag, ["notebook", "portable computer"])
    make_criterion(ref="CFIT-LAP-BAT-01", title="Laptop that lasts", products=("printer",), tags=())
    make_criterion(ref="CFIT-LAP-BAT-02", title="Notebook with spare parts", products=("printer",), tags=())
    make_criterion(ref="CFIT-LAP-BAT-03", title="Portable computer for all", products=("printer",), tags=())
    make_criterion(ref="CFIT-PRI-PAP-01", title="Recycled paper", products=("printer",), tags=())


@pytest.mark.parametrize("words", ["laptop", "notebooks", "portable computer", "Notebook"])
def test_agreed_other_words_find_the_same(laptops, words):
    assert len(found(f"q={words.replace(' ', '+')}")) == 3


@pytest.mark.parametrize(("words", "count"), [("notebook parts", 1), ("paper -laptop", 1), ("parts -laptop", 0)])
def test_other_words_keep_the_rest_of_the_search(laptops, words, count):
    assert len(found(f"q={words.replace(' ', '+')}")) == count


def test_each_agreed_other_word_is_weighed_once(laptops):
    """The last word of a search may be unfinished: both ways to read it come to the same words here."""
    asked = find("laptop", CRITERIA).query.split(" | ")
    assert sorted(asked) == sorted(set(asked))


def test_words_of_a_tag_that_is_not_agreed_stay_themselves():
    set_synonyms(make_tag("laptop"), ["notebook"])
    make_criterion(title="Laptop that lasts", products=("printer",), tags=())
    assert found("q=notebook") == []


def test_matches_are_marked_in_title_and_summary():
    make_criterion(title="Battery < 3 & more", summary="Batteries & more")
    hit = ask("q=battery").hits[0]
    assert hit.title == "<mark>Battery</mark> &lt; 3 &amp; more"
    assert hit.sentence == "<mark>Batteries</mark> &amp; more"
    assert hit.quote == ""


def test_clause_is_quoted_where_title_and_summary_hold_none_of_the_words():
    make_criterion(title="Some title", summary="A sentence.", requirement="The screws of the cover are standard.")
    assert "<mark>screws</mark>" in ask("q=screw").hits[0].quote


def test_nothing_is_marked_without_words():
    make_criterion(title="Fair & square")
    hit = ask("product=laptop").hits[0]
    assert (hit.title, hit.quote) == ("Fair & square", "")
