"""Who may do what with networks, memberships, invitations and lost mail; docs/rights.md says the same in words."""

from networks.members.standing import standing_of
from networks.models import Invitation, Membership, NetworkPage, Role
from portal.models import OutgoingMail
from portal.reader import Reader
from portal.rights import rule


def _coordinates(reader: Reader, network_id: int) -> bool:
    return standing_of(reader).is_at_least(network_id, Role.COORDINATOR)


@rule("join", NetworkPage)
def may_join(reader: Reader, network: NetworkPage) -> bool:
    """Anybody with an account who can see the network and is not inside; a closed one is joined by invitation."""
    user = reader.user
    if user is None or not user.is_active or network.pk in standing_of(reader).networks:
        return False
    return NetworkPage.objects.visible_to(reader).filter(pk=network.pk).exists()


@rule("see_members", NetworkPage)
def may_see_members(reader: Reader, network: NetworkPage) -> bool:
    """Members see each other; nobody else sees who is inside."""
    return standing_of(reader).is_at_least(network.pk, Role.READER)


@rule("manage_members", NetworkPage)
def may_manage_members(reader: Reader, network: NetworkPage) -> bool:
    return _coordinates(reader, network.pk)


@rule("invite", NetworkPage)
def may_invite(reader: Reader, network: NetworkPage) -> bool:
    return _coordinates(reader, network.pk)


@rule("invite", Invitation)
def may_take_back(reader: Reader, invitation: Invitation) -> bool:
    """Whoever may invite may take an invitation back."""
    return _coordinates(reader, invitation.network_id)


@rule("decide", Membership)
def may_decide(reader: Reader, membership: Membership) -> bool:
    """Coordinators accept, refuse and end; never about themselves, and above them only the secretariat does."""
    if reader.user is None or membership.user_id == reader.user.pk:
        return False
    return _coordinates(reader, membership.network_id) and may_give(reader, membership.network_id, membership.role)


@rule("change_role", Membership)
def may_change_role(reader: Reader, membership: Membership) -> bool:
    """As for decisions: a coordinator who steps down hands over instead."""
    return may_decide(reader, membership)


@rule("leave", Membership)
def may_leave(reader: Reader, membership: Membership) -> bool:
    """One's own membership only, or one's own request."""
    return reader.user is not None and membership.user_id == reader.user.pk


@rule("settle", OutgoingMail)
def may_settle(reader: Reader, mail: OutgoingMail) -> bool:
    """What becomes of mail that may not have arrived: the secretariat, across all networks."""
    return standing_of(reader).is_secretariat


def may_give(reader: Reader, network_id: int, role: str) -> bool:
    """Whether the reader's own role reaches as far as the role they want to give or take."""
    standing = standing_of(reader)
    return standing.is_secretariat or (role != Role.SECRETARIAT and standing.is_at_least(network_id, Role(role)))
