"""Whatever people wish, whoever loses a right, whenever workers run: told at most once, and only who may see."""

from datetime import timedelta

from django.contrib.auth.models import Group
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from portal.models import Frequency, Notice, OutgoingMail, User
from portal.notices.telling import tell_due
from portal.notices.wishes import EVERYTHING, choose, stop
from tests.portal.notices.cast import MONDAY, make_member, make_thing, tell_about

KINDS = st.sampled_from(["decision", "topic", "news"])
PEOPLE, THINGS = st.integers(0, 1), st.integers(0, 1)


class Life(RuleBasedStateMachine):
    """Two people, two things, a clock; each notice carries its number, so that mails can be read."""

    def __init__(self):
        super().__init__()
        for model in (Notice, OutgoingMail, User, Group):
            model.objects.all().delete()
        self.now, self.number, self.read = MONDAY, 0, 0
        self.things = [make_thing(f"T{number}") for number in range(2)]
        self.people = [make_member(f"p{number}@example.org") for number in range(2)]
        for person in self.people:
            person.groups.set(self.things)
        self.mailed: list[tuple[str, str]] = []

    @rule(minutes=st.sampled_from([1, 30, 600, 1440, 10080]))
    def time_passes(self, minutes):
        self.now += timedelta(minutes=minutes)

    @rule(person=PEOPLE, thing=THINGS, gains=st.booleans())
    def right_changes(self, person, thing, gains):
        groups = self.people[person].groups
        (groups.add if gains else groups.remove)(self.things[thing])

    @rule(person=PEOPLE, kind=KINDS, frequency=st.sampled_from(Frequency), everything=st.booleans())
    def wish_changes(self, person, kind, frequency, everything):
        if frequency == Frequency.NEVER:
            stop(self.people[person], EVERYTHING if everything else kind, at=self.now)
        else:
            choose(self.people[person], {kind: frequency}, at=self.now)

    @rule(thing=THINGS, kind=KINDS, times=st.integers(1, 2))
    def something_happens(self, thing, kind, times):
        self.number += 1
        for _time in range(times):
            title = f"#{self.number}."
            tell_about(self.things[thing], *self.people, kind=kind, key=str(self.number), title=title, at=self.now)

    @rule()
    def worker_runs(self):
        tell_due(self.now)
        assert not Notice.objects.filter(told_at=None, due_at__lte=self.now).exists()
        for letter in OutgoingMail.objects.filter(pk__gt=self.read).order_by("pk"):
            self.read = letter.pk
            for notice in Notice.objects.filter(mail_key=letter.key):
                assert letter.person == notice.recipient
                assert notice.title in letter.text
                assert notice.recipient.groups.filter(pk=notice.about_id).exists()
                assert Notice.objects.filter(recipient=notice.recipient, key=notice.key).count() == 1
                self.mailed.append((letter.to, notice.title))
            assert letter.text.count("\n* #") in {0, Notice.objects.filter(mail_key=letter.key).count()}

    @invariant()
    def nothing_is_told_twice(self):
        assert len(self.mailed) == len(set(self.mailed))


class Promises(TestCase):
    def test_told_at_most_once_and_only_to_who_may_see(self):
        few = settings(max_examples=20, stateful_step_count=25)
        run_state_machine_as_test(Life, settings=few)
