"""Many at once: floods are counted one by one, and two moderators decide once."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from criteria.models import Comment, Report
from criteria.talk import actions
from networks.models import Role
from portal.models import JournalEntry
from portal.reader import Reader
from portal.states import Refused
from tests.factories.criteria import make_criterion
from tests.factories.pages import make_network
from tests.factories.talk import make_comment, make_member, make_report

pytestmark = [
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
    pytest.mark.usefixtures("database_as_it_was"),
]


def at_once(*calls):
    """Run all calls at the same moment; how many were refused."""
    start = Barrier(len(calls))

    def run(call):
        start.wait(timeout=10)
        try:
            call()
        except Refused:
            return 1
        finally:
            connection.close()
        return 0

    with ThreadPoolExecutor(len(calls)) as pool:
        return sum(pool.map(run, calls))


def test_ten_comments_at_once_are_six():
    criterion, user = make_criterion(), make_member(make_network())
    calls = [lambda number=number: actions.say(Reader(user), criterion, f"Number {number}") for number in range(10)]
    assert at_once(*calls) == 4
    assert Comment.objects.count() == 6


def test_a_form_sent_twice_is_one_comment():
    criterion, user = make_criterion(), make_member(make_network())
    assert at_once(*[lambda: actions.say(Reader(user), criterion, "Pressed twice")] * 3) == 2
    assert Comment.objects.count() == 1


def test_two_moderators_decide_once():
    network = make_network()
    comment = make_comment(make_criterion(), make_member(network))
    make_report(comment, make_member(network))
    one, other = (Reader(make_member(network, Role.COORDINATOR)) for _each in range(2))
    refused = at_once(
        lambda: actions.settle(one, comment, keep=True, reason="Fine."),
        lambda: actions.settle(other, comment, keep=False, reason="Rude."),
    )
    assert refused == 1
    comment.refresh_from_db()
    assert (Report.objects.get().state == "hidden") is bool(comment.hidden_at)
    assert JournalEntry.objects.filter(subject_type__model="report").count() == 1


def test_answer_and_hiding_at_once_never_answer_what_is_hidden():
    network = make_network()
    criterion = make_criterion()
    comment = make_comment(criterion, make_member(network))
    moderator, member = Reader(make_member(network, Role.COORDINATOR)), Reader(make_member(network))
    refused = at_once(
        lambda: actions.hide(moderator, comment, "Rude."),
        lambda: actions.say(member, criterion, "An answer", parent=comment),
    )
    answers = Comment.objects.filter(parent=comment)
    assert answers.count() == 1 - refused
    comment.refresh_from_db()
    assert all(answer.created_at <= comment.hidden_at for answer in answers)
