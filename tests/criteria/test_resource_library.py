"""The shelf of guidelines and tools: everybody finds what they may see, and nothing tells of the rest."""

import pytest
from django.http import QueryDict
from django.utils import timezone

from criteria.library import facets, search
from criteria.resources import projection
from criteria.resources.queries import resources_of_criterion, resources_of_network, site_search
from criteria.resources.shelf import RESOURCES
from criteria.terms import Visibility
from portal.reader import NOBODY, Reader
from tests.factories.criteria import make_criterion, make_product_group
from tests.factories.pages import make_network
from tests.factories.resources import join, make_resource
from tests.keeping import kept
from tests.people import make_user

pytestmark = pytest.mark.django_db
BROWSE = "/en/resources/"


@kept
def norway():
    return make_network("Norway", "NO")


@kept
def sweden():
    return make_network("Sweden", "SE")


@kept
def norwegian(norway):
    user = make_user("nora@example.org")
    join(user, norway)
    return user


@kept
def swede(sweden):
    user = make_user("sven@example.org")
    join(user, sweden)
    return user


def ask(address, reader=NOBODY):
    return search.ask(QueryDict(address), reader, RESOURCES)


def titles(address="", reader=NOBODY):
    return {document.title for document in ask(address, reader).documents}


def values(result, group):
    return {option.value: option.count for each in result.groups if each.key == group for option in each.options}


def everything_told(result):
    """Every word and number of an answer."""
    groups = [(group.key, group.options) for group in result.groups]
    return result.total, result.everything, result.documents, groups, result.chips, result.suggestion, result.loosened


def make_secret(network, **fields):
    told = {"title": "Zeppelin harbour", "abstract": "How to dirigible.", "kind": "tool", "year": 1999}
    told |= {"tags": ("whisper",), "products": ("teapot",), "themes": ("secrecy",), "languages": ["is"]}
    told |= {"text": "moorings of quicksilver"}
    return make_resource(visibility="network", network=network, **told | fields)


SECRET_ADDRESSES = [
    *("", "sort=newest", "q=zeppelin", "q=zepelin", "q=quicksilver", "q=quicksilvr", "q=guide+-zeppelin", "q=1999"),
    *("kind=tool", "tag=whisper", "product=teapot", "theme=secrecy", "language=is", "year=1999", "network=norway"),
    *("visibility=network", "visibility=public", "seen=secretariat", "seen=public", "q=guyde&tag=whisper"),
]


@pytest.mark.parametrize("address", SECRET_ADDRESSES)
@pytest.mark.parametrize("who", ["visitor", "without a network", "of another network"])
def test_answers_are_the_same_with_and_without_what_is_hidden(norway, swede, address, who):
    people = {"visitor": NOBODY, "without a network": Reader(make_user("noa@example.org"))}
    reader = people.get(who) or Reader(swede)
    make_resource(title="Guide to repair", tags=("repair",), products=("laptop",))
    before = ask(address, reader)
    make_secret(norway)
    after = ask(address, reader)
    assert (after.asked, everything_told(after)) == (before.asked, everything_told(before))


def test_members_of_the_network_find_it(norway, norwegian):
    make_secret(norway)
    reader = Reader(norwegian)
    for address in [*SECRET_ADDRESSES[:3], "q=quicksilver", "kind=tool", "tag=whisper", "visibility=network"]:
        assert titles(address, reader) == {"Zeppelin harbour"}, address
    assert ask("q=zepelin", reader).suggestion.words == "zeppelin"


@pytest.mark.parametrize(
    ("visibility", "sees"),
    [
        ("public", {"visitor", "account", "norwegian", "swede", "secretariat"}),
        ("members", {"norwegian", "swede", "secretariat"}),
        ("network", {"norwegian", "secretariat"}),
    ],
)
def test_who_finds_what(norway, norwegian, swede, visibility, sees):
    make_resource(title="Guide", visibility=visibility, network=norway)
    admin = make_user("ada@example.org", superuser=True)
    account = make_user("noa@example.org")
    people = {"visitor": None, "account": account, "norwegian": norwegian, "swede": swede, "secretariat": admin}
    assert {name for name, user in people.items() if titles("", Reader(user))} == sees


