"""Search in the library as a hurried procurer types it."""

import pytest
from django.http import QueryDict

from criteria.library import search
from criteria.library.criteria_shelf import CRITERIA
from portal.reader import NOBODY
from tests.factories.criteria import make_criterion
from tests.keeping import kept

pytestmark = pytest.mark.django_db


@kept
def library():
    threshold = {"value": 1000, "comparator": "at_least", "unit": "cycles", "qualifier": "80 % left"}
    make_criterion(ref="CFIT-LAP-BAT-01", title="Long battery life", parameters=(threshold,))
    make_criterion(ref="CFIT-LAP-REP-01", title="Repair with ordinary tools", requirement="Batteries can be changed.")
    make_criterion(ref="CFIT-PRI-PAP-01", title="Recycled paper", products=("printer",), rationale="Café fibres.")
    make_criterion(ref="CFIT-LAP-SEC-01", title="Secret draft about batteries", published=False)


def ask(address):
    return search.ask(QueryDict(address), NOBODY, CRITERIA)


def found(address):
    return [document.ref for document in ask(address).documents]


@pytest.mark.parametrize(
    ("words", "refs"),
    [
        ("battery", ["CFIT-LAP-BAT-01", "CFIT-LAP-REP-01"]),
        ("BATTERIES", ["CFIT-LAP-BAT-01", "CFIT-LAP-REP-01"]),
        ("batt", ["CFIT-LAP-BAT-01", "CFIT-LAP-REP-01"]),
        ("ordinary tool", ["CFIT-LAP-REP-01"]),
        ('"battery life"', ["CFIT-LAP-BAT-01"]),
        ("battery -repair", ["CFIT-LAP-BAT-01"]),
        ("1000 cycles", ["CFIT-LAP-BAT-01"]),
        ("1,000 cycles", ["CFIT-LAP-BAT-01"]),
        ("CFIT-PRI-PAP-01", ["CFIT-PRI-PAP-01"]),
        ("cafe", ["CFIT-PRI-PAP-01"]),
        ("printer", ["CFIT-PRI-PAP-01"]),
        ("Secret draft", []),
        ("zzz", []),
    ],
)
def test_words_find(library, words, refs):
    assert found(f"q={words.replace(' ', '+')}") == refs


@pytest.mark.parametrize("words", ["the", "of the and", "'"])
def test_words_too_common_to_search_for_find_everything(library, words):
    assert ask(f"q={words}").total == 3


@pytest.mark.parametrize(
    "words", ["&|!():*", "'''", '"""', "a" * 5000, "🙂", "\u202eabc", "-", "\\", "%27;DROP TABLE", "<b>", "or or or"]
)
def test_no_words_break_the_search(library, words):
    parameters = QueryDict(mutable=True)
    parameters["q"] = words
    assert search.ask(parameters, NOBODY, CRITERIA).total >= 0


def test_words_and_filters_narrow_together(library):
    assert found("q=battery&product=printer") == []
    assert found("q=paper&product=printer") == ["CFIT-PRI-PAP-01"]


def test_counts_follow_the_words(library):
    groups = {group.key: group for group in ask("q=battery").groups}
    assert {option.value: option.count for option in groups["product"].options} == {"laptop": 2, "printer": 0}


def test_mistyped_word_is_suggested(library):
    assert ask("q=batery").suggestion.words == "battery"


def test_suggestions_come_from_published_words_only(library):
    assert ask("q=secrett").suggestion is None


def test_zero_results_say_which_filter_to_drop(library):
    loosened = ask("q=paper&product=laptop").loosened
    assert [(chip.label, chip.remove_url, count) for chip, count in loosened] == [("Laptop", "?q=paper", 1)]


@pytest.mark.parametrize(
    ("sort", "first"),
    [("title", "CFIT-LAP-BAT-01"), ("reference", "CFIT-LAP-BAT-01"), ("newest", "CFIT-LAP-BAT-01")],
)
def test_sorting(library, sort, first):
    assert found(f"sort={sort}")[0] == first


def test_most_ambitious_first():
    make_criterion(title="Basic one", level="basic")
    make_criterion(title="Spearhead one", level="spearhead")
    make_criterion(title="Advanced one", level="advanced")
    titles = [document.title for document in ask("sort=ambition").documents]
    assert titles == ["Spearhead one", "Advanced one", "Basic one"]


def test_pages_hold_twenty_and_beyond_the_end_is_the_last():
    for _number in range(45):
        make_criterion()
    result = ask("page=99")
    assert (result.pages, result.page, len(result.documents), result.asked_beyond_end) == (3, 3, 5, True)


def test_pager_shows_ends_neighbours_and_gaps():
    for _number in range(30):
        make_criterion()
    result = ask("page=2")
    wide = search.Result(result.asked, 400, (), (), (), page=10, pages=20)
    assert [(link.number, bool(link.url)) for link in wide.page_links] == [
        (1, True), (7, False), (8, True), (9, True), (10, True), (11, True), (12, True), (19, False), (20, True)
    ]  # fmt: skip
