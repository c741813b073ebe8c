"""Events below a network's page: made by its coordinator, listed there, with an address nobody else has."""

from datetime import time, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from home.models import EventPage
from networks.models import Role
from tests.factories.members import make_member
from tests.factories.pages import make_event, make_network

pytestmark = pytest.mark.django_db


@pytest.fixture
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
