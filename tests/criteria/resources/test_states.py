"""The review as a machine: whatever people try in whatever order, no state is illegal and no move is forgotten."""

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from criteria.models import Resource
from criteria.resources import reviewing, sharing
from criteria.resources.states import IN_WORK, MACHINE, State
from criteria.terms import Decision
from networks.models import Role
from portal.models import JournalEntry
from portal.states import Refused
from tests.factories.pages import make_network
from tests.factories.sharing import make_draft, make_member

WHO = st.sampled_from(["author", "reviewer", "coordinator", "outsider", "secretary"])


def test_every_state_can_be_left_and_reached():
    assert set(MACHINE.moves) == set(State)
    assert all(MACHINE.moves.values())
    assert set().union(*MACHINE.moves.values()) == set(State)


class Review(RuleBasedStateMachine):
    """Five people press every button there is."""

    @initialize()
    def begin(self):
        network, other = make_network("Norway", "NO"), make_network("Netherlands", "NL")
        self.people = {
            "author": make_member(network, Role.REVIEWER),
            "reviewer": make_member(network, Role.REVIEWER),
            "coordinator": make_member(network, Role.COORDINATOR),
            "outsider": make_member(other),
            "secretary": make_member(other, Role.SECRETARIAT),
        }
        self.resource = make_draft(self.people["author"], network)
        self.moves = 0
        self.started = JournalEntry.objects.count()

    def attempt(self, action, who, *, allowed, **arguments):
        """Try it; only those allowed may come through, and each time one line is written."""
        before = self.now.state
        try:
            action(by=self.people[who], **arguments)
        except Refused:
            return
        assert who in allowed, (action.__name__, who, before)
        if self.now.state != before:
            assert MACHINE.allows(before, self.now.state)
            self.moves += 1

    @property
    def now(self):
        return Resource.objects.get(pk=self.resource.pk)

    @rule(who=WHO)
    def submit(self, who):
        self.attempt(lambda by: sharing.submit(self.resource, by=by), who, allowed={"author"})

    @rule(who=WHO)
    def take_back(self, who):
        self.attempt(lambda by: sharing.take_back(self.resource, by=by), who, allowed={"author"})

    @rule(who=WHO)
    def write_again(self, who):
        self.attempt(lambda by: sharing.edit_again(self.resource, by=by), who, allowed={"author"})

    @rule(who=WHO)
    def withdraw(self, who):
        able = {"author", "reviewer", "coordinator", "secretary"}
        self.attempt(lambda by: sharing.withdraw(self.resource, reason="Old.", by=by), who, allowed=able)

    @rule(who=WHO, decision=st.sampled_from(Decision), reason=st.sampled_from(["Good.", ""]))
    def decide(self, who, decision, reason):
        version = self.resource.versions.exclude(frozen_at=None).first()
        if version is not None:
            self.attempt(
                lambda by: reviewing.decide(version, decision=decision, reason=reason, by=by),
                who,
                allowed={"reviewer", "coordinator", "secretary"} if reason else set(),
            )

    @invariant()
    def one_version_is_open_while_it_is_written(self):
        if hasattr(self, "resource") and self.now.state in IN_WORK:
            assert self.now.open_version() is not None

    @invariant()
    def what_waits_is_frozen(self):
        if hasattr(self, "resource") and self.now.state == State.SUBMITTED:
            assert self.now.open_version() is None
            assert self.now.waiting_since is not None

    @invariant()
    def what_readers_see_was_decided(self):
        if hasattr(self, "resource") and self.now.live_version is not None:
            assert self.now.live_version.decisions.get().decision == Decision.APPROVE

    @invariant()
    def every_move_is_in_the_journal(self):
        if hasattr(self, "resource"):
            assert JournalEntry.objects.count() - self.started == self.moves
            last = JournalEntry.objects.first()
            assert last is None or last.to_state == self.now.state


class TestReview(Review.TestCase, TestCase):
    settings = settings(max_examples=12, stateful_step_count=15)


@pytest.mark.django_db
def test_states_of_the_machine_are_those_of_the_model():
    assert {value for value, _label in Resource._meta.get_field("state").choices} == set(MACHINE.moves)
