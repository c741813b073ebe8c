"""Who takes a network's position, under which rules, and what is remembered."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from criteria.adoption.actions import Overtaken, confirm, mark_of, take_position
from criteria.adoption.strictness import Own
from criteria.models import Position
from criteria.terms import Adoption
from networks.models import Membership, NetworkPage, Role
from portal.models import JournalEntry
from portal.reader import NOBODY, Reader
from portal.states import Refused
from tests.factories.adoption import publish_anew, secretariat, take
from tests.factories.criteria import make_criterion
from tests.factories.pages import make_network
from tests.keeping import kept
from tests.people import make_user

pytestmark = pytest.mark.django_db
LEFT = "80 % left"
THRESHOLD = {"key": "cycles", "label": "Full cycles", "unit": "cycles", "value": 800, "qualifier": LEFT}


@kept
def criterion():
    return make_criterion(parameters=(THRESHOLD,))


@pytest.fixture
def edition(criterion):
    return criterion.editions.get()


@kept
def network():
    return make_network()


def member(network, role, *, email="", state=Membership.State.ACTIVE):
    user = make_user(email or f"{role}-{network.slug}@example.org")
    dates = {"since": timezone.now() - timedelta(days=9)}
    if state == Membership.State.ENDED:
        dates["until"] = timezone.now()
    Membership.objects.create(user=user, network=network, role=role, state=state, **dates)
    return Reader(user)


def moves():
    of_positions = JournalEntry.objects.filter(subject_type__model="position")
    return list(of_positions.order_by("pk").values_list("from_state", "to_state"))


@pytest.mark.parametrize(
    ("role", "own", "state", "may"),
    [
        (Role.READER, True, "active", False),
        (Role.CONTRIBUTOR, True, "active", False),
        (Role.REVIEWER, True, "active", False),
        (Role.COORDINATOR, True, "active", True),
        (Role.COORDINATOR, True, "ended", False),
        (Role.COORDINATOR, False, "active", False),
        (Role.SECRETARIAT, False, "active", True),
    ],
)
def test_coordinators_decide_for_their_own_network(edition, network, role, own, state, may):
    elsewhere = make_network("Norway", "NO")
    reader = member(network if own else elsewhere, role, state=state)
    if may:
        assert take_position(edition, network, state=Adoption.IDENTICAL, by=reader).state == Adoption.IDENTICAL
    else:
        with pytest.raises(Refused, match="Only coordinators"):
            take_position(edition, network, state=Adoption.IDENTICAL, by=reader)


def test_nobody_decides_without_an_account(edition, network):
    with pytest.raises(Refused):
        take_position(edition, network, state=Adoption.IDENTICAL, by=NOBODY)


def test_working_groups_take_no_position(edition):
    group = make_network("Batteries", "", kind=NetworkPage.Kind.WORKING_GROUP, iso_3166_1="")
    with pytest.raises(Refused, match="Only coordinators"):
        take_position(edition, group, state=Adoption.IDENTICAL, by=secretariat())


@pytest.mark.parametrize("state", [Adoption.NOT_ADOPTED, Adoption.LEGAL_OBSTACLE, Adoption.WEAKER])
def test_saying_no_or_less_needs_a_reason(edition, network, state):
    coordinator = member(network, Role.COORDINATOR)
    with pytest.raises(Refused, match="Say why"):
        take_position(edition, network, state=state, by=coordinator, texts={"reason": "  "})
    taken = take_position(edition, network, state=state, by=coordinator, texts={"reason": "The law forbids it."})
    assert taken.reason == "The law forbids it."


@pytest.mark.parametrize("state", [Adoption.IDENTICAL, Adoption.ADAPTED, Adoption.WEAKER])
def test_numbers_that_say_otherwise_are_not_overruled(edition, network, state):
    coordinator = member(network, Role.COORDINATOR)
    own, texts = Own("cycles", Decimal(1000), LEFT), {"reason": "So."}
    with pytest.raises(Refused, match=f"Your numbers say “Stricter”, not “{state.label}”"):
        take_position(edition, network, state=state, by=coordinator, values=[own], texts=texts)
    taken = take_position(edition, network, state=Adoption.STRICTER, by=coordinator, values=[own])
    assert [value.value for value in taken.values.all()] == [1000]


def test_numbers_that_cannot_be_compared_leave_the_choice_but_are_not_identical(edition, network):
    reader, own = secretariat(), Own("cycles", Decimal(300), "60 % left")
    with pytest.raises(Refused, match=r"not identical.*60 % left"):
        take_position(edition, network, state=Adoption.IDENTICAL, by=reader, values=[own])
    assert take_position(edition, network, state=Adoption.STRICTER, by=reader, values=[own]).state == "stricter"


def test_another_position_takes_the_place_of_the_first_and_every_move_is_in_the_journal(criterion, network):
    for fields in ({"state": "under_review"}, {"state": "adapted"}, {"state": "adapted", "national_ref": "§ 4"}):
        take(network, criterion, **fields)
    assert Position.objects.get().national_ref == "§ 4"
    assert moves() == [("", "under_review"), ("under_review", "adapted"), ("adapted", "adapted")]


def test_the_same_once_more_changes_nothing(criterion, network):
    first = take(network, criterion, "stricter", values=[Own("cycles", Decimal(900), LEFT)])
    again = take(network, criterion, "stricter", values=[Own("cycles", Decimal("900.00"), LEFT)])
    assert again.decided_at == first.decided_at
    assert len(moves()) == 1


@pytest.mark.parametrize("before", [False, True])
def test_who_was_slower_overwrites_nothing(criterion, network, before):
    if before:
        take(network, criterion, "under_review")
    seen = mark_of(Position.objects.first())
    take(network, criterion, "identical", seen=seen)
    with pytest.raises(Overtaken) as told:
        take(network, criterion, "stricter", seen=seen)
    assert told.value.newer.state == Position.objects.get().state == "identical"
    take(network, criterion, "stricter", seen=mark_of(told.value.newer))
    assert Position.objects.get().state == "stricter"


def test_only_the_current_edition_of_a_published_criterion_takes_positions(criterion, edition, network):
    publish_anew(criterion)
    with pytest.raises(Refused, match=r"Edition 2\.0 has taken its place"):
        take_position(edition, network, state=Adoption.IDENTICAL, by=secretariat())
    criterion.unpublish()
    with pytest.raises(Refused, match="not published"):
        take(network, criterion)
    assert not Position.objects.exists()


def test_a_position_is_confirmed_word_for_word_and_the_old_one_stays(criterion, network):
    own, since = Own("cycles", Decimal(900), LEFT), date(2026, 1, 1)
    older = take(network, criterion, "stricter", reason="More.", values=[own], period=(since, None))
    publish_anew(criterion)
    newer = confirm(older, criterion.editions.first(), by=secretariat())
    assert (newer.state, newer.reason, newer.valid_from) == ("stricter", "More.", since)
    assert [row.value for row in newer.values.all()] == [900]
    assert Position.objects.count() == 2


def test_what_the_new_edition_contradicts_is_not_confirmed(criterion, network):
    older = take(network, criterion, "stricter", values=[Own("cycles", Decimal(900), LEFT)])
    criterion.parameters.set([criterion.parameters.get()])
    threshold = criterion.parameters.all()[0]
    threshold.value = 1000
    criterion.parameters.add(threshold)
    criterion.save_revision().publish()
    criterion.refresh_from_db()
    with pytest.raises(Refused, match="Your numbers say “Weaker”"):
        confirm(older, criterion.editions.first(), by=secretariat())


@pytest.mark.parametrize("url", ["javascript:alert(1)", "//evil.example", "ftp://x.example/y", "not an address"])
def test_an_address_must_be_one_of_the_web(edition, network, url):
    coordinator = member(network, Role.COORDINATOR)
    with pytest.raises(ValidationError):
        take_position(edition, network, state=Adoption.ADAPTED, by=coordinator, texts={"national_url": url})
    assert not Position.objects.exists()
