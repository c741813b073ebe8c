"""What people are told about memberships: the one place that writes to them. Subjects never hold a person's name."""

from collections.abc import Iterable

from django.core import signing
from django.urls import reverse

from networks.models import Invitation, Membership, NetworkPage, Role
from portal import mail
from portal.models import User

INVITATION = "network-invitation"
"""Salt of the tokens of invitations."""


def token_of(invitation: Invitation) -> str:
    """A signed token that serves for one invitation; until when it is good stands in the invitation."""
    return signing.Signer(salt=INVITATION).sign(str(invitation.pk))


def asked(membership: Membership) -> None:
    """The network's coordinators learn that somebody asked to join; where there are none, the secretariat does."""
    _tell(deciders_of(membership.network), "asked", membership, path=_desk(membership.network))


def accepted(membership: Membership) -> None:
    _tell([membership.user], "accepted", membership, path=_people(membership.network))


def refused(membership: Membership) -> None:
    _tell([membership.user], "refused", membership, path=reverse("members:home"))


def ended(membership: Membership) -> None:
    _tell([membership.user], "ended", membership, path=reverse("members:home"))


def role_changed(membership: Membership) -> None:
    _tell([membership.user], "role", membership, path=_people(membership.network))


def without_coordinator(network: NetworkPage, occasion: str) -> None:
    """The secretariat learns that a network has nobody left who decides."""
    for user in _secretariat():
        _mail(user, "without_coordinator", key=f"{occasion}-{user.pk}", network=network, path=_desk(network))


def invited(invitation: Invitation) -> None:
    """The address gets a link; the same mail whether it has an account or not."""
    path = reverse("members:invitation", args=[token_of(invitation)])
    context = {"network": invitation.network, "link": mail.portal_address() + path, "invitation": invitation}
    mail.queue(
        key=f"invitation-{invitation.pk}", to=invitation.email, template="mail/members_invited.txt", context=context
    )


def _tell(people: Iterable[User], what: str, membership: Membership, *, path: str) -> None:
    """Once for each move: the key holds the moment of the move."""
    moment = f"{membership.moved_at:%Y%m%d%H%M%S%f}"
    for user in people:
        key = f"membership-{membership.pk}-{what}-{moment}-{user.pk}"
        _mail(user, what, key=key, network=membership.network, path=path, membership=membership)


def _mail(to: User, what: str, *, key: str, network: NetworkPage, path: str, **context: object) -> None:
    """These mails are decisions about a person, so nobody can choose not to get them, and they come at once."""
    values = {"network": network, "person": to, "link": mail.portal_address() + path, **context}
    template = f"mail/members_{what}.txt"
    mail.queue(key=key, to=to.email, template=template, context=values, language=to.language, person=to)


def deciders_of(network: NetworkPage) -> list[User]:
    """Who decides for a network: its coordinators; where it has none, the secretariat."""
    roles = [Role.COORDINATOR, Role.SECRETARIAT]
    people = User.objects.filter(
        is_active=True,
        memberships__network=network,
        memberships__role__in=roles,
        memberships__state=Membership.State.ACTIVE,
    )
    return list(people.distinct()) or _secretariat()


def _secretariat() -> list[User]:
    """The secretariat; before there is one, whoever runs the portal."""
    active = User.objects.filter(is_active=True)
    people = active.filter(memberships__role=Role.SECRETARIAT, memberships__state=Membership.State.ACTIVE)
    return list(people.distinct()) or list(active.filter(is_superuser=True))


def _desk(network: NetworkPage) -> str:
    return reverse("members:desk", args=[network.slug])


def _people(network: NetworkPage) -> str:
    return reverse("members:people", args=[network.slug])
