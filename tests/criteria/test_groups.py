"""What a working group looks after is public; what it has in work is its own."""

import pytest
from wagtail.models import PageViewRestriction

from criteria.terms import Status
from networks.models import NetworkPage, Role
from tests.factories.criteria import make_criterion
from tests.factories.pages import make_network
from tests.factories.talk import make_member

pytestmark = pytest.mark.django_db
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@pytest.fixture
def group():
    return make_network("Battery group", "", kind=NetworkPage.Kind.WORKING_GROUP, law_regime="")


def page_for(client, group, user=None):
    if user:
        client.force_login(user, backend=BACKEND)
    return client.get(group.get_url()).text


def test_published_criteria_of_a_group_stand_on_its_page(client, group):
    make_criterion(title="Ours", owner_network=group)
    make_criterion(title="Somebody else's")
    page = page_for(client, group)
    assert "Ours" in page
    assert "Somebody else" not in page


@pytest.mark.parametrize(
    ("who", "sees"), [("visitor", False), ("outsider", False), ("member", True), ("secretariat", True)]
)
def test_drafts_are_for_its_members(client, group, who, sees):
    make_criterion(title="Secret draft", owner_network=group, published=False)
    people = {
        "visitor": lambda: None,
        "outsider": lambda: make_member(make_network()),
        "member": lambda: make_member(group, Role.READER),
        "secretariat": lambda: make_member(make_network(), Role.SECRETARIAT),
    }
    assert ("Secret draft" in page_for(client, group, people[who]())) is sees


def test_draft_shows_its_latest_words(client, group):
    criterion = make_criterion(title="First words", published=False)
    criterion.title, criterion.owner_network = "Latest words", group
    criterion.save_revision()
    page = page_for(client, group, make_member(group))
    assert "Latest words" in page
    assert "First words" not in page


@pytest.mark.parametrize("status", [Status.PROPOSED, Status.ENDORSED, Status.WITHDRAWN])
def test_only_what_is_in_work_is_a_draft(client, group, status):
    criterion = make_criterion(owner_network=group, status=status)
    criterion.title = "Not in work"
    criterion.save_revision()
    assert "Not in work" not in page_for(client, group, make_member(group))


def test_change_in_work_of_a_published_criterion(client, group):
    criterion = make_criterion(title="Published words", owner_network=group, status=Status.CONSULTATION)
    criterion.title = "Proposed words"
    criterion.save_revision()
    assert "Proposed words" not in page_for(client, group)
    page = page_for(client, group, make_member(group))
    assert "Published words" in page
    assert "Proposed words" in page


def test_closed_group_is_named_on_no_criterion(client, group):
    criterion = make_criterion(owner_network=group)
    address = criterion.get_absolute_url()
    assert "Battery group" in client.get(address).text
    restriction = PageViewRestriction.objects.create(page=group, restriction_type=PageViewRestriction.LOGIN)
    assert "Battery group" not in client.get(address).text
    assert "battery-group" not in client.get(f"/criteria/{criterion.ref}/", headers={"Accept": "application/json"}).text
    restriction.delete()
    assert "Battery group" in client.get(address).text


def test_queries_do_not_grow(client, group, django_assert_max_num_queries):
    client.force_login(make_member(group), backend=BACKEND)

    def cost(number):
        for _each in range(number):
            make_criterion(owner_network=group)
            make_criterion(owner_network=group, published=False)
        client.get(group.get_url())
        with django_assert_max_num_queries(40) as captured:
            client.get(group.get_url())
        return len(captured)

    assert cost(1) == cost(9)
