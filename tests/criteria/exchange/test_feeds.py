"""Feeds of the library: every new edition, by kind, product group and network; only public things."""

import re
from xml.etree import ElementTree as ET

import pytest

from criteria.models import Criterion
from criteria.terms import Visibility
from tests.factories.criteria import make_criterion
from tests.factories.lifecycle import withdraw
from tests.factories.pages import make_network
from tests.factories.resources import make_resource
from tests.keeping import kept
from tests.people import make_person

pytestmark = pytest.mark.django_db
ATOM = "{http://www.w3.org/2005/Atom}"


def read(client, address):
    response = client.get(address)
    assert response.status_code == 200, address
    assert response.headers["Content-Type"] == "application/atom+xml; charset=utf-8"
    assert not response.cookies
    return ET.fromstring(response.content)


def titles(client, address):
    return [entry.findtext(f"{ATOM}title") for entry in read(client, address).iter(f"{ATOM}entry")]


def again(criterion, **changes):
    made = Criterion.objects.get(pk=criterion.pk)
    for name, value in changes.items():
        setattr(made, name, value)
    made.save_revision().publish()


@kept
def history():
    """One criterion published twice, one withdrawn, one draft."""
    return make_history()


def make_history():
    first = make_criterion(ref="CFIT-LAP-BAT-01", title="Battery", products=("laptop",), sources=("NO",))
    again(first, rationale="Batteries fail first.")
    ended = make_criterion(ref="CFIT-MON-ENE-01", title="Energy", products=("monitor",), sources=("SE",))
    withdraw(ended, make_person("admin").user)
    make_criterion(ref="CFIT-SEC-RET-01", title="Secret", published=False, products=("teapot",))
    return first


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("criteria", ["BAT-01 1.0", "BAT-01 1.1", "ENE-01 1.0", "ENE-01 Withdrawn"]),
        ("criteria/new", ["BAT-01 1.0", "ENE-01 1.0"]),
        ("criteria/changed", ["BAT-01 1.1"]),
        ("criteria/ended", ["ENE-01 Withdrawn"]),
        ("criteria/product/laptop", ["BAT-01 1.0", "BAT-01 1.1"]),
    ],
)
def test_a_feed_tells_its_kind_of_change(client, history, name, found):
    told = [
        re.search(r"-(\w+-\d+)(?:, edition |\): )([^)]*)", title) for title in titles(client, f"/feeds/{name}.atom")
    ]
    assert sorted(f"{ref} {number}" for ref, number in (each.groups() for each in told)) == found


def test_a_feed_is_valid_atom(client, history):
    ids = set()
    for name in ("criteria", "criteria/new", "criteria/product/laptop"):
        feed = read(client, f"/feeds/{name}.atom")
        assert feed.findtext(f"{ATOM}author/{ATOM}name")
        assert feed.findtext(f"{ATOM}updated")
        assert feed.findtext(f"{ATOM}title")
        links = {link.get("rel"): link.get("href") for link in feed.findall(f"{ATOM}link")}
        assert links["self"] == f"http://testserver/feeds/{name}.atom"
        ids.add(feed.findtext(f"{ATOM}id"))
        entries = list(feed.iter(f"{ATOM}entry"))
        assert all(entry.findtext(f"{ATOM}{part}") for entry in entries for part in ("id", "title", "updated"))
        assert len({entry.findtext(f"{ATOM}id") for entry in entries}) == len(entries)
    assert len(ids) == 3


def test_a_network_tells_its_criteria_and_what_it_shares_with_everybody(client, history):
    norway = make_network("Norway", "NO")
    make_resource(title="For all", network=norway)
    make_resource(title="For members", network=norway, visibility=Visibility.MEMBERS)
    found = titles(client, "/feeds/networks/norway.atom")
    assert "For all" in found
    assert "For members" not in found
    assert any("CFIT-LAP-BAT-01" in title for title in found)
    assert not any("CFIT-MON-ENE-01" in title for title in found)
    page = client.get("/en/networks/norway/").text
    assert page.count("/feeds/networks/norway.atom") == 2


@pytest.mark.parametrize(
    "address",
    [
        "/feeds/criteria/product/teapot.atom",
        "/feeds/criteria/product/nothing.atom",
        "/feeds/networks/nowhere.atom",
        "/feeds/criteria/strange.atom",
    ],
)
def test_what_only_drafts_carry_has_no_feed(client, history, address):
    assert client.get(address).status_code == 404


def test_drafts_and_what_was_taken_back_are_in_no_feed(client, history):
    history.unpublish()
    for name in ("criteria", "criteria/new", "criteria/changed", "criteria/product/monitor"):
        found = titles(client, f"/feeds/{name}.atom")
        assert not [title for title in found if "Secret" in title or "Battery" in title], name


def test_signs_that_xml_cannot_hold_do_no_harm(client):
    make_criterion(title="Bat\x0btery & <b>", summary="a\x01b")
    assert titles(client, "/feeds/criteria.atom")[0].startswith("Battery & <b>")


def test_a_feed_needs_the_same_queries_however_long(client, django_assert_num_queries):
    for _time in range(3):
        make_criterion()
    with django_assert_num_queries(2):
        client.get("/feeds/criteria.atom")
