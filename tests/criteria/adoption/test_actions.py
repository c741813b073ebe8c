"""Who takes a network's position, under which rules, and what is remembered."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from criteria.adoption.actions import take_position
from criteria.adoption.strictness import Own
from criteria.models import Position
from criteria.terms import Adoption
from networks.models import Membership, Role
from portal.models import JournalEntry
from portal.reader import NOBODY, Reader
from portal.states import Refused
from tests.factories.criteria import make_criterion
from tests.factories.pages import make_network
from tests.people import make_user

pytestmark = pytest.mark.django_db
THRESHOLD = {"key": "cycles", "label": "Full cycles", "unit": "cycles", "value": 800}


@pytest.fixture
def edition():
    return make_criterion(parameters=(THRESHOLD,)).editions.get()


@pytest.fixture
def network():
    return make_network()


def member(network, role, *, email="", state=Membership.State.ACTIVE):
    user = make_user(email or f"{role}-{network.slug}@example.org")
    dates = {"since": timezone.now() - timedelta(days=9)}
    if state == Membership.State.ENDED:
        dates["until"] = timezone.now()
    Membership.objects.create(user=user, network=network, role=role, state=state, **dates)
    return Reader(user)


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


@pytest.mark.parametrize("state", [Adoption.NOT_ADOPTED, Adoption.LEGAL_OBSTACLE, Adoption.WEAKER])
def test_saying_no_or_less_needs_a_reason(edition, network, state):
    coordinator = member(network, Role.COORDINATOR)
    with pytest.raises(Refused, match="Say why"):
        take_position(edition, network, state=state, by=coordinator, texts={"reason": "  "})
    taken = take_position(edition, network, state=state, by=coordinator, texts={"reason": "The law forbids it."})
    assert taken.reason == "The law forbids it."


def test_numbers_that_say_otherwise_are_not_overruled(edition, network):
    coordinator = member(network, Role.COORDINATOR)
    own = Own("cycles", Decimal(1000))
    with pytest.raises(Refused, match="Your numbers say “Stricter”, not “Identical”"):
        take_position(edition, network, state=Adoption.IDENTICAL, by=coordinator, values=[own])
    taken = take_position(edition, network, state=Adoption.STRICTER, by=coordinator, values=[own])
    assert [value.value for value in taken.values.all()] == [1000]


def test_another_position_takes_the_place_of_the_first_and_both_are_in_the_journal(edition, network):
    coordinator = member(network, Role.COORDINATOR)
    take_position(edition, network, state=Adoption.UNDER_REVIEW, by=coordinator)
    take_position(edition, network, state=Adoption.ADAPTED, by=coordinator)
    take_position(edition, network, state=Adoption.ADAPTED, by=coordinator, texts={"national_ref": "§ 4"})
    assert Position.objects.get().national_ref == "§ 4"
    moves = JournalEntry.objects.order_by("pk").values_list("from_state", "to_state", "actor__email")
    assert list(moves) == [
        ("", "under_review", coordinator.user.email),
        ("under_review", "adapted", coordinator.user.email),
    ]


@pytest.mark.parametrize("url", ["javascript:alert(1)", "//evil.example", "ftp://x.example/y", "not an address"])
def test_an_address_must_be_one_of_the_web(edition, network, url):
    coordinator = member(network, Role.COORDINATOR)
    with pytest.raises(ValidationError):
        take_position(edition, network, state=Adoption.ADAPTED, by=coordinator, texts={"national_url": url})
    assert not Position.objects.exists()