@pytest.mark.parametrize("order", ["relevance", "title", "newest", "year"])
@pytest.mark.parametrize("who", ["visitor", "norwegian", "swede"])
def test_pages_of_a_search_pass_over_what_is_hidden(norway, norwegian, swede, monkeypatch, who, order):
    monkeypatch.setattr(search, "PER_PAGE", 2)
    kinds = [*Visibility.values, "public"]
    for number in range(12):
        make_resource(network=norway, title=f"Repair guide {number % 5}", visibility=kinds[number % 4])
    reader = {"visitor": NOBODY, "norwegian": Reader(norwegian), "swede": Reader(swede)}[who]
    address = f"q=repair&sort={order}"
    first = ask(address, reader)
    pages = [[entry.rid for entry in ask(f"{address}&page={n + 1}", reader).entries] for n in range(first.pages)]
    whole = search.narrow(QueryDict(address), reader, RESOURCES)
    assert [rid for page in pages for rid in page] == [row.rid for row in whole.rows]
    assert first.total == whole.total == {"visitor": 6, "norwegian": 12, "swede": 9}[who]


def test_network_it_is_shared_with_finds_it(norway, sweden, swede):
    resource = make_secret(norway, shared_with=(sweden,))
    assert titles("", Reader(swede)) == {"Zeppelin harbour"}
    resource.shared_with.clear()
    assert titles("", Reader(swede)) == set()


def test_sharing_from_the_network_side_counts_as_well(norway, sweden, swede):
    sweden.shared_resources.add(make_secret(norway))
    assert titles("", Reader(swede)) == {"Zeppelin harbour"}


def test_who_leaves_the_network_finds_it_no_more(norway, norwegian):
    make_secret(norway)
    norwegian.memberships.update(state="ended", until=timezone.now())
    assert titles("", Reader(norwegian)) == set()


def test_closed_account_sees_what_everybody_sees(norway, norwegian):
    make_secret(norway)
    norwegian.is_active = False
    assert titles("", Reader(norwegian)) == set()


def test_drafts_are_not_there_for_anybody(norway, norwegian):
    make_secret(norway, published=False, submitted_by=norwegian)
    assert titles("", Reader(norwegian)) == set()


def test_change_of_visibility_shows_at_once(norway):
    resource = make_secret(norway)
    resource.visibility = "public"
    resource.save()
    assert titles() == {"Zeppelin harbour"}


def test_withdrawn_resource_is_gone(norway):
    resource = make_resource()
    resource.live_version, resource.state = None, "withdrawn"
    resource.save()
    assert ask("").everything == 0


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("take-back", True),
        ("erasure", True),
        ("repairing", True),
        ("agency", True),
        ("quicksilver", True),
        ("CFIT-LAP-BAT-01", True),
        ("moon", False),
    ],
)
def test_words_of_title_abstract_tags_makers_and_files_find_it(words, found):
    criterion = make_criterion(ref="CFIT-LAP-BAT-01")
    make_resource(
        title="Take-back guide",
        abstract="Proof of erasure.",
        tags=("repair",),
        publisher="An agency",
        text="moorings of quicksilver",
        criteria=(criterion,),
    )
    assert (ask(f"q={words}").total == 1) is found


def test_title_weighs_more_than_the_text_of_files():
    make_resource(title="Something else", text="battery " * 50)
    make_resource(title="Battery guide")
    assert [document.title for document in ask("q=battery").documents] == ["Battery guide", "Something else"]


def test_files_that_may_not_be_handed_out_are_not_searched():
    resource = make_resource(text="quicksilver")
    resource.files.update(state="infected")
    projection.refresh(resource)
    assert ask("q=quicksilver").total == 0


def test_very_long_texts_are_searched_from_their_start():
    text = "beginning " + " ".join(f"ord{number}é" for number in range(60_000)) + " ending"
    make_resource(text=text)
    assert (ask("q=beginning").total, ask("q=ending").total) == (1, 0)


@pytest.mark.parametrize(
    ("group", "expected"),
    [
        ("kind", {"guideline": 2, "tool": 1}),
        ("product", {"hardware": 2, "laptop": 2, "printer": 1}),
        ("language", {"nl": 2, "en": 1}),
        ("year", {"2025": 1, "2024": 2}),
        ("network", {"norway": 1}),
    ],
)
def test_filters_count(norway, group, expected):
    make_product_group("laptop", parent="hardware")
    make_product_group("printer", parent="hardware")
    make_resource(products=("laptop",), languages=["nl", "en"], year=2025)
    make_resource(products=("hardware",), languages=["nl"], year=2024, network=norway)
    make_resource(kind="tool", year=2024)
    assert values(ask(""), group) == expected


def test_only_members_are_offered_the_filter_by_visibility(norway, norwegian):
    make_secret(norway)
    make_resource()
    assert values(ask(""), "visibility") == {}
    assert values(ask("", Reader(norwegian)), "visibility") == {"network": 1, "public": 1}


