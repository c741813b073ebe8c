"""Who is asked to look again when an edition is replaced, and what ends the asking."""

from datetime import timedelta

import pytest
from django.utils import timezone

from criteria.adoption.cards import positions
from criteria.adoption.telling import LOOK_AGAIN
from criteria.models import Position
from networks.models import Membership, Role
from portal.models import Notice
from portal.notices.queries import viewable
from portal.reader import Reader
from tests.factories.adoption import publish_anew, take
from tests.factories.criteria import make_criterion
from tests.factories.members import make_member
from tests.factories.pages import make_network
from tests.keeping import kept

pytestmark = pytest.mark.django_db


@kept
def network():
    return make_network()


@kept
def criterion():
    return make_criterion()


def asked():
    rows = Notice.objects.filter(kind=LOOK_AGAIN, read_at=None)
    return sorted(rows.values_list("recipient__email", flat=True))


def test_coordinators_of_networks_with_a_position_are_asked_and_nobody_else(network, criterion):
    norway, silent = make_network("Norway", "NO"), make_network("Belgium", "BE")
    ended = {"state": Membership.State.ENDED, "since": timezone.now() - timedelta(9), "until": timezone.now()}
    make_member(network, "cora", Role.COORDINATOR)
    make_member(network, "rita", Role.REVIEWER)
    make_member(network, "fred", Role.COORDINATOR, **ended)
    make_member(norway, "nils", Role.COORDINATOR)
    make_member(silent, "bo", Role.COORDINATOR)
    for each in (network, norway):
        take(each, criterion)
    publish_anew(criterion, applies_to="both", change_note="Refurbished ones too.")
    assert asked() == ["cora@example.org", "nils@example.org"]
    notice = Notice.objects.filter(recipient__email="cora@example.org").get()
    assert notice.path == f"/en/criteria/{criterion.ref}/positions/netherlands/decide/"
    assert "Refurbished ones too." in notice.text
    assert set(Position.objects.values_list("edition__major", flat=True)) == {1}


def test_where_nobody_coordinates_the_secretariat_is_asked(network, criterion):
    make_member(make_network("Norway", "NO"), "sina", Role.SECRETARIAT)
    take(network, criterion)
    publish_anew(criterion)
    assert asked() == ["sina@example.org"]


def test_who_lost_the_right_meanwhile_is_not_told_any_more(network, criterion):
    cora = make_member(network, "cora", Role.COORDINATOR)
    take(network, criterion)
    publish_anew(criterion)
    notice = Notice.objects.get(recipient=cora.user)
    assert viewable(cora.reader, [notice]) == [notice]
    Membership.objects.filter(user=cora.user).update(role=Role.REVIEWER)
    assert viewable(Reader(cora.user), [notice]) == []
    assert positions(Reader(cora.user)) is None


def test_a_position_on_the_new_edition_ends_the_asking(network, criterion):
    cora = make_member(network, "cora", Role.COORDINATOR)
    take(network, criterion)
    publish_anew(criterion)
    assert "1 position to look at again" in cora.client.get("/en/members/").text
    take(network, criterion, "identical")
    assert asked() == []
    assert positions(Reader(cora.user)) is None


def test_each_edition_asks_once_about_the_newest_position(network, criterion):
    make_member(network, "cora", Role.COORDINATOR)
    take(network, criterion)
    publish_anew(criterion)
    take(network, criterion)
    publish_anew(criterion)
    publish_anew(criterion)
    assert asked() == ["cora@example.org"]
    assert Notice.objects.filter(kind=LOOK_AGAIN).count() == 3


def test_a_position_that_ended_waits_for_nobody(network, criterion):
    cora = make_member(network, "cora", Role.COORDINATOR)
    take(network, criterion, period=(None, timezone.localdate() - timedelta(days=1)))
    publish_anew(criterion)
    assert asked() == []
    assert positions(Reader(cora.user)) is None


def test_a_first_edition_asks_nobody(network):
    make_member(network, "cora", Role.COORDINATOR)
    make_criterion()
    assert asked() == []


@pytest.mark.parametrize("many", [1, 3, 30])
def test_the_card_asks_two_questions_however_much_waits(network, many, django_assert_num_queries):
    cora = make_member(network, "cora", Role.COORDINATOR)
    for _number in range(many):
        criterion = make_criterion()
        take(network, criterion)
        publish_anew(criterion)
    with django_assert_num_queries(2):
        assert positions(Reader(cora.user))["total"] == many
