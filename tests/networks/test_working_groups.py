"""Working groups: across countries, beside the networks of places, never among them."""

import pytest
from django.core.exceptions import ValidationError
from wagtail.models import PageViewRestriction

from networks import starter
from networks.models import NetworkPage
from networks.models.place import place_mistakes
from networks.queries import participating_organisations, visible_networks, visible_working_groups
from portal.reader import NOBODY
from tests.factories.networks import make_organisation, take_part
from tests.factories.pages import make_home, make_network
from tests.factories.talk import make_member

pytestmark = pytest.mark.django_db


def make_group(title="Battery group", **fields):
    return make_network(title, "", kind=NetworkPage.Kind.WORKING_GROUP, law_regime="", **fields)


@pytest.mark.parametrize(("country", "region", "wrong"), [("", "", 0), ("NL", "", 1), ("BE", "BE-VLG", 2)])
def test_group_has_no_place(country, region, wrong):
    assert len(place_mistakes("working_group", country, region)) == wrong


def test_group_needs_no_law_and_a_country_does():
    make_group().full_clean()
    with pytest.raises(ValidationError, match="procurement law"):
        NetworkPage(title="Norway", iso_3166_1="NO", law_regime="", locale=make_home().locale).clean()


def test_group_has_no_mark_on_the_map():
    group = make_group()
    group.latitude, group.longitude = 51.0, 4.0
    with pytest.raises(ValidationError, match="map"):
        group.clean()


def test_several_groups_stand_side_by_side():
    make_group("Battery group"), make_group("Repair group")
    assert [group.title for group in visible_working_groups(NOBODY)] == ["Battery group", "Repair group"]


def test_group_is_no_network_of_a_place(client):
    make_network("Netherlands", "NL")
    group = make_group()
    take_part(group, make_organisation())
    assert [network.title for network in visible_networks(NOBODY)] == ["Netherlands"]
    assert participating_organisations(NOBODY) == 0
    listing = client.get("/en/networks/")
    assert listing.text.index("Working groups") < listing.text.index("Battery group")
    assert "Battery group" not in {mark.label for mark in listing.context["map"].marks}
    assert client.get("/en/networks/?kind=working_group").context["listing"].unknown
    assert client.get("/en/").context["front"].networks == 1


def test_page_of_a_group_says_nothing_of_law_or_place(client):
    group = make_group()
    page = client.get(group.get_url()).text
    assert "Working group" in page
    for words in ("Procurement law", ">Code<", ">Joined<"):
        assert words not in page


@pytest.mark.parametrize(("who", "sees"), [("visitor", False), ("member", False), ("insider", True)])
def test_where_members_come_from_is_for_members(client, person, who, sees):
    group = make_group()
    insider = make_member(group)
    insider.memberships.update(organisation=make_organisation("Agency of Quiet Work"))
    if who == "insider":
        client.force_login(insider, backend="allauth.account.auth_backends.AuthenticationBackend")
    elif who == "member":
        client = person("member").client
    assert ("Agency of Quiet Work" in client.get(group.get_url()).text) is sees


@pytest.mark.parametrize("how", ["draft", PageViewRestriction.LOGIN, PageViewRestriction.GROUPS])
@pytest.mark.parametrize("door", ["/en/networks/", "/en/", "/sitemap.xml", "/en/search/?q=battery"])
def test_closed_group_is_nowhere(client, how, door):
    make_network("Netherlands", "NL")
    group = make_group("Battery group", summary="On quagga cells.")
    if how == "draft":
        group.unpublish()
    else:
        PageViewRestriction.objects.create(page=group, restriction_type=how)
    page = client.get(door).text
    assert "quagga" not in page
    assert "battery-group" not in page


def test_queries_of_the_list_do_not_grow(client, django_assert_max_num_queries):
    def cost(number):
        for each in range(number):
            make_group(f"Group {NetworkPage.objects.count()} {each}")
        client.get("/en/networks/")
        with django_assert_max_num_queries(25) as captured:
            client.get("/en/networks/")
        return len(captured)

    assert cost(1) == cost(9)


def test_example_group_says_that_it_is_one(client):
    make_network("Netherlands", "NL")
    assert starter.load_examples() == 1
    page = client.get("/en/networks/example-battery-group/").text
    assert "Example: battery life group" in page
    assert "This group is made up." in page
