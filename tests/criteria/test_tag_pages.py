"""Pages, feeds, suggestions and search of tags: they lead everywhere, and tell nothing that is hidden."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.models import PageViewRestriction

from criteria.models import Tag, TagRedirect
from criteria.tags import queries
from criteria.tags.actions import merge
from criteria.tags.suggestions import similar_to, suggest
from portal.reader import NOBODY
from tests.factories.criteria import make_criterion
from tests.factories.pages import make_event, make_home, make_news
from tests.factories.resources import make_resource
from tests.factories.tags import make_tag
from tests.keeping import kept
from tests.people import make_user

pytestmark = pytest.mark.django_db
TAG = "/en/tags/laptop/"
DOORS = {
    "list": "/en/tags/",
    "filter": "/en/tags/?q=whisp",
    "page": "/en/tags/whisper/",
    "capitals": "/en/tags/Whisper/",
    "old address": "/en/tags/murmur/",
    "feed": "/feeds/tags/whisper.atom",
    "old feed": "/feeds/tags/murmur.atom",
    "suggestions": "/en/tags/suggest/?q=whis",
    "suggestions by other word": "/en/tags/suggest/?q=hush",
    "site search": "/en/search/?q=whisp",
    "sitemap": "/sitemap.xml",
    "neighbour": "/en/tags/harmless/",
    "library": "/en/criteria/",
}


def tagged(thing, *names):
    thing.tags.add(*names)
    thing.save()
    return thing


def private(page):
    PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)


def draft_criterion():
    make_criterion(published=False, tags=("whisper", "harmless")).save()


def changed_criterion():
    criterion = make_criterion(tags=("harmless",))
    criterion.tags.add("whisper")
    criterion.save_revision()


def unpublished_news():
    tagged(make_news(), "whisper", "harmless").unpublish()


def private_news():
    private(tagged(make_news(), "whisper", "harmless"))


def private_event():
    private(tagged(make_event(), "whisper", "harmless"))


HIDDEN = [draft_criterion, changed_criterion, unpublished_news, private_news, private_event]


@pytest.fixture(params=HIDDEN, ids=lambda make: make.__name__)
def hidden(request):
    make_home()
    make_criterion(tags=("harmless",))
    request.param()
    tag = Tag.objects.filter(name="whisper").first() or make_tag("whisper")
    tag.synonyms.create(name="hush")
    TagRedirect.objects.create(old_slug="murmur", tag=tag)


@pytest.mark.parametrize("who", ["visitor", "member", "editor"])
def test_words_of_hidden_things_are_told_nowhere(hidden, person, who):
    for door, address in DOORS.items():
        response = person(who).client.get(address, follow=True)
        closed = door in {"page", "capitals", "old address", "feed", "old feed"}
        assert response.status_code == (404 if closed else 200), door
        assert "whisper" not in response.text.replace(address, "").lower(), door
        assert "hush" not in response.text, door


def test_counts_leave_hidden_things_out(hidden):
    harmless = Tag.objects.get(name="harmless")
    shown = queries.page_of(NOBODY, harmless)
    assert shown.total == queries.counts(NOBODY)[harmless.pk] == sum(len(section.items) for section in shown.sections)
    assert shown.related == ()


def test_agreed_word_is_there_before_anything_carries_it(client):
    make_home()
    make_tag("laptop", curated=True)
    assert "Nothing carries this tag yet" in client.get(TAG).text
    assert "laptop" in client.get("/en/tags/").text
    assert "tags/laptop" not in client.get("/sitemap.xml").text


def test_page_shows_everything_with_the_tag_by_kind(client):
    make_tag("laptop", synonyms=("notebook",), description="Portable computers.")
    make_criterion(tags=("laptop", "battery"), title="Cycles")
    tagged(make_news("Good news"), "laptop")
    tagged(make_event("Buyers meet"), "laptop", "battery")
    page = client.get(TAG).text
    assert page.index("Cycles") < page.index("Good news") < page.index("Buyers meet")
    for words in ("Portable computers.", "notebook", "/en/tags/battery/", "/feeds/tags/laptop.atom", 'rel="canonical"'):
        assert words in page, words


def test_things_lead_to_the_pages_of_their_tags(client):
    criterion = make_criterion(tags=("laptop",))
    news, event = tagged(make_news(), "laptop"), tagged(make_event(), "laptop")
    for address in (criterion.get_absolute_url(), news.get_url(), event.get_url()):
        assert f'href="{TAG}"' in client.get(address).text


@pytest.mark.parametrize(
    ("asked", "status", "leads_to"),
    [
        ("/en/tags/notebook/", 301, TAG),
        ("/en/tags/Laptop/", 301, TAG),
        ("/en/tags/NOTEBOOK/", 301, TAG),
        ("/feeds/tags/notebook.atom", 301, "/feeds/tags/laptop.atom"),
        ("/en/tags/nothing/", 404, None),
        ("/feeds/tags/nothing.atom", 404, None),
        ("/en/tags/%3Cb%3E/", 404, None),
        ("/en/tags/" + "x" * 300 + "/", 404, None),
        ("/en/tags/%00/", 400, None),
        ("/en/tags/suggest/", 200, None),
    ],
)
def test_old_and_odd_addresses(client, asked, status, leads_to):
    make_home()
    make_criterion(tags=("laptop",))
    TagRedirect.objects.create(old_slug="notebook", tag=Tag.objects.get())
    response = client.get(asked)
    assert response.status_code in {status, 404 if status == 400 else status}
    assert response.headers.get("Location") == leads_to


def test_list_has_agreed_words_first_then_the_alphabet(client):
    make_home()
    make_criterion(tags=("battery", "Zebra", "ähnlich"))
    make_tag("warranty", curated=True)
    page = client.get("/en/tags/").text
    places = [page.index(f">{name}</a>") for name in ("warranty", "ähnlich", "battery", "Zebra")]
    assert places == sorted(places)


@pytest.mark.parametrize(("typed", "found"), [("not", True), ("LAP", True), ("zz", False), ("%", False), ("_", False)])
def test_list_can_be_filtered_by_word_and_other_word(client, typed, found):
    make_home()
    make_tag("laptop", curated=True, synonyms=("notebook",))
    page = client.get("/en/tags/", {"q": typed}).text
    assert (">laptop</a>" in page) is found
    assert ("No tag has these letters" in page) is not found


@pytest.mark.parametrize(
    ("typed", "names"),
    [
        ("lap", ["laptop", "lap desk"]),
        ("LÀP", ["laptop", "lap desk"]),
        ("notebook", ["laptop"]),
        ("desk", ["lap desk"]),
        ("labtop", ["laptop"]),
        ("", []),
        ("%", []),
        ("<b>", []),
        ("qqq", []),
    ],
)
def test_suggestions_fit_by_beginning_word_other_word_and_likeness(client, typed, names):
    make_tag("laptop", curated=True, synonyms=("notebook",))
    make_criterion(tags=("lap desk",))
    answer = client.get("/en/tags/suggest/", {"q": typed}).json()
    assert [each["name"] for each in answer] == names


def test_suggestion_says_by_which_word_and_how_often(client):
    make_tag("laptop", synonyms=("notebook",))
    make_criterion(tags=("laptop",))
    make_criterion(tags=("laptop",), published=False).save()
    assert client.get("/en/tags/suggest/?q=note").json() == [{"name": "laptop", "note": "notebook · 1 use"}]


def test_similar_tags_are_shown_to_editors():
    tag = make_tag("laptop")
    other = make_tag("laptops")
    make_tag("battery")
    assert list(similar_to(tag)) == [other]


@pytest.mark.parametrize("words", ["laptop", "Notebook", "note", "lap"])
def test_site_search_finds_tags_by_every_word(client, words):
    make_home()
    make_tag("laptop", curated=True, synonyms=("notebook",))
    assert f'href="{TAG}"' in client.get("/en/search/", {"q": words}).text


def test_feed_holds_public_things_latest_first(client):
    make_criterion(tags=("laptop",), title="Cycles & more")
    tagged(make_news("Good news"), "laptop")
    private(tagged(make_news("Secret news"), "laptop"))
    response = client.get("/feeds/tags/laptop.atom", headers={"Accept-Language": "nl"})
    assert response.headers["Content-Type"].startswith("application/atom+xml")
    assert response.text.index("Cycles &amp; more") < response.text.index("Good news")
    assert "Secret" not in response.text


def test_sitemap_lists_tags_that_lead_somewhere(client):
    make_home()
    make_criterion(tags=("laptop",))
    assert TAG in client.get("/sitemap.xml").text


COSTED = ["/en/tags/", TAG, "/en/tags/suggest/?q=lap", "/en/tags/?q=lap"]


@kept
def costs():
    """What each address asks the database beside one, three and thirty more things, which are made once for all."""
    make_home()
    found = {address: [] for address in COSTED}
    for number in (1, 3, 30):
        for each in range(number):
            make_criterion(tags=("laptop", f"lap {number} {each}"))
            tagged(make_news(f"News {number} {each}"), "laptop", f"lap {number} {each}")
            tagged(make_event(f"Event {number} {each}"), "laptop")
        for address in COSTED:
            client = Client()
            client.get(address)
            with CaptureQueriesContext(connection) as captured:
                assert client.get(address).status_code == 200
            found[address].append(len(captured))
    return found


@pytest.mark.parametrize("address", COSTED)
def test_cost_is_the_same_at_one_three_and_thirty(costs, address):
    assert len(costs[address]) == 3
    assert len(set(costs[address])) == 1, costs
    assert costs[address][0] <= 15


def test_suggestions_are_few_and_ordered():
    for number in range(20):
        make_criterion(tags=(f"battery {number:02d}",))
    make_tag("battery", curated=True)
    found = [each.counted.tag.name for each in suggest("batt", NOBODY)]
    assert len(found) == 8
    assert found[0] == "battery"


@pytest.mark.parametrize("shelf", ["/en/criteria/", "/en/resources/"])
def test_filters_follow_a_tag_that_was_merged(client, shelf):
    make_criterion(tags=("repair", "other"))
    make_resource(tags=("repair", "other"))
    merge(make_tag("mending"), Tag.objects.get(slug="repair"), by=make_user("edda@example.org", superuser=True))
    answer = client.get(f"{shelf}?q=x&tag=mending&tag=other&view=table")
    assert (answer.status_code, answer["Location"]) == (301, f"{shelf}?q=x&tag=repair&tag=other&view=table")
    assert client.get(f"{shelf}?tag=never-was").status_code == 200
