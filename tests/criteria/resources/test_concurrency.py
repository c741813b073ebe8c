"""Many people at once: one decision for a version, and nobody who has left comes through."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import close_old_connections, connection, transaction

from criteria.models import Resource, ResourceFile, ReviewDecision
from criteria.resources import reviewing, sharing, uploads
from criteria.terms import Decision
from networks.models import Membership, Role
from portal.models import JournalEntry
from portal.states import Refused
from tests.factories.sharing import add_file, make_draft, make_member, make_submitted

pytestmark = [
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
    pytest.mark.usefixtures("database_as_it_was"),
]


def at_once(*works):
    """Do all of it at the same moment, each with a connection of its own; refusals are answers."""
    barrier = Barrier(len(works))

    def one(work):
        barrier.wait(timeout=30)
        close_old_connections()
        try:
            return work()
        except Refused as refusal:
            return str(refusal)
        finally:
            connection.close()

    with ThreadPoolExecutor(len(works)) as pool:
        return list(pool.map(one, works))


def test_six_reviewers_at_once_give_one_decision(cast):
    resource = make_submitted(cast.buyer, cast.norway)
    version = resource.newest_frozen()
    reviewers = [make_member(cast.norway, Role.REVIEWER) for _each in range(6)]
    choices = [Decision.APPROVE, Decision.REJECT, Decision.REQUEST_CHANGES] * 2

    def deciding(by, decision):
        return lambda: reviewing.decide(version, decision=decision, reason="Because.", by=by)

    answers = at_once(*(deciding(by, choice) for by, choice in zip(reviewers, choices, strict=True)))
    assert ReviewDecision.objects.count() == 1
    assert sum("was faster" in str(answer) for answer in answers) == 5
    assert JournalEntry.objects.filter(from_state="submitted").count() == 1


def test_submitting_twice_at_once_is_one_submission(cast):
    draft = make_draft(cast.buyer, cast.norway)
    at_once(*[lambda: sharing.submit(draft, by=cast.buyer)] * 4)
    assert JournalEntry.objects.filter(to_state="submitted").count() == 1
    assert draft.versions.count() == 1


def test_author_takes_back_while_a_reviewer_decides(cast):
    resource = make_submitted(cast.buyer, cast.norway)
    version = resource.newest_frozen()
    at_once(
        lambda: sharing.take_back(resource, by=cast.buyer),
        lambda: reviewing.decide(version, decision=Decision.APPROVE, reason="Fine.", by=cast.reviewer),
    )
    now = Resource.objects.get()
    assert (now.state == "published") == now.is_live == ReviewDecision.objects.exists()


def test_member_removed_while_submitting(cast):
    """The membership ends in a transaction that began first: the submission waits for it, and is refused."""
    draft = make_draft(cast.buyer, cast.norway)
    answers = []
    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            Membership.objects.filter(user=cast.buyer).update(state=Membership.State.ENDED, until="2026-12-01T00:00Z")
            waiting = pool.submit(at_once, lambda: sharing.submit(draft, by=cast.buyer))
            pool_is_blocked = not waiting.done()
        answers = waiting.result(timeout=30)
    assert pool_is_blocked
    assert "Only members" in str(answers[0])
    assert Resource.objects.get().state == "draft"


def test_same_file_dropped_four_times_is_there_once(cast):
    draft = make_draft(cast.buyer, cast.norway)
    answers = at_once(*[lambda: add_file(draft, by=cast.buyer)] * 4)
    assert ResourceFile.objects.count() == 1
    assert sum("is here already" in str(answer) for answer in answers) == 3


def test_room_for_one_more_is_given_once(cast, monkeypatch):
    monkeypatch.setattr(uploads, "MAX_FILES", 1)
    draft = make_draft(cast.buyer, cast.norway)
    contents = [b"one", b"two", b"three"]
    at_once(*(lambda content=content: add_file(draft, by=cast.buyer, content=content) for content in contents))
    assert ResourceFile.objects.count() == 1
