"""The pages of a search hold, one after the other, what its whole list holds: they are asked for in another way."""

from itertools import count

import pytest
from django.http import QueryDict

from criteria.library import search
from criteria.library.bits import rids_of
from criteria.library.by_words import Wish
from criteria.library.criteria_shelf import CRITERIA
from criteria.library.finding import find
from portal.reader import NOBODY
from tests.factories.criteria import make_criterion
from tests.factories.languages import make_text
from tests.keeping import kept

pytestmark = pytest.mark.django_db

PARTS = ("battery", "battery pack", "a pack without it", "a battery beside another battery")


@kept
def library():
    """Criteria that hold the words in different places, and as often that ranks are the same."""
    for number in range(24):
        said = PARTS[number % 4]
        criterion = make_criterion(
            ref=f"CFIT-LAP-GEN-{number:02}",
            title=f"{'Battery' if number % 5 == 0 else 'Device'} {number % 3}",
            requirement=f"It has {said}.",
            products=("printer",) if number % 2 else ("laptop",),
            parameters=({"value": 100 * (number % 6), "comparator": "at_least", "unit": "cycles"},),
        )
        if number % 3:
            make_text(criterion, "nl", texts={"requirement": f"Het heeft {said.replace('battery', 'batterij')}."})


@pytest.fixture
def small_pages(monkeypatch):
    monkeypatch.setattr(search, "PER_PAGE", 4)


def pages_of(address):
    for page in count(1):
        result = search.ask(QueryDict(f"{address}&page={page}"), NOBODY, CRITERIA)
        yield [entry.rid for entry in result.entries]
        if page >= result.pages:
            return


@pytest.mark.parametrize("order", ["relevance", "title", "newest", "ambition", "reference"])
@pytest.mark.parametrize("narrowed", ["", "&product=printer", "&product=printer&product=laptop&type=technical_spec"])
@pytest.mark.parametrize("language", ["", "&lang=nl"])
@pytest.mark.parametrize(
    "words", ["battery", "batterij", "pack battery", "battery >= 300 cycles", "300 cycles pack", "the"]
)
def test_pages_hold_the_list(library, small_pages, words, language, narrowed, order):
    address = f"q={words.replace(' ', '+').replace('>=', '%3E%3D')}{language}{narrowed}&sort={order}"
    pages = list(pages_of(address))
    whole = search.narrow(QueryDict(address), NOBODY, CRITERIA)
    assert [rid for page in pages for rid in page] == [row.rid for row in whole.rows]
    assert sum(map(len, pages)) == whole.total
    assert all(len(page) == 4 for page in pages[:-1])


def test_a_page_after_the_last_shows_the_last(library, small_pages):
    *_others, last = pages_of("q=battery")
    result = search.ask(QueryDict("q=battery&page=99"), NOBODY, CRITERIA)
    assert [entry.rid for entry in result.entries] == last
    assert result.asked_beyond_end


def test_a_record_younger_than_the_counts_is_passed_over(library):
    everything = find("battery", CRITERIA)
    oldest = everything.bits & -everything.bits
    wish = Wish(oldest, search.BEST_FIRST, 0, 100)
    found = find("battery", CRITERIA, wish=wish)
    assert found.first == tuple(rids_of(oldest))
    assert found.bits == everything.bits


def test_an_empty_wish_gives_nothing_first(library):
    found = find("battery", CRITERIA, wish=Wish(0, search.BEST_FIRST, 0, 100))
    assert found.first == ()
