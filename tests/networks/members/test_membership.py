"""Joining, deciding, roles and leaving: the rules, each with what it says to the reader."""

from datetime import timedelta

import pytest
from django.contrib.contenttypes.models import ContentType
from django.core import mail
from django.utils import timezone

from networks.members import actions
from networks.members.actions import NewOrganisation
from networks.models import Membership, Organisation, Role
from portal.models import JournalEntry
from portal.states import Refused
from tests.factories.members import groups_of, make_member, make_membership, make_request
from tests.factories.networks import make_organisation
from tests.factories.pages import make_network
from tests.keeping import kept
from tests.people import make_user

pytestmark = pytest.mark.django_db
State = Membership.State


@kept
def norway():
    return make_network("Norway", "NO")


@kept
def coordinator(norway):
    return make_member(norway, "cora", Role.COORDINATOR).user


@kept
def city():
    return make_organisation("City of Oslo", country="NO")


def moves_of(membership):
    rows = JournalEntry.objects.filter(
        subject_type=ContentType.objects.get_for_model(Membership), subject_id=str(membership.pk)
    )
    return [(row.from_state, row.to_state) for row in rows.order_by("pk")]


def told():
    return [(message.to[0], message.subject) for message in mail.outbox]


def test_asking_waits_for_the_coordinator_who_is_told(norway, coordinator, city, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        asked = actions.ask(norway, by=make_user("mari@example.org"), organisation=city, message="We buy laptops")
    assert (asked.state, asked.role, asked.organisation) == (State.REQUESTED, Role.CONTRIBUTOR, city)
    assert told() == [(coordinator.email, "Somebody asks to join Norway")]
    assert groups_of(asked.user) == set()


def test_without_a_coordinator_the_secretariat_is_told(norway, city, django_capture_on_commit_callbacks):
    make_member(make_network("Sweden", "SE"), "sekka", Role.SECRETARIAT)
    with django_capture_on_commit_callbacks(execute=True):
        actions.ask(norway, by=make_user("mari@example.org"), organisation=city)
    assert [to for to, _subject in told()] == ["sekka@example.org"]


def test_accepting_makes_a_member_with_everything_that_comes_with_it(norway, coordinator, city):
    asked = make_request(norway, organisation=city)
    accepted = actions.accept(asked, by=coordinator)
    assert (accepted.state, accepted.decided_by) == (State.ACTIVE, coordinator)
    assert groups_of(accepted.user) == {"Members: Norway"}
    assert accepted.user.profile.organisation == city
    assert moves_of(accepted) == [("requested", "active")]


def test_a_new_organisation_is_entered_when_its_first_member_is_accepted(norway, coordinator):
    new = NewOrganisation("Bergen Hospital", "NO", Organisation.Kind.HEALTH)
    asked = actions.ask(norway, by=make_user("mari@example.org"), new=new)
    assert not Organisation.objects.filter(name="Bergen Hospital").exists()
    accepted = actions.accept(asked, by=coordinator)
    assert (accepted.organisation.name, accepted.organisation.kind) == ("Bergen Hospital", "health")
    assert accepted.new_organisation == ""


def test_a_new_organisation_that_is_known_by_now_is_not_entered_twice(norway, coordinator):
    new = NewOrganisation("City of Oslo", "NO", Organisation.Kind.MUNICIPALITY)
    first = actions.ask(norway, by=make_user("mari@example.org"), new=new)
    second = actions.ask(norway, by=make_user("nils@example.org"), new=new)
    actions.accept(first, by=coordinator)
    actions.accept(second, by=coordinator)
    assert Organisation.objects.filter(name="City of Oslo").count() == 1


MARKET = {"kind": Organisation.Kind.PRODUCER, "market_side": True, "is_buyer": False}


@pytest.mark.parametrize("way", ["known", "new", "hidden behind a known name", "own organisation"])
def test_the_market_side_never_joins(norway, city, way):
    user = make_user("sam@example.org")
    maker = make_organisation("Maker", country="NO", **MARKET)
    if way == "own organisation":
        profile = make_membership(norway, user, state=State.ENDED).user.profile
        profile.organisation = maker
        profile.save()
    choices = {
        "known": {"organisation": maker},
        "new": {"new": NewOrganisation("Other Maker", "NO", "reseller")},
        "hidden behind a known name": {"new": NewOrganisation("maker", "NO", "municipality")},
        "own organisation": {"organisation": city},
    }
    with pytest.raises(Refused, match="market's side"):
        actions.ask(norway, by=user, **choices[way])
    assert not Membership.objects.exclude(state=State.ENDED).exists()


def test_who_moved_to_the_market_meanwhile_is_not_accepted(norway, coordinator, city):
    asked = make_request(norway, organisation=city)
    Organisation.objects.filter(pk=city.pk).update(market_side=True)
    with pytest.raises(Refused, match="market's side"):
        actions.accept(asked, by=coordinator)


@pytest.mark.parametrize(
    ("state", "sentence"),
    [(State.ACTIVE, "member of this network already"), (State.REQUESTED, "asked already"), (State.REFUSED, "a week")],
)
def test_asking_again_is_answered(norway, city, state, sentence):
    known = make_membership(norway, make_user("mari@example.org"), state=state)
    with pytest.raises(Refused, match=sentence):
        actions.ask(norway, by=known.user, organisation=city)


def test_a_week_after_a_refusal_one_may_ask_again(norway, city):
    known = make_membership(norway, make_user("mari@example.org"), state=State.REFUSED)
    later = timezone.now() + timedelta(days=8)
    assert actions.ask(norway, by=known.user, organisation=city, at=later).pk == known.pk


def test_a_flood_of_requests_ends(city):
    user = make_user("mari@example.org")
    for number in range(actions.OPEN_REQUESTS):
        make_membership(make_network(f"Group {number}", "", kind="working_group"), user, state=State.REQUESTED)
    with pytest.raises(Refused, match="many networks"):
        actions.ask(make_network("One more", "SE"), by=user, organisation=city)


def test_refusing_needs_a_reason_and_tells_it(norway, coordinator, django_capture_on_commit_callbacks):
    asked = make_request(norway)
    with pytest.raises(Refused, match="Say why"):
        actions.refuse(asked, by=coordinator, reason="   ")
    with django_capture_on_commit_callbacks(execute=True):
        actions.refuse(asked, by=coordinator, reason="You are no buyer.")
    assert "You are no buyer." in mail.outbox[0].body
    assert Membership.objects.get(pk=asked.pk).state == State.REFUSED


def test_a_decision_is_made_once(norway, coordinator):
    asked = make_request(norway)
    actions.refuse(asked, by=coordinator, reason="No.")
    with pytest.raises(Refused, match="decided about this request already"):
        actions.accept(asked, by=coordinator)


def test_ending_takes_everything_away_and_says_why(norway, coordinator, django_capture_on_commit_callbacks):
    ended = make_membership(norway, make_user("mari@example.org"), Role.REVIEWER)
    with django_capture_on_commit_callbacks(execute=True):
        actions.end(ended, by=coordinator, reason="Moved to a supplier.")
    assert groups_of(ended.user) == set()
    assert "Moved to a supplier." in mail.outbox[0].body
    assert Membership.objects.get(pk=ended.pk).until is not None


RANKS = list(Role)


@pytest.mark.parametrize("giver", RANKS)
@pytest.mark.parametrize("given", RANKS)
def test_nobody_gives_a_role_above_their_own(norway, giver, given):
    giving = make_member(norway, "gina", giver).user
    getting = make_membership(norway, make_user("mari@example.org"), Role.READER)
    may = giver in {Role.COORDINATOR, Role.SECRETARIAT} and given.rank <= giver.rank
    try:
        actions.change_role(getting, role=given, by=giving)
    except Refused:
        assert not may
    else:
        assert may
    assert Membership.objects.get(pk=getting.pk).role == (given if may else Role.READER)


@pytest.mark.parametrize("given", RANKS)
def test_the_same_holds_when_accepting(norway, coordinator, given):
    asked = make_request(norway)
    if given == Role.SECRETARIAT:
        with pytest.raises(Refused, match="up to your own"):
            actions.accept(asked, by=coordinator, role=given)
    else:
        assert actions.accept(asked, by=coordinator, role=given).role == given


@pytest.mark.parametrize(
    "deed",
    [
        lambda above, by: actions.end(above, by=by, reason="No."),
        lambda above, by: actions.change_role(above, role=Role.READER, by=by),
    ],
)
def test_a_coordinator_does_not_touch_the_secretariat(norway, coordinator, deed):
    above = make_membership(norway, make_user("sekka@example.org"), Role.SECRETARIAT)
    with pytest.raises(Refused, match="may not do this"):
        deed(above, coordinator)


@pytest.mark.parametrize("role", RANKS)
def test_nobody_changes_their_own_role(norway, role):
    own = make_membership(norway, make_user("mari@example.org"), role)
    with pytest.raises(Refused, match="may not do this"):
        actions.change_role(own, role=Role.COORDINATOR, by=own.user)


def test_a_coordinator_of_another_network_decides_nothing_here(norway):
    other = make_member(make_network("Sweden", "SE"), "sven", Role.COORDINATOR).user
    asked = make_request(norway)
    for deed in (
        lambda: actions.accept(asked, by=other),
        lambda: actions.refuse(asked, by=other, reason="No."),
        lambda: actions.end(asked, by=other, reason="No."),
        lambda: actions.change_role(asked, role=Role.READER, by=other),
        lambda: actions.leave(asked, by=other),
    ):
        with pytest.raises(Refused, match="may not do this"):
            deed()


def test_a_right_lost_a_moment_ago_is_lost(norway, coordinator):
    """The session still holds the person as they were; what counts is what the database says under the lock."""
    asked = make_request(norway)
    Membership.objects.filter(user=coordinator).update(state=State.ENDED)
    with pytest.raises(Refused, match="may not do this"):
        actions.accept(asked, by=coordinator)


def test_the_last_coordinator_hands_over_before_leaving(norway, coordinator):
    own = Membership.objects.get(user=coordinator)
    other = make_membership(norway, make_user("mari@example.org"))
    with pytest.raises(Refused, match="last coordinator"):
        actions.leave(own, by=coordinator)
    actions.hand_over(own, to=other, by=coordinator)
    assert groups_of(other.user) == {"Members: Norway", "Coordinators: Norway"}
    assert groups_of(coordinator) == {"Members: Norway"}
    actions.leave(own, by=coordinator)
    assert groups_of(coordinator) == set()


@pytest.mark.parametrize("whom", ["self", "stranger", "waiting", "closed"])
def test_handing_over_needs_another_member(norway, coordinator, whom):
    own = Membership.objects.get(user=coordinator)
    to = {
        "self": lambda: own,
        "stranger": lambda: make_membership(make_network("Sweden", "SE"), make_user("mari@example.org")),
        "waiting": lambda: make_request(norway),
        "closed": lambda: make_membership(norway, make_user("mari@example.org")),
    }[whom]()
    if whom == "closed":
        to.user.is_active = False
        to.user.save()
    with pytest.raises(Refused):
        actions.hand_over(own, to=to, by=coordinator)
    assert Membership.objects.get(pk=own.pk).role == Role.COORDINATOR


def test_one_takes_ones_request_back(norway):
    asked = make_request(norway)
    actions.leave(asked, by=asked.user)
    assert Membership.objects.get(pk=asked.pk).state == State.ENDED


def test_subjects_of_mail_hold_no_name(norway, coordinator, city, django_capture_on_commit_callbacks):
    user = make_user("mari@example.org")
    with django_capture_on_commit_callbacks(execute=True):
        asked = actions.ask(norway, by=user, organisation=city)
        actions.accept(asked, by=coordinator)
        actions.change_role(asked, role=Role.READER, by=coordinator)
        actions.end(asked, by=coordinator, reason="Because.")
    assert len(mail.outbox) == 4
    assert not [message.subject for message in mail.outbox if "Mari" in message.subject]
