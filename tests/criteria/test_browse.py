"""The library over HTTP, as a visitor meets it."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from criteria.library import facets
from criteria.library.criteria_shelf import CRITERIA
from portal.reader import NOBODY
from tests.factories.criteria import make_criterion
from tests.keeping import kept

pytestmark = pytest.mark.django_db
BROWSE = "/en/criteria/"


def test_address_is_the_public_one():
    assert reverse("criteria:browse") == BROWSE


def test_lists_what_is_published(client):
    make_criterion(title="Long battery life", ref="CFIT-LAP-BAT-01")
    make_criterion(title="Only a draft", published=False)
    page = client.get(BROWSE).text
    assert "Long battery life" in page
    assert "/en/criteria/CFIT-LAP-BAT-01/" in page
    assert "Only a draft" not in page


def test_empty_library_says_so(client):
    assert "The library is still empty" in client.get(BROWSE).text


def test_filter_that_is_on_is_a_chip_with_a_way_back(client):
    make_criterion(products=("laptop",))
    page = client.get(f"{BROWSE}?product=laptop&sort=newest").text
    assert 'href="?sort=newest"' in page
    assert "checked" in page


def test_table_shows_the_same_criteria(client):
    make_criterion(title="Long battery life", parameters=({"value": 800, "unit": "cycles"},))
    page = client.get(f"{BROWSE}?view=table").text
    assert "<table" in page
    assert "Long battery life" in page


def test_htmx_gets_only_the_part_that_changes(client):
    make_criterion()
    part = client.get(BROWSE, headers={"HX-Request": "true"})
    assert "<html" not in part.text
    assert 'id="found"' in part.text
    assert "HX-Request" in part.headers["Vary"]


def test_page_beyond_the_end_is_the_last_and_says_so(client):
    make_criterion()
    page = client.get(f"{BROWSE}?page=7")
    assert page.status_code == 200
    assert "There is no page 7" in page.text


def test_nothing_found_offers_ways_on(client):
    make_criterion(title="Long battery life")
    page = client.get(f"{BROWSE}?q=batery").text
    assert "Did you mean" in page
    assert '<a href="?q=battery">' in page


def test_unknown_filter_is_named_and_escaped(client):
    make_criterion()
    page = client.get(BROWSE, {"product": "<script>x"}).text
    assert "was left out" in page
    assert "<script>x" not in page


@pytest.mark.parametrize(
    "address",
    [
        "?" + "&".join(f"product=p{number}" for number in range(1200)),
        "?q=" + "%27" * 600,
        "?q=%F0%9F%94%8B&page=abc&sort=&view=",
        "?product=laptop&product=laptop&product=",
        "?page=1&page=2",
        "?q=%ff%fe",
        "?%ff=%ff",
        "?q=" + "a+" * 4000,
        "?q[]=1&sort[$ne]=x",
        "?=&&&;;==",
    ],
)
def test_odd_addresses_get_a_page(client, address):
    make_criterion()
    assert client.get(BROWSE + address).status_code == 200


@pytest.mark.parametrize(
    ("address", "status"),
    [("?q=%00", 400), ("?product=a%00b", 400), ("?q=" + "a" * 2_000_000, 414), ("?" + "tag=x&" * 10_000, 414)],
)
def test_malformed_addresses_are_refused_plainly(client, address, status):
    response = client.get(BROWSE + address)
    assert response.status_code == status
    assert "To the home page" in response.text


@pytest.mark.parametrize("method", ["post", "put", "delete", "patch"])
def test_library_is_read_only_over_http(client, method):
    assert getattr(client, method)(BROWSE).status_code == 405


@pytest.mark.parametrize("address", ["?q=battery", "?product=laptop", "?page=2&level=basic"])
def test_search_engines_keep_out_of_filtered_lists(client, address):
    make_criterion()
    assert "noindex" in client.get(BROWSE + address).text
    assert "noindex" not in client.get(BROWSE).text


LIMITS = {BROWSE: 12, f"{BROWSE}?product=laptop&q=criterion": 12, f"{BROWSE}?view=table": 12, "CRITERION": 10}


@kept
def costs():
    """What each address asks the database beside one, three and thirty criteria, which are made once for all."""
    found = {address: [] for address in LIMITS}
    for more in (1, 2, 27):
        for _number in range(more):
            latest = make_criterion(
                tags=("repair",), labels=("tco",), stages=("use",), parameters=({"value": 1, "key": "a"},), topic="same"
            )
        for address in LIMITS:
            client, at = Client(), latest.get_absolute_url() if address == "CRITERION" else address
            client.get(at)
            facets.current(CRITERIA, NOBODY)
            with CaptureQueriesContext(connection) as captured:
                client.get(at)
            found[address].append(len(captured))
    return found


@pytest.mark.parametrize(("address", "limit"), LIMITS.items())
def test_queries_do_not_grow_with_the_library(costs, address, limit):
    few, some, many = costs[address]
    assert few == some == many <= limit