def test_seen_words_are_in_no_index_that_leaves_the_engine(norway):
    make_secret(norway)
    assert "seen" not in facets.current(RESOURCES, NOBODY).bits


def test_index_is_made_once_per_kind_of_reader(norway, norwegian, django_assert_num_queries):
    make_secret(norway)
    reader = Reader(norwegian)
    first = facets.current(RESOURCES, reader)
    with django_assert_num_queries(1):
        assert facets.current(RESOURCES, reader) is first


def test_criterion_page_shows_guidance_to_whom_it_is_for(client, norway, norwegian):
    criterion = make_criterion()
    make_resource(title="Open guide", criteria=(criterion,))
    make_secret(norway, criteria=(criterion,))
    make_resource(title="About something else")
    address = criterion.get_absolute_url()
    assert "Open guide" in client.get(address).text
    assert "Zeppelin" not in client.get(address).text
    client.force_login(norwegian)
    assert "Zeppelin" in client.get(address).text
    assert resources_of_criterion(NOBODY, criterion.ref)[1] == 1
    assert resources_of_criterion(Reader(norwegian), criterion.ref, limit=1)[1] == 2


def test_network_page_shows_what_the_network_shared(client, norway, norwegian):
    make_resource(title="Open guide", network=norway)
    make_secret(norway)
    make_resource(title="From nobody")
    page = client.get(norway.get_url()).text
    assert ("Open guide" in page, "Zeppelin" in page, "From nobody" in page) == (True, False, False)
    client.force_login(norwegian)
    assert "Zeppelin" in client.get(norway.get_url()).text
    assert resources_of_network(NOBODY, norway)[1] == 1


def test_search_of_the_whole_site_keeps_to_it(norway, norwegian):
    make_secret(norway)
    assert site_search("zeppelin", NOBODY, 5) == ([], 0)
    assert site_search("zeppelin", Reader(norwegian), 5)[1] == 1


@pytest.mark.parametrize("who", ["visitor", "swede"])
def test_page_of_a_hidden_resource_looks_like_one_that_never_was(client, norway, swede, who):
    resource = make_secret(norway)
    if who == "swede":
        client.force_login(swede)
    answers = [client.get(f"{BROWSE}{slug}/") for slug in (resource.slug, "never-was")]
    assert [answer.status_code for answer in answers] == [404, 404]
    assert answers[0].text.replace(resource.slug, "") == answers[1].text.replace("never-was", "")


def test_personal_answers_are_kept_by_nobody(client, norway, norwegian):
    make_secret(norway)
    client.force_login(norwegian)
    for address in (BROWSE, f"{BROWSE}?q=zeppelin", norway.get_url(), "/en/search/?q=zeppelin"):
        response = client.get(address)
        assert "Zeppelin" in response.text
        assert response.headers["Cache-Control"] == "private, no-store"


def test_visitors_page_may_be_kept(client):
    assert "Cache-Control" not in client.get(BROWSE).headers


@pytest.mark.parametrize("view", ["", "view=table"])
def test_page_says_who_sees_it(client, norway, norwegian, view):
    make_secret(norway)
    client.force_login(norwegian)
    page = client.get(f"{BROWSE}?{view}").text
    for part in ("Zeppelin harbour", "Tool", "1999", "Icelandic", "Norway", "Some networks", "/en/resources/guide-"):
        assert part in page


def test_empty_shelf_says_so(client):
    assert "Nothing has been shared yet" in client.get(BROWSE).text


def test_htmx_gets_only_the_part_that_changes(client):
    make_resource()
    part = client.get(BROWSE, headers={"HX-Request": "true"})
    assert "<html" not in part.text
    assert 'id="found"' in part.text


@pytest.mark.parametrize("address", [BROWSE, f"{BROWSE}?product=laptop&q=guide", f"{BROWSE}?view=table"])
def test_queries_do_not_grow_with_the_shelf(client, django_assert_max_num_queries, address):
    def cost(number):
        for _number in range(number):
            make_resource(products=("laptop",), tags=("repair",), languages=["nl"], year=2025, themes=("fair",))
        client.get(address)
        with django_assert_max_num_queries(12) as captured:
            client.get(address)
        return len(captured)

    assert cost(1) == cost(2) == cost(27)


def test_site_map_names_what_everybody_may_read(client):
    shown = make_resource()
    hidden = make_resource(visibility="members")
    site_map = client.get("/sitemap.xml").text
    assert f"/en/resources/{shown.slug}/" in site_map
    assert hidden.slug not in site_map
