"""Whatever people do with memberships in whatever order: no illegal state, every move in the journal, groups follow."""

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from networks.members import actions, invitations
from networks.members.states import MACHINE
from networks.models import Invitation, Membership, Role
from portal.models import JournalEntry
from portal.states import Refused
from tests.factories.members import groups_of, make_membership
from tests.factories.networks import make_organisation
from tests.factories.pages import make_network
from tests.people import make_user

State = Membership.State
NAMES = ["anna", "bo", "cora", "sekka"]
who = st.sampled_from(NAMES)
roles = st.sampled_from(list(Role))


class Memberships(RuleBasedStateMachine):
    """Four people, one of them the coordinator and one of the secretariat, try everything on each other."""

    def __init__(self):
        super().__init__()
        self.transaction = transaction.atomic()
        self.transaction.__enter__()
        self.network = make_network("Norway", "NO")
        self.city = make_organisation("City of Oslo", country="NO")
        self.people = {name: make_user(f"{name}@example.org") for name in NAMES}
        make_membership(self.network, self.people["cora"], Role.COORDINATOR)
        make_membership(make_network("Sweden", "SE"), self.people["sekka"], Role.SECRETARIAT)

    def teardown(self):
        transaction.set_rollback(True)
        self.transaction.__exit__(None, None, None)

    def lines(self):
        kind = ContentType.objects.get_for_model(Membership)
        return list(JournalEntry.objects.filter(subject_type=kind).order_by("pk").values_list("pk", flat=True))

    def snapshot(self):
        return {row.pk: (row.state, row.role) for row in Membership.objects.all()}

    def attempt(self, deed):
        """Do it: every difference it makes is one line of the journal; what was refused makes none."""
        before, lines = self.snapshot(), len(self.lines())
        try:
            deed()
        except Refused:
            assert self.snapshot() == before
            assert len(self.lines()) == lines
            return
        after = self.snapshot()
        changes = 0
        for pk, (state, role) in after.items():
            was, had = before.get(pk, ("", role))
            if was and was != state:
                assert state in MACHINE.moves[was]
            changes += (was != state) or (had != role)
        assert len(self.lines()) - lines == changes

    def of(self, name):
        return Membership.objects.filter(network=self.network, user=self.people[name]).first()

    @rule(name=who)
    def ask(self, name):
        self.attempt(lambda: actions.ask(self.network, by=self.people[name], organisation=self.city))

    @rule(name=who, by=who, role=roles)
    def accept(self, name, by, role):
        if membership := self.of(name):
            self.attempt(lambda: actions.accept(membership, by=self.people[by], role=role))

    @rule(name=who, by=who, reason=st.sampled_from(["", "No."]))
    def refuse(self, name, by, reason):
        if membership := self.of(name):
            self.attempt(lambda: actions.refuse(membership, by=self.people[by], reason=reason))

    @rule(name=who, by=who)
    def end(self, name, by):
        if membership := self.of(name):
            self.attempt(lambda: actions.end(membership, by=self.people[by], reason="Because."))

    @rule(name=who, by=who)
    def leave(self, name, by):
        if membership := self.of(name):
            self.attempt(lambda: actions.leave(membership, by=self.people[by]))

    @rule(name=who, by=who, role=roles)
    def change_role(self, name, by, role):
        if membership := self.of(name):
            self.attempt(lambda: actions.change_role(membership, role=role, by=self.people[by]))

    @rule(name=who, to=who)
    def hand_over(self, name, to):
        own, other = self.of(name), self.of(to)
        if own and other:
            self.attempt(lambda: actions.hand_over(own, to=other, by=self.people[name]))

    @rule(by=who, name=who, role=roles)
    def invite(self, by, name, role):
        self.attempt(
            lambda: invitations.invite(self.network, email=f"{name}@example.org", role=role, by=self.people[by])
        )

    @rule(name=who)
    def accept_invitation(self, name):
        if invitation := Invitation.objects.order_by("-pk").first():
            self.attempt(lambda: invitations.accept_invitation(invitation, by=self.people[name]))

    @invariant()
    def groups_say_what_memberships_say(self):
        for name, user in self.people.items():
            own = self.of(name)
            inside = own is not None and own.state == State.ACTIVE
            groups = groups_of(user)
            assert ("Members: Norway" in groups) == inside
            assert ("Coordinators: Norway" in groups) == (inside and Role(own.role).rank >= Role.COORDINATOR.rank)

    @invariant()
    def dates_fit(self):
        for row in Membership.objects.all():
            assert (row.state == State.ACTIVE) == (row.since is not None and row.until is None)


@pytest.mark.django_db
def test_no_path_leads_to_an_illegal_state():
    quick = settings(max_examples=12, stateful_step_count=25, database=None)
    run_state_machine_as_test(Memberships, settings=quick)
