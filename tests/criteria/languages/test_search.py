"""Words are found in each language by its own stems, and marked where they stand; drafts are never found."""

from io import StringIO

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from criteria.models import LibrarySearchText, LibraryText
from criteria.terms import TextState
from tests.criteria.test_search import ask, found
from tests.factories.criteria import make_criterion
from tests.factories.languages import change, make_text

pytestmark = pytest.mark.django_db
REF = "CFIT-LAP-BAT-01"


def make_battery(language, **texts):
    criterion = make_criterion(ref=REF, title="A battery that lasts", summary="For years.", requirement="It lasts.")
    return make_text(criterion, language, texts=texts)


@pytest.mark.parametrize(
    ("language", "text", "words"),
    [
        ("nl", "De batterij gaat lang mee", "batterijen"),
        ("de", "Die Batterie ist zu tauschen", "Batterien"),
        ("de", "Ersatzteile für Geräte", "gerat"),
        ("fr", "La batterie est réparable", "batteries"),
        ("fr", "La batterie est réparable", "reparables"),
        ("nb", "Batteriet varer lenge", "batterier"),
        ("sv", "Batteriet håller länge", "batterierna"),
        ("fi", "Akku kestää pitkään", "akkuja"),
        ("da", "Batteriet holder længe", "batterier"),
        ("it", "La batteria dura a lungo", "batterie"),
        ("es", "La batería dura mucho", "baterias"),
    ],
)
def test_words_are_found_by_the_stems_of_their_language(language, text, words):
    make_battery(language, title=text)
    result = ask(f"q={words}&lang={language}")
    assert [document.ref for document in result.documents] == [REF]
    assert "<mark>" in result.hits[0].title


def test_the_original_is_found_in_every_language():
    make_battery("nl", title="De accu gaat lang mee")
    (hit,) = ask("q=batteries&lang=nl").hits
    assert (hit.title, hit.quote) == ("De accu gaat lang mee", "A <mark>battery</mark> that lasts")
    assert hit.languages == ("nl", "en", "en")


def test_another_language_is_not_searched_but_offered():
    make_battery("nl", title="De batterij gaat lang mee")
    assert found("q=batterij&lang=de") == []
    ((query, count),) = ask("q=batterij&lang=de").elsewhere
    assert (query.url, count) == ("?q=batterij&lang=nl", 1)


def test_words_of_a_draft_are_found_nowhere(client):
    criterion = make_criterion(title="A battery")
    make_text(criterion, "nl", state=TextState.DRAFT, texts={"title": "Geheimzinnig"})
    result = ask("q=geheimzinnig&lang=nl")
    assert (result.total, result.elsewhere, result.suggestion) == (0, (), None)
    assert ask("q=geheimzinige&lang=nl").suggestion is None
    assert "language=nl" not in client.get("/en/criteria/?q=geheimzinnig").text
    assert not LibraryText.objects.exists()
    assert not LibrarySearchText.objects.exclude(language="en").exists()


def test_what_is_out_of_date_is_not_found_any_more():
    row = make_battery("nl", title="De batterij", requirement="Het gaat mee.")
    change(row.criterion, title="A cell that lasts")
    assert found("q=batterij&lang=nl") == []
    assert found("q=gaat+mee&lang=nl") == [REF]
    assert ask("lang=nl").hits[0].title == "A cell that lasts"


def test_a_rebuilt_library_has_its_texts_again():
    make_battery("nl", title="De batterij gaat mee")
    LibraryText.objects.all().delete()
    LibrarySearchText.objects.all().delete()
    call_command("rebuild_library", stdout=StringIO())
    assert found("q=batterijen&lang=nl") == [REF]


def test_a_number_is_found_beside_words_of_a_language():
    criterion = make_criterion(parameters=({"value": 800, "unit": "cycles", "comparator": "at_least"},))
    make_text(criterion, "nl", texts={"title": "Batterij", "parameters.p0.unit": "cycli"})
    assert found("q=batterij+at+least+500+cycles&lang=nl") == [criterion.ref]


def test_a_mistyped_word_of_a_language_is_mended():
    make_battery("nl", title="Herstelbaarheid")
    assert ask("q=herstelbarheid&lang=nl").suggestion.words == "herstelbaarheid"


def test_list_says_what_it_has_in_the_language():
    make_battery("nl", title="De batterij")
    other = make_criterion(title="Zinc")
    first, second = ask("lang=nl").hits
    assert (first.title, first.sentence, first.languages[:2]) == ("De batterij", "For years.", ("nl", "en"))
    assert first.text.state == TextState.CHECKED
    assert (second.title, second.is_missed) == (other.title, True)


@pytest.mark.parametrize("words", ["", "&q=batterij"])
def test_another_language_costs_the_same_for_many(words):
    for _number in range(3):
        make_text(make_criterion(), "nl", texts={"title": "De batterij", "summary": "Kort"})
    ask(f"lang=nl{words}")
    with CaptureQueriesContext(connection) as few:
        assert len(ask(f"lang=nl{words}").hits) == 3
    for _number in range(9):
        make_text(make_criterion(), "nl", texts={"title": "De batterij", "summary": "Kort"})
    ask(f"lang=nl{words}")
    with CaptureQueriesContext(connection) as many:
        assert len(ask(f"lang=nl{words}").hits) == 12
    assert len(few) == len(many) <= 5


def test_the_filter_names_the_languages_of_texts():
    make_battery("nl", title="De batterij")
    make_criterion()
    group = next(group for group in ask("").groups if group.key == "language")
    assert {option.value: option.count for option in group.options} == {"en": 2, "nl": 1}


def test_the_english_search_asks_nothing_more():
    make_criterion(title="A battery")
    ask("")
    with CaptureQueriesContext(connection) as queries:
        ask("q=battery")
    assert len(queries) == 3
    assert "librarytext" not in str([query["sql"] for query in queries])
