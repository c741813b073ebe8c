"""Reading in a language, and the pages of translators: what is said, what is never shown, what it costs."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from criteria.models import CriterionText
from criteria.terms import TextState
from tests.criteria.languages.conftest import REF
from tests.factories.criteria import make_criterion
from tests.factories.languages import change, make_text

pytestmark = pytest.mark.django_db
PAGE, WRITE = f"/en/criteria/{REF}/", f"/en/criteria/{REF}/texts/nl/"


def plain(response):
    assert response.status_code == 200
    return " ".join(response.text.split())


def test_page_offers_its_languages_and_says_how_far_to_rely_on_each(client, criterion):
    make_text(criterion, "nl")
    make_text(criterion, "fr", state=TextState.MACHINE)
    page = plain(client.get(PAGE))
    assert f'<a href="{PAGE}?lang=nl" hreflang="nl" lang="nl">Nederlands</a>' in page
    assert "(by machine, not checked)" in page
    assert f"(checked, {date_format(timezone.localdate(), 'j F Y')})" in page
    assert f'<link rel="alternate" hreflang="nl" href="http://testserver{PAGE}?lang=nl">' in page
    assert f'<link rel="canonical" href="http://testserver{PAGE}">' in page


def test_page_is_read_in_the_language_and_marks_what_is_not(client, criterion):
    make_text(criterion, texts={"title": "Een batterij", "requirement": "800 cycli."})
    page = plain(client.get(f"{PAGE}?lang=nl"))
    assert '<h1 lang="nl">Een batterij</h1>' in page
    assert '<p class="requirement" id="requirement" lang="nl">800 cycli.</p>' in page
    assert '<div><p>A reason.</p></div> <span class="status">Original in English</span>' in page
    assert "5 paragraphs have no translation that fits them" in page
    assert f'<link rel="canonical" href="http://testserver{PAGE}?lang=nl">' in page
    assert "≥ 800" in page.replace("\u00a0", " ")
    assert "A battery that lasts. CFIT-LAP-BAT-01, edition 1.0." in page


def test_a_text_that_says_the_same_as_the_original_is_still_of_its_language(client, criterion):
    """What is kept of a page is kept by its texts, and these are the same letters."""
    said = criterion.requirement
    make_text(criterion, "nl", texts={"requirement": said})
    original = f'<p class="requirement" id="requirement">{said}</p>'
    dutch = f'<p class="requirement" id="requirement" lang="nl">{said}</p>'
    for _reading in range(2):
        assert original in plain(client.get(PAGE))
        assert dutch in plain(client.get(f"{PAGE}?lang=nl"))


@pytest.mark.parametrize(
    ("state", "words"),
    [
        (TextState.MACHINE, "The wording in English counts."),
        (TextState.CHECKED, "It was made from the original in English."),
        (TextState.OFFICIAL, "Official translation"),
    ],
)
def test_state_is_always_said(client, criterion, state, words):
    make_text(criterion, state=state)
    assert words in plain(client.get(f"{PAGE}?lang=nl"))


def test_what_is_out_of_date_is_shown_in_the_original(client, criterion):
    make_text(criterion)
    change(criterion, requirement="It keeps 1,000 cycles.")
    page = plain(client.get(f"{PAGE}?lang=nl"))
    assert (
        '<p class="requirement" id="requirement">It keeps 1,000 cycles.</p> <span class="status">Original in English'
        in page
    )
    assert "nl: It keeps 800" not in page


def test_each_edition_is_read_in_the_text_of_its_time(client, criterion):
    make_text(criterion)
    change(criterion, requirement="It keeps 1,000 cycles.")
    CriterionText.objects.update(replaced_at="2026-01-01T00:00Z")
    make_text(criterion)
    assert "nl: It keeps 800 cycles." in plain(client.get(f"{PAGE}1.0/?lang=nl"))
    assert "nl: It keeps 1,000 cycles." in plain(client.get(f"{PAGE}2.0/?lang=nl"))
    assert "nl: It keeps 1,000 cycles." in plain(client.get(f"{PAGE}?lang=nl"))


@pytest.mark.parametrize(("language", "told"), [("fi", True), ("xx", False), ("", False)])
def test_a_language_without_a_text_falls_back_and_says_so(client, criterion, language, told):
    page = plain(client.get(f"{PAGE}?lang={language}"))
    assert "A battery that lasts" in page
    assert ("There is no text in Suomi yet. You read the original in English." in page) == told


def test_texts_are_escaped(client, criterion):
    make_text(criterion, texts={"title": "<b>x</b>", "rationale": "<script>alert(1)</script>"})
    page = plain(client.get(f"{PAGE}?lang=nl"))
    assert "<script>alert" not in page
    assert "<b>x</b>" not in page


SECRET, HIDDEN = "Geheimzinnigheid", "Verborgenwoord"
DOORS = [
    f"{PAGE}?lang=nl",
    f"{PAGE}1.0/?lang=nl",
    "/en/criteria/?lang=nl",
    f"/en/criteria/?lang=nl&q={SECRET}",
    f"/en/search/?q={SECRET}",
    f"/criteria/{REF}.json?lang=nl",
    f"/criteria/{REF}.jsonld?lang=nl",
    f"/criteria/{REF}/1.0.json?lang=nl",
    f"/api/v1/criteria/{REF}?lang=nl",
    f"/api/v1/criteria/{REF}/editions/1.0?lang=nl",
    f"/api/v1/criteria?lang=nl&q={SECRET}",
    "/en/criteria/export.csv?lang=nl",
    f"/embed/criteria/{REF}/?lang=nl",
    WRITE,
    f"/en/criteria/{REF}/texts/",
    "/en/criteria/texts/?lang=nl",
]


@pytest.mark.parametrize("who", ["visitor", "member", "reader", "French coordinator"])
@pytest.mark.parametrize("door", DOORS)
def test_a_draft_is_told_to_nobody_who_does_not_write_in_its_language(criterion, people, who, door):
    make_text(
        criterion, state=TextState.DRAFT, texts={"title": f"{SECRET} {HIDDEN}", "requirement": f"{SECRET} {HIDDEN}"}
    )
    response = people(who).client.get(door)
    found = b"".join(response) if response.streaming else response.content
    assert HIDDEN not in found.decode()


@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("visitor", 302),
        ("member", 404),
        ("reader", 404),
        ("French coordinator", 404),
        ("contributor", 200),
        ("reviewer", 200),
        ("editor", 200),
        ("admin", 200),
    ],
)
def test_who_writes_in_a_language_finds_its_page(criterion, people, who, status):
    assert people(who).client.get(WRITE).status_code == status


@pytest.mark.parametrize("address", ["/en/criteria/CFIT-NOT-NOT-01/texts/nl/", f"/en/criteria/{REF}/texts/xx/"])
def test_there_is_no_page_for_what_does_not_exist(criterion, people, address):
    assert people("admin").client.get(address).status_code == 404


def test_the_original_stands_beside_its_translation(criterion, people):
    make_text(criterion, texts={"title": "Een batterij", "requirement": "80 cycli."})
    change(criterion, title="A battery that lasts long")
    page = plain(people("contributor").client.get(WRITE))
    assert "What changed in the original since it was translated" in page
    assert "<ins>" in page
    assert "80, 800 is in one of the two texts only." in page
    assert "The translation still fits as it is" in page


def posted(edition="1.0", seen=0, **texts):
    return {"edition": edition, "seen": seen, "remark": "", **{f"text-{key}": text for key, text in texts.items()}}


def test_a_draft_is_saved_and_what_was_typed_stays_when_somebody_was_faster(criterion, people):
    mine, theirs = people("contributor").client, people("reviewer").client
    assert theirs.post(WRITE, posted(title="Accu")).status_code == 302
    response = mine.post(WRITE, posted(title="Batterij"))
    assert response.status_code == 409
    page = " ".join(response.text.split())
    assert 'value="Batterij"' in page
    assert 'Saved meanwhile:</b> <span lang="nl">Accu' in page
    assert 'name="seen" value="1"' in page
    assert mine.post(WRITE, posted(seen=1, title="Batterij")).status_code == 302
    assert CriterionText.objects.get().paragraphs["title"]["text"] == "Batterij"


def test_what_was_typed_for_an_older_edition_is_kept_with_it(criterion, people):
    change(criterion, title="A cell", rationale="")
    client = people("contributor").client
    assert client.post(WRITE, posted(title="Batterij", rationale="Een reden.")).status_code == 302
    draft = CriterionText.objects.get()
    assert draft.paragraphs["rationale"] == {"text": "Een reden.", "original": "A reason."}
    assert (draft.paragraphs["title"]["original"], draft.stale) == ("A battery that lasts", 1)
    page = plain(client.get(WRITE))
    assert "No longer used" in page


def test_mistakes_are_answered_and_keep_what_was_typed(criterion, people):
    response = people("contributor").client.post(WRITE, posted(title="x" * 300, summary="Kort"))
    assert response.status_code == 422
    assert 'value="Kort"' in response.text
    assert not CriterionText.objects.exists()


@pytest.mark.parametrize(
    ("who", "offered"),
    [
        ("contributor", set()),
        ("reviewer", {"Mark as checked", "Show as a machine translation"}),
        ("editor", set()),
    ],
)
def test_steps_are_offered_to_who_may_take_them(criterion, people, who, offered):
    make_text(criterion, state=TextState.DRAFT)
    page = plain(people(who).client.get(WRITE))
    assert {label for label in ("Mark as checked", "Show as a machine translation") if label in page} == offered


def test_a_step_is_taken_and_an_old_one_refused(criterion, people):
    make_text(criterion, state=TextState.DRAFT)
    client = people("reviewer").client
    assert client.post(f"{WRITE}check/", {"seen": 7}).status_code == 409
    assert client.post(f"{WRITE}check/", {"seen": 1}).status_code == 302
    assert client.post(f"{WRITE}check/", {"seen": 1}).status_code == 404
    assert client.post(f"{WRITE}official/", {"seen": 1}).status_code == 404
    assert CriterionText.objects.get().state == TextState.CHECKED


@pytest.mark.parametrize("need", ["", "&need=missing", "&need=stale"])
def test_the_list_costs_the_same_for_any_number(people, need):
    client = people("contributor").client
    costs = []
    for more in (1, 2, 27):
        for _number in range(more):
            make_text(make_criterion(), texts={"title": "Accu"})
        CriterionText.objects.update(stale=1)
        client.get("/en/criteria/texts/?lang=nl")
        with CaptureQueriesContext(connection) as queries:
            page = client.get(f"/en/criteria/texts/?lang=nl{need}")
        costs.append(len(queries))
    assert page.text.count("<tr>") == 31
    assert costs[0] == costs[1] == costs[2]


@pytest.mark.parametrize("address", [PAGE, f"{PAGE}?lang=nl", f"{PAGE}1.0/?lang=nl"])
def test_reading_in_a_language_stays_within_ten_queries(client, criterion, address):
    for language in ("nl", "fr", "de"):
        make_text(criterion, language)
    client.get(address)
    with CaptureQueriesContext(connection) as queries:
        client.get(address)
    assert len(queries) <= 10


def test_member_home_names_what_became_out_of_date(criterion, people):
    make_text(criterion)
    home = reverse("members:home")
    assert "translation to look at again" not in plain(people("contributor").client.get(home))
    change(criterion, title="A cell")
    assert "1 translation to look at again" in plain(people("contributor").client.get(home))
    assert "translation to look at again" not in plain(people("reader").client.get(home))


def test_cms_names_and_finds_what_is_missing(criterion, people):
    make_text(criterion, "nl")
    other = make_criterion(title="Untranslated")
    admin = people("admin").client
    listing = reverse("wagtailsnippets_criteria_criterion:list")
    page = admin.get(f"{listing}?missing_in=nl").text
    assert other.ref in page
    assert REF not in page
    change(criterion, title="A cell")
    assert REF in admin.get(f"{listing}?need=text_stale").text
    editor = admin.get(reverse("wagtailsnippets_criteria_criterion:edit", args=[criterion.pk])).text
    assert f'href="{WRITE}"' in editor
