"""Lists of the API: the records of the browse page, in pages that hold when the library changes."""

import random
from urllib.parse import urlencode

import pytest
from django.http import QueryDict
from hypothesis import given, settings
from hypothesis import strategies as st

from criteria.library import search
from criteria.library.criteria_shelf import CRITERIA
from criteria.models import Criterion
from portal.reader import NOBODY
from tests.factories.criteria import make_criterion, make_label
from tests.factories.networks import make_organisation, take_part
from tests.factories.pages import make_event, make_network
from tests.factories.resources import make_resource
from tests.keeping import kept

pytestmark = pytest.mark.django_db
LIST = "/api/v1/criteria"
VALUES = {
    "product": ["laptop", "monitor", "hardware", "teapot"],
    "theme": ["circularity_crm", "fair"],
    "type": ["award", "technical_spec", "nonsense"],
    "level": ["basic", "advanced"],
    "network": ["se", "no"],
    "tag": ["repair", "battery"],
}
SORTS = ["", "title", "newest", "ambition", "reference", "relevance", "price"]


def follow(client, address):
    """All pages from an address on."""
    while address:
        page = client.get(address).json()
        yield page
        address = page["next"]


def refs(pages):
    return [item["ref"] for page in pages for item in page["items"]]


@kept
def library():
    """Fifteen criteria that differ in everything that filters look at."""
    chance = random.Random(24)
    for number in range(15):
        make_criterion(
            title=chance.choice(["Battery", "Battery that lasts", "Repair", "Órdenes", "a small thing"]),
            products=tuple(chance.sample(["laptop", "monitor", "phone"], chance.randint(1, 2))),
            theme=chance.choice(VALUES["theme"]),
            level=chance.choice(["basic", "advanced", None]),
            criterion_type=chance.choice(["award", "technical_spec"]),
            sources=(chance.choice(["SE", "NO"]),),
            tags=tuple(chance.sample(["repair", "battery"], chance.randint(0, 2))),
            rationale="battery " * chance.randint(0, 4) + f"number {number}",
        )


selections = st.dictionaries(
    st.sampled_from(sorted(VALUES)), st.integers(0, 2), max_size=3
).map(lambda chosen: [(group, value) for group, many in chosen.items() for value in VALUES[group][:many]])  # fmt: skip


@given(
    selections=selections, words=st.sampled_from(["", "battery", "repair", "zzz", "the"]), sort=st.sampled_from(SORTS)
)
@settings(max_examples=15)
def test_the_api_finds_what_browse_finds_in_the_same_order(client, library, selections, words, sort):
    asked = QueryDict(mutable=True)
    for group, value in [*selections, ("q", words), ("sort", sort)]:
        asked.appendlist(group, value)
    pages = list(follow(client, f"{LIST}?{asked.urlencode()}&limit=7"))
    browsed, number = [], 1
    while True:
        asked["page"] = str(number)
        result = search.ask(asked, NOBODY, CRITERIA)
        browsed += [entry.ref for entry in result.entries]
        if number >= result.pages:
            break
        number += 1
    assert refs(pages) == browsed
    assert {page["total"] for page in pages} == {result.total}
    assert pages[0]["unknown"] == list(result.asked.unknown)
    assert pages[0]["unknown_count"] == result.asked.unknown_count


@pytest.mark.parametrize(
    ("limit", "sort"), [(1, "title"), (4, "newest"), (4, "relevance"), (14, "title"), (15, "title")]
)
def test_pages_together_are_the_whole_list(client, library, limit, sort):
    whole = refs(follow(client, f"{LIST}?q=number&sort={sort}&limit=100"))
    assert len(whole) == 15
    assert refs(follow(client, f"{LIST}?q=number&sort={sort}&limit={limit}")) == whole


@pytest.mark.parametrize("sort", ["title", "ambition", "reference"])
def test_nothing_appears_twice_when_records_come_and_go_meanwhile(client, library, sort):
    before = refs(follow(client, f"{LIST}?sort={sort}&limit=100"))
    first = client.get(f"{LIST}?sort={sort}&limit=6").json()
    make_criterion(title="A", ref="CFIT-AAA-AAA-01")
    make_criterion(title="zz", ref="CFIT-ZZZ-ZZZ-01")
    gone = before[10]
    Criterion.objects.get(ref=gone).unpublish()
    seen = refs([first, *follow(client, first["next"])])
    assert len(seen) == len(set(seen))
    assert [ref for ref in seen if ref in before] == [ref for ref in before if ref != gone]


def test_the_address_of_the_next_page_is_a_header_as_well(client, library):
    response = client.get(f"{LIST}?limit=5&product=laptop&product=monitor")
    assert response.headers["Link"] == f'<{response.json()["next"]}>; rel="next"'
    assert "Link" not in client.get(f"{LIST}?limit=100").headers


@pytest.mark.parametrize(
    "change",
    [
        lambda cursor: cursor[:-1],
        lambda cursor: "x" + cursor,
        lambda cursor: "x",
        lambda cursor: "a" * 3000,
        lambda cursor: cursor.partition(":")[0],
        lambda cursor: "é☃",
    ],
)
def test_a_cursor_that_was_tampered_with_is_refused(client, library, change):
    address = client.get(f"{LIST}?limit=5").json()["next"]
    cursor = QueryDict(address.partition("?")[2])["cursor"]
    response = client.get(LIST, {"limit": 5, "cursor": change(cursor)})
    assert response.status_code == 400
    assert response.headers["Content-Type"] == "application/problem+json"


@pytest.mark.parametrize("other", ["?product=laptop", "?sort=newest", "?q=battery"])
def test_a_cursor_is_good_for_its_own_question_only(client, library, other):
    cursor = QueryDict(client.get(f"{LIST}?limit=5").json()["next"].partition("?")[2])["cursor"]
    response = client.get(f"{LIST}{other}&{urlencode({'cursor': cursor})}")
    assert response.status_code == 400
    assert response.json()["type"].endswith("#bad-cursor")


def test_resources_are_found_with_the_filters_of_their_page(client):
    for year, kind in ((2020, "guideline"), (2021, "tool"), (2022, "tool")):
        make_resource(title=f"Of {year}", kind=kind, year=year, languages=["en"])
    found = client.get("/api/v1/resources?kind=tool&sort=year&visibility=members&year=1999").json()
    assert [item["title"] for item in found["items"]] == ["Of 2022", "Of 2021"]
    assert found["unknown"] == ["1999"]


def grow(made, to):
    """One more of everything that lists show, with all that hangs on it."""
    for number in range(made, to):
        criterion = make_criterion(labels=("tco",), topic="same")
        make_resource(criteria=(criterion,), text="words")
        take_part(make_network(f"Network {number}", "", kind="sector"), make_organisation(f"Office {number}"))
        make_event(f"Event {number}").organisers.create(name="The Pact")
        make_label(f"label-{number}")


def test_queries_do_not_grow_with_the_number_of_records(client, django_assert_max_num_queries):
    def costs(made, to):
        grow(made, to)
        found = []
        for address in ("criteria", "criteria?q=criterion", "resources", "networks", "events", "labels"):
            client.get(f"/api/v1/{address}")
            with django_assert_max_num_queries(8) as captured:
                assert client.get(f"/api/v1/{address}").status_code == 200
            found.append((address, len(captured)))
        return found

    assert costs(0, 1) == costs(1, 3) == costs(3, 30)
