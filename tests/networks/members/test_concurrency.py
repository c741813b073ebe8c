"""Two people at the same moment: one decision, one membership, whoever comes first."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from networks.members import actions, invitations
from networks.models import Invitation, Membership, Organisation, Role
from portal.models import JournalEntry
from portal.states import Refused
from tests.factories.members import make_invitation, make_member, make_membership, make_request
from tests.factories.networks import make_organisation
from tests.factories.pages import make_network
from tests.people import make_user

pytestmark = [
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
    pytest.mark.usefixtures("database_as_it_was"),
]
State = Membership.State


def at_once(*deeds):
    """Run all deeds at the same moment; what each returned, or why it was refused."""
    start = Barrier(len(deeds))

    def run(deed):
        try:
            start.wait(timeout=10)
            return deed()
        except Refused as refusal:
            return refusal
        finally:
            connection.close()

    with ThreadPoolExecutor(len(deeds)) as pool:
        return list(pool.map(run, deeds))


def refusals(results):
    return [result for result in results if isinstance(result, Refused)]


@pytest.fixture
def norway():
    return make_network("Norway", "NO")


def test_an_invitation_is_used_once(norway):
    guest = make_user("guest@example.org")
    invitation = make_invitation(norway)
    results = at_once(*[lambda: invitations.accept_invitation(invitation, by=guest)] * 4)
    assert len(refusals(results)) == 3
    assert Membership.objects.filter(user=guest).count() == 1
    assert JournalEntry.objects.filter(to_state="accepted").count() == 1


def test_an_invitation_is_either_accepted_or_taken_back(norway):
    guest, cora = make_user("guest@example.org"), make_member(norway, "cora", Role.COORDINATOR).user
    invitation = make_invitation(norway)
    results = at_once(
        lambda: invitations.accept_invitation(invitation, by=guest), lambda: invitations.revoke(invitation, by=cora)
    )
    after = Invitation.objects.get(pk=invitation.pk)
    assert (after.accepted_at is None) != (after.revoked_at is None)
    assert len(refusals(results)) == 1
    assert Membership.objects.filter(user=guest).exists() == (after.accepted_at is not None)


def test_two_coordinators_decide_once(norway):
    cora = make_member(norway, "cora", Role.COORDINATOR).user
    cleo = make_member(norway, "cleo", Role.COORDINATOR).user
    asked = make_request(norway)
    results = at_once(lambda: actions.accept(asked, by=cora), lambda: actions.refuse(asked, by=cleo, reason="No."))
    assert len(refusals(results)) == 1
    assert JournalEntry.objects.filter(subject_id=str(asked.pk), from_state="requested").count() == 1


def test_two_coordinators_do_not_both_leave(norway):
    own = [make_membership(norway, make_user(f"{name}@example.org"), Role.COORDINATOR) for name in ("cora", "cleo")]
    results = at_once(*(lambda each=each: actions.leave(each, by=each.user) for each in own))
    assert len(refusals(results)) == 1
    assert Membership.objects.active().count() == 1


def test_one_person_asks_once(norway):
    user, city = make_user("mari@example.org"), make_organisation("City of Oslo", country="NO")
    results = at_once(*[lambda: actions.ask(norway, by=user, organisation=city)] * 3)
    assert len(refusals(results)) == 2


def test_a_new_organisation_is_entered_once(norway):
    cora = make_member(norway, "cora", Role.COORDINATOR).user
    new = {"new_organisation": "Bergen Hospital", "new_country": "NO", "new_kind": "health"}
    asked = [make_request(norway, name, **new) for name in ("mari", "nils")]
    other = make_network("Sweden", "SE")
    make_membership(other, cora, Role.COORDINATOR)
    asked.append(make_request(other, "olga", **new))
    results = at_once(*(lambda each=each: actions.accept(each, by=cora) for each in asked))
    assert refusals(results) == []
    assert Organisation.objects.filter(name="Bergen Hospital").count() == 1
