"""Pages of several criteria in the reader's language: what is marked, what it costs, what stays hidden."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from criteria.terms import TextState
from networks.models import Role
from tests.criteria.languages.conftest import REF
from tests.factories.adoption import take
from tests.factories.criteria import make_criterion
from tests.factories.languages import change, make_text
from tests.factories.members import make_member
from tests.factories.selections import make_selection

pytestmark = pytest.mark.django_db
OTHER = "CFIT-LAP-BAT-02"
COMPARE = f"/en/criteria/compare/?ref={REF}&ref={OTHER}"
TOPIC, MATRIX = "/en/criteria/topics/battery/", "/en/criteria/matrix/"
POSITION = f"/en/criteria/{REF}/positions/netherlands/"
SELECTION = f"/en/selection/?ref={REF}&ref={OTHER}"
NETWORK = "/en/networks/netherlands/"
MARK = '<span class="status">Original in English</span>'


def in_dutch(address):
    return f"{address}{'&' if '?' in address else '?'}lang=nl"


PAGES = [COMPARE, TOPIC, MATRIX, SELECTION, NETWORK]
"""Pages with both criteria, of which one has a Dutch text and the other none."""


def plain(response):
    assert response.status_code == 200
    return " ".join(response.text.split())


def about(page, title):
    """What a page says right behind a title, wherever it stands."""
    return " ".join(said[:400] for said in page.split(title)[1:])


@pytest.fixture
def two(criterion, netherlands):
    """A criterion and another on the same topic, asked for by the Dutch network."""
    change(criterion, topic="battery")
    other = make_criterion(ref=OTHER, title="Another battery", summary="Shorter.", topic="battery", sources=("NL",))
    for each in (criterion, other):
        take(netherlands, each, "identical")
    return criterion, other


@pytest.mark.parametrize("address", PAGES)
def test_each_criterion_is_read_in_its_text_and_what_has_none_is_marked(client, two, address):
    make_text(two[0])
    page = plain(client.get(in_dutch(address)))
    assert 'lang="nl">nl: A battery that lasts<' in page
    assert "Nederlands: Checked translation" in about(page, "nl: A battery that lasts")
    assert MARK in about(page, ">Another battery<")
    assert "1 criterion has no text in Nederlands yet and is shown in the original, English." in page


@pytest.mark.parametrize("address", PAGES)
def test_in_the_original_nothing_is_marked_and_the_languages_are_offered(client, two, address):
    make_text(two[0])
    page = plain(client.get(address))
    assert "nl: " not in page
    assert "Original in" not in page
    assert 'lang="nl">Nederlands</a>' in page
    found = re.search(r'<a href="([^"]+)" hreflang="nl"', page)[1].replace("&amp;", "&").replace("%40", "@")
    assert found == in_dutch(address)


@pytest.mark.parametrize("address", PAGES)
def test_a_title_that_is_out_of_date_is_shown_in_the_original_and_marked(client, two, address):
    make_text(two[0])
    change(two[0], title="A better battery")
    page = plain(client.get(in_dutch(address)))
    assert "nl: A battery that lasts" not in page
    assert MARK in about(page, ">A better battery<")


@pytest.mark.parametrize("address", PAGES)
def test_what_nobody_checked_is_said_to_be_so(client, two, address):
    make_text(two[0], state=TextState.MACHINE)
    page = plain(client.get(in_dutch(address)))
    assert "1 text was translated by a machine, and nobody has compared it with the original." in page
    assert "Nederlands: Machine translation, not checked" in page


@pytest.mark.parametrize("address", PAGES)
def test_a_language_nobody_wrote_in_falls_back_visibly(client, two, address):
    page = plain(client.get(address + ("&" if "?" in address else "?") + "lang=fi"))
    assert "2 criteria have no text in Suomi yet and are shown in the original, English." in page
    assert page.count(MARK) >= 2


@pytest.mark.parametrize("address", PAGES)
def test_the_language_stays_on_the_way_to_a_criterion(client, two, address):
    page = client.get(in_dutch(address)).text
    towards = re.findall(rf'href="(/en/criteria/{REF}/[^"#]*)"', page)
    assert towards
    assert all("lang=nl" in each for each in towards)


SECRET = "Geheimzinnigheid"


@pytest.mark.parametrize("who", ["visitor", "member", "reader", "contributor", "French coordinator"])
@pytest.mark.parametrize("address", [*PAGES, POSITION])
def test_drafts_of_translations_are_on_no_page_for_readers(two, people, address, who):
    """Not even for who may write them: they have a page of their own for that."""
    make_text(two[0], state=TextState.DRAFT, texts={"title": SECRET, "requirement": SECRET, "summary": SECRET})
    page = plain(people(who).client.get(in_dutch(address)))
    assert SECRET not in page
    assert "Nederlands</a>" not in page
    assert MARK in page or "You read the original" in page


def cost(client, address):
    client.get(address)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return len(captured)


def test_another_language_costs_one_query_however_many_there_are(client, netherlands):
    made, plainly, translated = [], [], []
    for number in (2, 30):
        for _each in range(number - len(made)):
            made.append(make_criterion(topic="battery", sources=("NL",)))
            make_text(made[-1])
            take(netherlands, made[-1], "identical")
        pages = [TOPIC, MATRIX, "/en/criteria/compare/?" + "&".join(f"ref={each.ref}" for each in made)]
        plainly.append([cost(client, page) for page in pages])
        translated.append([cost(client, in_dutch(page)) for page in pages])
    assert plainly[0] == plainly[1]
    assert translated[0] == translated[1] == [each + 1 for each in plainly[0]]
    assert plainly[0][1] <= 10
    assert max(translated[0][0], translated[0][2]) <= 7


def test_selections_and_networks_cost_one_query_for_each_list_too(client, two, netherlands):
    for each in two:
        make_text(each)
    assert cost(client, in_dutch(SELECTION)) == cost(client, SELECTION) + 1
    assert cost(client, in_dutch(NETWORK)) == cost(client, NETWORK) + 2


def test_an_edition_is_compared_in_the_text_of_its_time(client, two):
    make_text(two[0], texts={"title": "Accu van toen"})
    then = two[0].editions.first().number
    change(two[0], title="A better battery")
    page = plain(client.get(f"/en/criteria/compare/?ref={REF}@{then}&ref={OTHER}&lang=nl"))
    assert "Accu van toen" in page
    assert MARK in about(plain(client.get(in_dutch(COMPARE))), ">A better battery<")


def test_what_differs_and_what_is_stricter_is_decided_by_the_originals(client, netherlands):
    cycles = {"key": "cycles", "label": "Cycles", "unit": "cycles", "qualifier": "80 % left"}
    one = make_criterion(ref=REF, parameters=(cycles | {"value": 800},), rationale="The same reason.")
    make_criterion(ref=OTHER, parameters=(cycles | {"value": 1000},), rationale="The same reason.")
    make_text(one, texts={"rationale": "Een reden.", "parameters.cycles.qualifier": "nog 80 %"})
    whole = plain(client.get(in_dutch(COMPARE)))
    assert 'lang="nl">Een reden.' in whole
    assert "strictest" in whole
    assert "different conditions" not in whole
    assert "Een reden." not in plain(client.get(f"{in_dutch(COMPARE)}&differences=1"))


def test_comparing_goes_on_in_the_language(client, two):
    make_criterion(ref="CFIT-LAP-BAT-03")
    page = client.get(f"{COMPARE}&ref=CFIT-LAP-BAT-03&lang=nl").text
    assert f"?ref={REF}&amp;ref={OTHER}&amp;lang=nl" in page
    assert "differences=1&amp;lang=nl" in page
    assert '<input type="hidden" name="lang" value="nl">' in page


def test_the_matrix_keeps_its_filters_and_its_files_stay_as_they_are(client, two):
    make_text(two[0])
    page = client.get(f"{MATRIX}?product=laptop&lang=nl").text
    assert f'href="{MATRIX}?product=laptop" hreflang="en"' in page
    assert 'href="/en/criteria/matrix.xlsx?product=laptop"' in page
    assert 'href="?lang=nl"' in page  # Without that filter, still in Dutch.
    assert "nl: " not in client.get("/en/criteria/matrix.csv?lang=nl").text


def test_a_position_is_read_in_the_language_and_compared_in_the_original(client, criterion, netherlands):
    make_text(criterion, texts={"title": "Een accu", "requirement": "Hij haalt 800 cycli."})
    take(netherlands, criterion, "adapted", national_text="It keeps 900 cycles.")
    page = plain(client.get(in_dutch(POSITION)))
    assert '<h1 lang="nl">Een accu</h1>' in page
    assert "Checked translation" in page
    assert "Compared with the original wording in English" in page
    assert re.search(r"<del>.*800.*</del>", page)
    assert "Compared with the original" not in plain(client.get(POSITION))


def test_a_position_without_words_of_its_own_shows_the_requirement_as_it_is_read(client, criterion, netherlands):
    make_text(criterion, texts={"requirement": "Hij haalt 800 cycli."})
    take(netherlands, criterion, "identical")
    page = plain(client.get(in_dutch(POSITION)))
    assert '<p class="requirement" lang="nl">Hij haalt 800 cycli.</p>' in page
    assert f"<h1>A battery that lasts</h1> {MARK}" in page


@pytest.mark.parametrize("is_outdated", [False, True])
def test_a_position_costs_the_same_in_every_language_but_for_the_title_of_today(
    client, criterion, netherlands, is_outdated
):
    make_text(criterion)
    take(netherlands, criterion, "identical")
    if is_outdated:
        change(criterion, title="A better battery")
    assert (cost(client, POSITION), cost(client, in_dutch(POSITION))) == (7, 8 if is_outdated else 7)


def test_a_position_on_an_older_edition_is_read_in_the_text_of_that_edition(client, criterion, netherlands):
    make_text(criterion)
    take(netherlands, criterion, "identical")
    change(criterion, requirement="It keeps 1,000 cycles.")
    page = plain(client.get(in_dutch(POSITION)))
    assert '<p class="requirement" lang="nl">nl: It keeps 800 cycles.</p>' in page
    assert '<h1 lang="nl">nl: A battery that lasts</h1>' in page


def test_related_criteria_are_read_in_the_language_too(client, two):
    make_text(two[1])
    page = plain(client.get(f"/en/criteria/{REF}/?lang=nl"))
    assert f'<a href="/en/criteria/{OTHER}/?lang=nl" lang="nl">nl: Another battery</a>' in page


def test_a_saved_selection_keeps_the_language_when_it_is_changed(two, netherlands):
    maja = make_member(netherlands, "maja", Role.READER)
    saved = make_selection(maja.user, *two).get_absolute_url()
    make_text(two[0])
    assert "nl: A battery that lasts" in maja.client.get(in_dutch(saved)).text
    assert "lang=nl" in maja.client.post(saved, {"do": f"down {REF}", "lang": "nl"}).url


def test_a_pinned_edition_is_read_in_the_text_of_its_time(client, two):
    make_text(two[0], texts={"title": "Accu van toen"})
    then = two[0].editions.first().number
    change(two[0], title="A better battery")
    assert "Accu van toen" in client.get(f"/en/selection/?ref={REF}@{then}&lang=nl").text


@pytest.mark.parametrize("address", [f"/en/criteria/{REF}/changes/"])
def test_pages_in_the_original_say_so_to_who_reads_in_another_language(client, two, address):
    assert "in the language they were written in, English" in plain(client.get(in_dutch(address)))
    assert "they were written in" not in client.get(address).text
