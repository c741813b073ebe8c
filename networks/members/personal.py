"""What this room keeps about a person: profile, memberships, invitations."""

from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Q
from django.utils import timezone

from networks.members import telling
from networks.members.states import State, finish, hold
from networks.models import Invitation, MemberProfile, Membership, Role
from portal.models import JournalEntry, User
from portal.personal_data import addresses_of


def export(user: User) -> dict[str, Any]:
    """The person's own part, with what others wrote to them about it."""
    profile = MemberProfile.objects.select_related("organisation").filter(user=user).first()
    return {
        "profile": profile
        and {
            "short_name": profile.handle,
            "organisation": str(profile.organisation or ""),
            "position": profile.position,
            "country": profile.country,
            "languages": profile.languages,
        },
        "memberships": [_membership(each) for each in Membership.objects.filter(user=user).select_related("network")],
        "invitations": [
            {"network": each.network.title, "address": each.email, "name": each.name, "at": each.invited_at.isoformat()}
            for each in _invitations(user).select_related("network")
        ],
    }


def erase(user: User) -> None:
    """End the person's memberships and take every word about them out. Nobody can be kept for being the last one."""
    about = ContentType.objects.get_for_model(Membership)
    for membership in Membership.objects.filter(user=user).order_by("network_id"):
        hold(membership.network_id)
        current = (
            Membership.objects.select_for_update(of=("self",)).select_related("network", "user").get(pk=membership.pk)
        )
        was_active = current.state == State.ACTIVE
        if current.state in {State.ACTIVE, State.REQUESTED}:
            finish(current, State.ENDED, by=None)
        Membership.objects.filter(pk=current.pk).update(message="", reason="")
        JournalEntry.objects.filter(subject_type=about, subject_id=str(current.pk)).update(reason="")
        if was_active and Role(current.role).rank >= Role.COORDINATOR.rank:
            _tell_if_nobody_is_left(current)
    _invitations(user).delete()
    MemberProfile.objects.filter(user=user).delete()


def _membership(membership: Membership) -> dict[str, Any]:
    return {
        "network": membership.network.title,
        "organisation": membership.organisation_name,
        "role": membership.role,
        "state": membership.state,
        "message": membership.message,
        "reason": membership.reason,
        "asked": membership.requested_at.isoformat(),
        "since": membership.since and membership.since.isoformat(),
        "until": membership.until and membership.until.isoformat(),
    }


def _invitations(user: User) -> Any:
    own = Q(pk=None)
    for address in addresses_of(user):
        own |= Q(email__iexact=address)
    return Invitation.objects.filter(own)


def _tell_if_nobody_is_left(membership: Membership) -> None:
    left = Membership.objects.active().filter(network=membership.network, user__is_active=True)
    if not left.filter(role__in=[Role.COORDINATOR, Role.SECRETARIAT]).exists():
        telling.without_coordinator(membership.network, f"erased-{membership.pk}-{timezone.now():%Y%m%d%H%M%S}")
