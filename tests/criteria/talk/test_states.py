"""The talk as a machine: whatever people do in whatever order, nobody reads what was hidden from them or taken back."""

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from criteria.models import Comment, Report
from criteria.talk import actions, queries
from criteria.talk.rights import EDIT_WITHIN
from networks.models import Role
from portal import personal_data
from portal.models import User
from portal.reader import NOBODY, Reader
from portal.rights import may
from portal.states import Refused
from tests.factories.criteria import make_criterion
from tests.factories.pages import make_network
from tests.factories.talk import make_member

NAMES = ["writer", "other", "moderator", "reader"]
WHO = st.sampled_from(NAMES)
AUTHOR = st.just("") | WHO
"""Somebody, or whoever wrote the comment at hand: chance alone would seldom meet them."""
DECIDES = st.just("moderator") | WHO
WHICH = st.integers(0, 3)
MODERATES, WRITES = {"moderator"}, {"writer", "other", "moderator"}


class Talk(RuleBasedStateMachine):
    """Three who write, one of them a moderator, and one who reads. `texts` is what each comment says or said."""

    @initialize()
    def begin(self):
        network = make_network("Norway", "NO")
        roles = {"moderator": Role.COORDINATOR, "reader": Role.READER}
        self.users = {name: make_member(network, roles.get(name, Role.CONTRIBUTOR)) for name in NAMES}
        self.target = make_criterion()
        self.authors: dict[int, str] = {}
        self.texts: dict[int, str] = {}
        self.gone: set[int] = set()
        self.hidden: set[int] = set()
        self.erased: set[str] = set()
        self.words = 0
        for who, which in (("writer", 0), ("other", 0), ("moderator", 0)):
            self.say(who=who, which=which, answers=who != "writer")

    def reader(self, who):
        return Reader(User.objects.get(pk=self.users[who].pk))

    def new_text(self):
        self.words += 1
        return f"Word{self.words:03d}."

    def chosen(self, which):
        rows = sorted(self.texts)
        return Comment.objects.get(pk=rows[which % len(rows)])

    @staticmethod
    def tried(action):
        """Whether the rules let it through."""
        try:
            return action() or True
        except Refused:
            return False

    @rule(who=WHO, which=WHICH, answers=st.booleans())
    def say(self, who, which, answers):
        text, parent = self.new_text(), self.chosen(which) if answers and self.texts else None
        made = self.tried(lambda: actions.say(self.reader(who), self.target, text, parent=parent))
        if made:
            assert who in WRITES - self.erased
            assert parent is None or (parent.pk not in self.gone | self.hidden and parent.parent_id is None)
            self.authors[made.pk], self.texts[made.pk] = who, text

    @rule(who=AUTHOR, which=WHICH, is_late=st.booleans())
    def edit(self, who, which, is_late):
        comment, text = self.chosen(which), self.new_text()
        who = who or self.authors[comment.pk]
        at = comment.created_at + EDIT_WITHIN if is_late else comment.created_at
        if self.tried(lambda: actions.edit(self.reader(who), comment, text, at=at)):
            assert not is_late
            assert comment.pk not in self.gone | self.hidden
            assert who == self.authors[comment.pk]
            self.texts[comment.pk] = text

    @rule(who=AUTHOR, which=WHICH)
    def take_back(self, who, which):
        comment = self.chosen(which)
        who = who or self.authors[comment.pk]
        if self.tried(lambda: actions.remove(self.reader(who), comment)):
            assert who == self.authors[comment.pk]
            self.gone.add(comment.pk)

    @rule(who=DECIDES, which=WHICH)
    def hide(self, who, which):
        comment = self.chosen(which)
        if self.tried(lambda: actions.hide(self.reader(who), comment, "Rude.")):
            assert who in MODERATES
            self.hidden.add(comment.pk)

    @rule(who=DECIDES, which=WHICH)
    def show_again(self, who, which):
        comment = self.chosen(which)
        if self.tried(lambda: actions.unhide(self.reader(who), comment, "Fine.")):
            assert who in MODERATES
            self.hidden.discard(comment.pk)

    @rule(who=WHO, which=WHICH)
    def report(self, who, which):
        comment = self.chosen(which)
        if self.tried(lambda: actions.report(self.reader(who), comment, "Off the subject.")):
            assert who != self.authors[comment.pk]
            assert comment.pk not in self.gone | self.hidden

    @rule(who=DECIDES, which=WHICH, keep=st.booleans())
    def settle(self, who, which, keep):
        comment = self.chosen(which)
        if self.tried(lambda: actions.settle(self.reader(who), comment, keep=keep, reason="So be it.")):
            assert who in MODERATES
            assert who != self.authors[comment.pk]
            if not keep:
                self.hidden.add(comment.pk)

    @rule(who=st.sampled_from(["writer", "other"]))
    def close_the_account(self, who):
        personal_data.erase(User.objects.get(pk=self.users[who].pk))
        self.erased.add(who)

    @invariant()
    def nobody_reads_what_is_not_theirs(self):
        if not hasattr(self, "target"):
            return
        for who in NAMES:
            reader = self.reader(who)
            if not may(reader, "read_talk", self.target):
                assert who in self.erased
                continue
            talk = queries.discussion(reader, self.target)
            entries = [entry for thread in talk.threads for entry in (thread, *thread.answers)]
            for entry in entries:
                own = self.authors[entry.pk] == who and who not in self.erased
                is_read = entry.pk not in self.gone and (entry.pk not in self.hidden or own or who in MODERATES)
                assert (self.texts[entry.pk] in entry.body) is is_read
                assert bool(entry.body) is is_read
            assert talk.total == sum(entry.state != "taken_back" for entry in entries)
            assert talk.total == len(self.texts.keys() - self.gone)
        assert not may(NOBODY, "read_talk", self.target)

    @invariant()
    def nothing_is_left_of_what_was_taken_back(self):
        if hasattr(self, "target"):
            assert not Comment.objects.filter(pk__in=self.gone).exclude(text="").exists()
            assert not Report.objects.exclude(state=Report.State.OPEN).exclude(text="").exists()

    @invariant()
    def those_who_decide_see_every_open_report_and_no_other(self):
        if hasattr(self, "target"):
            open_ones = Report.objects.filter(state=Report.State.OPEN, comment__criterion=self.target)
            assert not open_ones.filter(comment__in=self.gone | self.hidden).exists()
            waiting = {each.comment.pk for each in queries.reported(self.reader("moderator"))} & self.texts.keys()
            assert waiting == set(open_ones.values_list("comment", flat=True))
            assert queries.open_reports(self.target) == len(waiting)

    @invariant()
    def whoever_left_is_named_no_more(self):
        if hasattr(self, "target"):
            left = {pk for pk, who in self.authors.items() if who in self.erased}
            assert not Comment.objects.filter(pk__in=left).exclude(author=None).exists()


class TestTalk(Talk.TestCase, TestCase):
    settings = settings(max_examples=12, stateful_step_count=16)
