"""Many at once: floods are counted one by one, and of two wordings for one paragraph one is taken over."""

import pytest

from criteria.consulting import actions
from criteria.consulting.taking_over import take_over
from criteria.models import ConsultationComment, Criterion
from networks.models import Role
from portal.reader import Reader
from tests.criteria.talk.test_concurrency import at_once
from tests.factories.consulting import answer, ask, say
from tests.factories.criteria import make_criterion
from tests.factories.pages import make_network
from tests.factories.talk import make_member
from tests.people import make_user

pytestmark = [
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
    pytest.mark.usefixtures("database_as_it_was"),
]


def test_crowds_are_taken_one_by_one():
    network = make_network()
    asked = ask(make_criterion(owner_network=network), make_user("ada@example.org", superuser=True))
    talker, reviewer = make_member(network), make_member(network, Role.REVIEWER)
    calls = [
        lambda number=number: actions.say(Reader(talker), asked, paragraph_key="", body=f"Number {number}")
        for number in range(8)
    ]
    assert at_once(*calls) == 2
    assert ConsultationComment.objects.count() == 6

    proposed = [say(asked, make_member(network), proposed_text=f"Wording {number}.") for number in range(2)]
    for comment in proposed:
        answer(comment, reviewer)
    coordinators = [Reader(make_member(network, Role.COORDINATOR)) for _each in range(2)]
    pairs = zip(coordinators, proposed, strict=True)
    assert at_once(*[lambda one=one, row=row: take_over(one, row) for one, row in pairs]) == 1
    draft = Criterion.objects.get(pk=asked.criterion_id).get_latest_revision_as_object()
    taken = ConsultationComment.objects.get(taken_over_at__isnull=False)
    assert draft.requirement == taken.proposed_text
