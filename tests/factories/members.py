"""Makes people of networks for tests: members with a role, requests, invitations."""

from typing import Any

from django.contrib.auth.models import Group
from django.utils import timezone

from networks.members import spaces
from networks.members.profiles import profile_of
from networks.models import Invitation, Membership, NetworkPage, Role
from portal.models import User
from tests.people import Person, make_user, signed_in

State = Membership.State


def make_membership(network: NetworkPage, user: User, role: str = Role.CONTRIBUTOR, **fields: Any) -> Membership:
    """A membership, active unless said otherwise, with the groups that come with it."""
    defaults: dict[str, Any] = {"state": State.ACTIVE}
    values = defaults | fields
    if values["state"] == State.ACTIVE:
        values.setdefault("since", timezone.now())
    membership = Membership.objects.create(network=network, user=user, role=role, **values)
    profile_of(user)
    spaces.follow(membership)
    return membership


def make_member(network: NetworkPage, name: str, role: str = Role.CONTRIBUTOR, **fields: Any) -> Person:
    """Somebody new with a membership and a browser of their own."""
    user = make_user(f"{name}@example.org")
    make_membership(network, user, role, **fields)
    return signed_in(name, user)


def make_request(network: NetworkPage, name: str = "asker", **fields: Any) -> Membership:
    """A request to join by somebody new."""
    return make_membership(network, make_user(f"{name}@example.org"), state=State.REQUESTED, **fields)


def make_invitation(network: NetworkPage, email: str = "guest@example.org", **fields: Any) -> Invitation:
    return Invitation.objects.create(network=network, email=email, **fields)


def groups_of(user: User) -> set[str]:
    return set(Group.objects.filter(user=user).values_list("name", flat=True))
