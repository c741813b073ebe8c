"""What the library puts on the member's home: changes of what they follow, and the way to the reports."""

import pytest

from criteria.cards import followed, reports
from criteria.followed_changes import SHOWN, changes_for
from criteria.models import Tag
from criteria.terms import Visibility
from networks.models import Role
from portal.notices import follow
from portal.reader import NOBODY, Reader
from tests.factories.criteria import make_criterion
from tests.factories.pages import make_network
from tests.factories.resources import make_resource
from tests.factories.sharing import leave, make_member
from tests.keeping import kept
from tests.people import signed_in

pytestmark = pytest.mark.django_db
HOME = "/en/members/"


@kept
def norway():
    return make_network("Norway", "NO")


@kept
def mira(norway):
    return make_member(norway, Role.READER)


def titles(user):
    return {each.title for each in changes_for(Reader(user))}


def test_changes_of_what_one_follows_by_thing_tag_criterion_and_network(mira, norway):
    criterion = make_criterion(title="Followed itself")
    make_criterion(title="By its tag", tags=("repair",))
    make_criterion(title="By its network", owner_network=norway)
    make_resource(title="About the criterion", criteria=(criterion,))
    make_resource(title="Shared by the network", network=norway)
    make_resource(title="Also by its tag", tags=("repair",))
    make_resource(title="Something else")
    for thing in (criterion, Tag.objects.get(slug="repair"), norway):
        follow(mira, thing)
    assert titles(mira) == {
        *("Followed itself", "By its tag", "By its network"),
        *("About the criterion", "Shared by the network", "Also by its tag"),
    }


def test_only_what_one_may_see_now(mira, norway):
    canada = make_network("Canada", "CA")
    make_resource(title="For Norway", network=norway, visibility=Visibility.NETWORK, tags=("repair",))
    make_resource(title="For Canada", network=canada, visibility=Visibility.NETWORK, tags=("repair",))
    make_resource(title="Not published", published=False, tags=("repair",))
    make_criterion(title="A draft", published=False, tags=("repair",))
    follow(mira, Tag.objects.get(slug="repair"))
    assert titles(mira) == {"For Norway"}
    leave(mira)
    assert titles(mira) == set()


def test_latest_ten(mira):
    for number in range(SHOWN + 2):
        make_criterion(title=f"Criterion {number}", tags=("repair",))
    follow(mira, Tag.objects.get(slug="repair"))
    assert len(changes_for(Reader(mira))) == SHOWN


@pytest.mark.parametrize("number", [1, 3, 30])
def test_cost_is_the_same_for_all(mira, number, django_assert_max_num_queries):
    for each in range(number):
        follow(mira, make_criterion(tags=(f"word-{each}",)))
        make_resource(tags=(f"word-{each}",))
        follow(mira, Tag.objects.get(slug=f"word-{each}"))
    with django_assert_max_num_queries(8):
        assert changes_for(Reader(mira))


def test_nothing_followed_is_no_card(mira):
    assert followed(Reader(mira)) is None
    assert followed(NOBODY) is None


@pytest.mark.parametrize(
    ("role", "moderates"), [(Role.CONTRIBUTOR, False), (Role.REVIEWER, True), (Role.SECRETARIAT, True)]
)
def test_who_moderates_finds_the_reports(norway, role, moderates):
    user = make_member(norway, role)
    assert (reports(Reader(user)) is not None) is moderates
    assert ("/en/criteria/talk/reports/" in signed_in("x", user).client.get(HOME).text) is moderates


def test_wishes_are_asked_only_about_what_can_reach_one(norway):
    def asked(user):
        page = signed_in("x", user).client.get("/en/members/wishes/")
        return {name.removeprefix("kind-") for name in page.context["form"].fields if name.startswith("kind-")}

    talk = {"talk.mention", "talk.reply", "talk.comment", "talk.moderation"}
    outsider = make_member(norway)
    leave(outsider)
    everybody = {"library-news", "consulting.answer", "consulting.closing"}
    answering = {"resource-decided", "resource-review", "consulting.comment", "consulting.missing"}
    assert asked(outsider) == everybody
    assert asked(make_member(norway, Role.READER)) == talk | everybody
    assert asked(make_member(norway, Role.CONTRIBUTOR)) == talk | everybody | {"resource-decided"}
    assert asked(make_member(norway, Role.REVIEWER)) == talk | everybody | answering
