"""Pages that are in another language than a text say so to screen readers, of the text alone (WCAG 3.1.2)."""

import re

import pytest
from django.template.loader import render_to_string
from django.utils.translation import override

from criteria.consulting.places import places_of
from criteria.editions.queries import between
from criteria.languages.listing import Rendition
from criteria.languages.reading import Text
from criteria.languages.said import language_of, made_of, stays_in_original
from criteria.library import wording
from criteria.terms import TextState
from tests.factories.documents import make_document, make_parameter

CYCLES = make_parameter("cycles", 800, unit="cycles", label="Cycles", qualifier="80 % left")


def shown(template, **context):
    """A part of a page whose language is Dutch."""
    with override("nl"):
        return " ".join(render_to_string(template, context).split())


@pytest.fixture
def change():
    before = make_document(requirement="It keeps 800 cycles.", parameters=(CYCLES,))
    parameters = (CYCLES.model_copy(update={"qualifier": "90 % left", "buyer_may_change": True}),)
    return between(before, before.model_copy(update={"requirement": "It keeps 900 cycles.", "parameters": parameters}))


def test_what_differs_is_in_the_language_of_the_criterion_and_the_words_around_it_in_the_pages(change):
    page = shown("criteria/parts/differences.html", difference=change.difference)
    assert '<p class="difference" lang="en">It keeps ' in page
    assert re.search(r'<ins><span class="visually-hidden" lang="nl">[^<]+</span>900', page)


def test_of_a_part_its_own_texts_alone_are_in_that_language(change):
    page = shown("criteria/parts/differences.html", difference=change.difference)
    assert '<span lang="en">cycles, 90 % left</span>' in page
    assert "· Buyers may change it" in page


def test_a_page_in_the_language_of_the_criterion_marks_nothing(change):
    with override("en"):
        assert "lang=" not in re.sub(
            r'visually-hidden" lang="en"', "", render_to_string("criteria/parts/differences.html", vars(change))
        )


def test_people_are_asked_about_texts_that_know_their_language():
    places = places_of(make_document(parameters=(CYCLES,), rationale="A reason."))
    assert {language_of(place.text) for place in places if place.is_text} == {"en"}
    assert {language_of(line) for place in places for line in place.lines} == {"en"}


def test_a_line_of_several_texts_is_in_the_original_as_soon_as_one_of_them_is():
    text = Text("nl", TextState.CHECKED, None, {"parameters.cycles.qualifier": "nog 80 %"})
    whole = Rendition("nl", text).whole(make_document(parameters=(CYCLES,)))
    line = wording.meaning(whole.parameters[0])
    assert line == "cycles, nog 80 %"
    assert (language_of(line), stays_in_original(line)) == ("en", "en")
    assert made_of("800", "plain words") == "800"
    assert language_of(made_of("800", "plain words")) == ""
