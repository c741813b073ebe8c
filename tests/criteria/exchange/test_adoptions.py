"""Positions of networks for programs: in the API and in feeds; closed networks are named nowhere."""

from decimal import Decimal

import pytest
from wagtail.models import PageViewRestriction

from criteria.adoption.strictness import Own
from criteria.models import Position
from tests.criteria.exchange.test_feeds import ATOM, read, titles
from tests.factories.adoption import publish_anew, take
from tests.factories.criteria import make_criterion
from tests.factories.pages import make_network
from tests.keeping import kept

pytestmark = pytest.mark.django_db
LIST = "/api/v1/adoptions"


@kept
def said():
    """Norway spoke about both editions of a criterion, Sweden about the second and about another criterion."""
    norway, sweden = make_network("Norway", "NO"), make_network("Sweden", "SE")
    battery, energy = make_criterion(ref="CFIT-LAP-BAT-01", title="Battery"), make_criterion(ref="CFIT-MON-ENE-01")
    take(norway, battery, "identical")
    publish_anew(battery)
    take(norway, battery, "not_adopted", reason="No budget.")
    take(sweden, battery, "adapted", national_text="Batteri")
    take(sweden, energy, "under_review")
    return norway, sweden


def found(client, query=""):
    answer = client.get(f"{LIST}?limit=100{query}").json()
    assert answer["total"] == len(answer["items"])
    return [f"{each['ref'][5:]} {each['edition']} {each['network']} {each['state']}" for each in answer["items"]]


def ids(client):
    entries = read(client, "/feeds/criteria/positions.atom").iter(f"{ATOM}entry")
    return {entry.findtext(f"{ATOM}id") for entry in entries}


def test_every_position_is_told_by_reference(client, said):
    assert found(client) == [
        "LAP-BAT-01 1.0 norway identical",
        "LAP-BAT-01 2.0 norway not_adopted",
        "LAP-BAT-01 2.0 sweden adapted",
        "MON-ENE-01 1.0 sweden under_review",
    ]


@pytest.mark.parametrize(
    ("query", "number"),
    [
        ("&network=sweden", 2),
        ("&ref=cfit-lap-bat-01", 3),
        ("&ref=CFIT-LAP-BAT-01&edition=2.0", 2),
        ("&edition=1.0", 2),
        ("&state=adapted&state=identical", 2),
        ("&state=adapted&network=norway", 0),
        ("&state=adapted&network=nowhere", 1),
    ],
)
def test_filters_narrow_and_add_up(client, said, query, number):
    assert len(found(client, query)) == number


def test_values_that_no_position_has_are_named_and_left_out(client, said):
    answer = client.get(f"{LIST}?network=nowhere&edition=9.9&state=liked&state=adapted&ref=x").json()
    assert (answer["unknown"], answer["unknown_count"], answer["total"]) == (["x", "nowhere", "liked"], 4, 1)


def test_a_record_says_all_that_its_page_says_and_nobodys_name(client, said):
    threshold = {"key": "warranty", "comparator": "at_least", "value": 3, "unit": "years", "counted_from": "delivery"}
    longer = make_criterion(ref="CFIT-LAP-REP-01", parameters=(threshold,))
    take(said[0], longer, "stricter", values=[Own("warranty", Decimal(5), counted_from="delivery")])
    (record,) = client.get(f"{LIST}?ref=CFIT-LAP-REP-01").json()["items"]
    assert (record["network_title"], record["counts"], record["current_edition"]) == ("Norway", True, record["edition"])
    assert record["values"][0]["value"] == "5.0000"
    assert "secretariat" not in str(record)
    for address in record["links"].values():
        assert client.get(address.removeprefix("http://testserver")).status_code == 200, address


def test_pages_together_are_the_whole_list(client, said):
    whole, address, seen = found(client), f"{LIST}?limit=1", []
    while address:
        answer = client.get(address).json()
        seen += [f"{each['ref'][5:]} {each['edition']} {each['network']} {each['state']}" for each in answer["items"]]
        address = answer["next"]
    assert seen == whole


def test_same_answer_again_is_not_sent(client, said):
    etag = client.get(LIST).headers["ETag"]
    assert client.get(LIST, headers={"If-None-Match": etag}).status_code == 304
    take(said[1], Position.objects.last().edition.criterion, "identical")
    assert client.get(LIST, headers={"If-None-Match": etag}).status_code == 200


def test_closed_networks_and_criteria_that_are_not_published_are_named_nowhere(client, said):
    PageViewRestriction.objects.create(page=said[1], restriction_type=PageViewRestriction.LOGIN)
    Position.objects.filter(network=said[0]).first().edition.criterion.unpublish()
    answer = client.get(f"{LIST}?network=sweden&state=adapted")
    assert answer.json()["items"] == []
    assert answer.json()["unknown"] == ["sweden", "adapted"]
    assert titles(client, "/feeds/criteria/positions.atom") == []
    assert client.get("/feeds/networks/sweden.atom").status_code == 404


def test_criteria_and_networks_lead_to_their_positions(client, said):
    for address, number in (("criteria/CFIT-LAP-BAT-01", 3), ("networks/sweden", 2)):
        there = client.get(f"/api/v1/{address}").json()["links"]["adoptions"]
        assert len(client.get(there.removeprefix("http://testserver")).json()["items"]) == number


def test_a_list_needs_the_same_queries_however_long(client, django_assert_max_num_queries):
    network = make_network()

    def cost(number):
        for _time in range(number):
            take(network, make_criterion(), "identical")
        with django_assert_max_num_queries(12) as captured:
            client.get(f"{LIST}?limit=100")
        return len(captured)

    assert cost(1) == cost(2) == cost(3)


def test_feeds_tell_what_networks_say_and_another_position_is_another_entry(client, said):
    everything = titles(client, "/feeds/criteria/positions.atom")
    assert everything[0].startswith("Sweden: ")
    assert len(everything) == 4
    assert "Norway: Battery: Not adopted" in titles(client, "/feeds/networks/norway.atom")
    assert not [title for title in titles(client, "/feeds/networks/norway.atom") if title.startswith("Sweden")]
    before = ids(client)
    take(said[1], Position.objects.last().edition.criterion, "identical")
    assert len(ids(client) - before) == len(before - ids(client)) == 1
