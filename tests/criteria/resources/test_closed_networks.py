"""Nobody learns from a resource of a network whose page is closed, except those who belong to it."""

import pytest
from django.test import Client
from wagtail.models import PageViewRestriction

from criteria.models import ResourceEntry
from criteria.resources.forms import DraftForm
from criteria.terms import Visibility
from networks.models import Role
from tests.factories.pages import make_network
from tests.factories.sharing import make_draft, make_member, make_published
from tests.people import signed_in

pytestmark = pytest.mark.django_db
NAME, SLUG = "Quiet circle", "quiet-circle"


@pytest.fixture
def circle(db):
    return make_network(NAME, "SE", slug=SLUG)


def close(network):
    return PageViewRestriction.objects.create(page=network, restriction_type=PageViewRestriction.LOGIN)


def said_everywhere(client, resource):
    """What every public door says."""
    doors = (resource.get_absolute_url(), "/en/resources/", "/en/resources/?view=table", f"/en/resources/?q={NAME}")
    return "".join(client.get(door).text for door in doors).replace(f'value="{NAME}"', "").replace(f"q={NAME}", "")


def names_it(client, resource):
    text = said_everywhere(client, resource)
    return f">{NAME}<" in text or SLUG in text


def test_its_name_stands_in_no_document(circle):
    close(circle)
    shared = make_published(make_member(circle), circle, visibility=Visibility.PUBLIC)
    entry = ResourceEntry.objects.get(resource=shared)
    assert entry.read().network is None
    assert not [word for word in entry.facets if word.startswith("network:")]
    assert shared.live_version.read().network is None
    assert not names_it(Client(), shared)


def test_closing_and_opening_its_page_is_followed(circle, client):
    shared = make_published(make_member(circle), circle, visibility=Visibility.PUBLIC)
    assert names_it(client, shared)
    restriction = close(circle)
    assert not names_it(client, shared)
    restriction.delete()
    assert names_it(client, shared)


def test_taking_its_page_offline_is_followed(circle, client):
    shared = make_published(make_member(circle), circle, visibility=Visibility.PUBLIC)
    circle.unpublish()
    assert not names_it(client, shared)


@pytest.mark.parametrize(("who", "told"), [("member", True), ("neighbour", False), ("secretariat", True)])
def test_only_who_belongs_to_it_reads_its_name(circle, who, told):
    norway = make_network("Norway", "NO")
    author = make_member(norway)
    shared = make_published(author, norway, shared_with=[circle])
    own = make_published(make_member(circle), circle, visibility=Visibility.PUBLIC)
    close(circle)
    people = {
        "member": lambda: make_member(circle, Role.READER),
        "neighbour": lambda: make_member(norway, Role.READER),
        "secretariat": lambda: make_member(norway, Role.SECRETARIAT),
    }
    reader = signed_in(who, people[who]())
    assert (NAME in reader.client.get(shared.get_absolute_url()).text) is told
    assert (NAME in reader.client.get(own.get_absolute_url()).text) is told


def test_authors_elsewhere_are_not_offered_it(circle):
    close(circle)
    norway = make_network("Norway", "NO")
    offered = {}
    for author, network in ((make_member(norway), norway), (make_member(circle), circle)):
        draft = make_draft(author, norway)
        form = DraftForm(resource=draft, version=draft.versions.first(), by=author)
        offered[network.title] = circle in form.fields["shared_with"].queryset
    assert offered == {"Norway": False, NAME: True}
