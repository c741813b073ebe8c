"""Events below a network's page: made by its coordinator, listed there, with an address nobody else has."""

from datetime import time, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import PageViewRestriction

from home.models import EventPage
from networks.members import actions
from networks.models import Membership, NetworkPage, Role
from tests.factories.members import make_member, make_request
from tests.factories.pages import make_event, make_network
from tests.keeping import kept
from tests.people import signed_in

pytestmark = pytest.mark.django_db


@kept
def norway():
    return make_network("Norway", "NO")


def below(network, title, **fields):
    day = (timezone.now() + timedelta(days=9)).date()
    defaults = {"day": day, "start_time": time(14), "end_time": time(15), "registration_open": True}
    return network.add_child(instance=EventPage(title=title, **defaults | fields))


def test_it_stands_on_the_networks_page_and_in_the_list(client, norway):
    make_event("Elsewhere")
    event = below(norway, "Oslo meets")
    assert "Oslo meets" in client.get(norway.url).text
    assert "Elsewhere" not in client.get(norway.url).text
    assert "Oslo meets" in client.get("/en/events/").text
    assert client.get(event.register_url).status_code == 200


def test_it_stands_there_once_when_it_also_names_the_network(client, norway):
    event = below(norway, "Oslo meets")
    event.networks = [norway]
    event.save()
    assert client.get(norway.url).text.count(f'href="{event.url}"') == 1


@pytest.mark.parametrize("where", ["index", "other network"])
def test_no_two_events_share_an_address(norway, where):
    if where == "index":
        make_event("Same", slug="same")
    else:
        below(make_network("Sweden", "SE"), "Same", slug="same")
    with pytest.raises(ValidationError, match="already") as mistake:
        below(norway, "Same", slug="same")
    assert list(mistake.value.message_dict) == ["slug"]


def test_a_coordinator_may_make_one_in_the_own_network_only(norway):
    cora = make_member(norway, "cora", Role.COORDINATOR)
    sweden = make_network("Sweden", "SE")
    for network, status in ((norway, 200), (sweden, 302)):
        path = reverse("wagtailadmin_pages:add", args=["home", "eventpage", network.pk])
        assert cora.client.get(path).status_code == status


def make_place(kind):
    if kind == "country":
        return make_network("Norway", "NO")
    return make_network("Battery group", "", kind=NetworkPage.Kind.WORKING_GROUP, law_regime="")


def close(event, network):
    """For members of the network only, as its coordinator closes a page in the CMS."""
    restriction = PageViewRestriction.objects.create(page=event, restriction_type=PageViewRestriction.GROUPS)
    restriction.groups.set([network.space.members])


LISTS = ("/en/", "/en/events/", "/en/search/?q=quagga", "/sitemap.xml", "/api/v1/events")


@pytest.mark.parametrize("kind", ["country", "working group"])
@pytest.mark.parametrize("who", ["visitor", "foreigner", "asker", "reader", "contributor"])
def test_an_event_for_members_is_there_for_them_alone(kind, who):
    network = make_place(kind)
    event = below(network, "Quagga meeting", slug="quagga", join_url="https://meet.example.org/quagga-room")
    close(event, network)
    people = {
        "visitor": lambda: signed_in("visitor", None),
        "foreigner": lambda: make_member(make_network("Canada", "CA"), "foreigner", Role.COORDINATOR),
        "asker": lambda: signed_in("asker", make_request(network).user),
        "reader": lambda: make_member(network, "reader", Role.READER),
        "contributor": lambda: make_member(network, "contributor"),
    }
    client, is_inside = people[who]().client, who in {"reader", "contributor"}
    page = client.get(event.url)
    assert (page.status_code == 200 and "Quagga meeting" in page.text) is is_inside
    assert ("Quagga meeting" in client.get(network.url).text) is is_inside
    for door in (event.register_url, f"/en/events/{event.slug}/calendar.ics"):
        assert (client.get(door).status_code == 200) is is_inside, door
    for door in LISTS:  # Lists are public, whoever reads them.
        assert "Quagga meeting" not in client.get(door).text, door


@pytest.mark.parametrize("kind", ["country", "working group"])
def test_who_left_finds_the_event_for_members_no_more(kind):
    network = make_place(kind)
    event = below(network, "Quagga meeting")
    close(event, network)
    member = make_member(network, "leaver")
    actions.leave(Membership.objects.get(user=member.user), by=member.user)
    assert member.client.get(event.url).status_code == 302
    assert "Quagga meeting" not in member.client.get(network.url).text
    assert member.client.get(event.register_url).status_code == 404


def test_coordinators_of_a_working_group_make_its_events(norway):
    group = make_place("working group")
    cora = make_member(group, "cora", Role.COORDINATOR)
    for network, status in ((group, 200), (norway, 302)):
        path = reverse("wagtailadmin_pages:add", args=["home", "eventpage", network.pk])
        assert cora.client.get(path).status_code == status


@pytest.mark.parametrize("restriction", [PageViewRestriction.LOGIN, PageViewRestriction.PASSWORD])
def test_what_closes_the_network_closes_its_events(norway, restriction):
    event = below(norway, "Oslo meets")
    PageViewRestriction.objects.create(page=norway, restriction_type=restriction, password="x")
    member = make_member(norway, "member").client
    lets_in = restriction == PageViewRestriction.LOGIN
    assert (member.get(event.register_url).status_code == 200) is lets_in
    assert Client().get(event.register_url).status_code == 404
