"""What the portal keeps about a person: given to them as one file, and taken away when they close their account.

Rooms register what they keep. Erasing leaves the account's row, nameless, so that what the person published, decided or
wrote stays where others need it.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.models import APIToken, ModelLogEntry
from wagtail.users.models import UserProfile

from portal import sessions
from portal.models import JournalEntry, OutgoingMail, User
from portal.states import Refused, note

type Export = Callable[[User], Any]
type Erase = Callable[[User], None]

NOWHERE = "erased.invalid"
"""A domain that never receives mail (RFC 2606)."""
IN_USE, ERASED = "active", "erased"


@dataclass(frozen=True)
class Keeper:
    """What one part of the portal keeps: how to show it, as values JSON can hold, and how to take the person out."""

    export: Export
    erase: Erase


_keepers: dict[str, Keeper] = {}


def register(key: str, *, export: Export, erase: Erase) -> None:
    """Register what a room keeps; called from its app configuration. `key` is its name in the exported file."""
    if key in _keepers:
        raise ValueError(f"“{key}” is kept twice.")
    _keepers[key] = Keeper(export, erase)


def export_of(user: User) -> dict[str, Any]:
    """Everything about a person by the part that keeps it, ready to be written as JSON."""
    return {key: keeper.export(user) for key, keeper in sorted(_keepers.items())}


@transaction.atomic
def erase(user: User) -> None:
    """Close an account and take the person out of it, whole or not at all.

    Raises Refused for the last administrator, since nobody could let anybody in again.
    """
    user = User.objects.select_for_update().get(pk=user.pk)
    if user.erased_at is not None:
        return
    others = User.objects.filter(is_superuser=True, is_active=True).exclude(pk=user.pk)
    if user.is_superuser and not others.exists():
        raise Refused(_("You are the last administrator. Make somebody else one first."))
    for key in sorted(_keepers, key=lambda each: (each == ACCOUNT, each)):
        _keepers[key].erase(user)
    note(user, IN_USE, ERASED, at=timezone.now())


ACCOUNT = "account"
"""The account itself; erased last, because others look people up by their address."""


def addresses_of(user: User) -> list[str]:
    """Every address that the person has, or is about to confirm."""
    own = EmailAddress.objects.filter(user=user).values_list("email", flat=True)
    return sorted({user.email.lower(), *(email.lower() for email in own)})


def _export_account(user: User) -> dict[str, Any]:
    return {
        "name": user.get_full_name(),
        "address": user.email,
        "addresses": [
            {"address": row.email, "confirmed": row.verified} for row in EmailAddress.objects.filter(user=user)
        ],
        "joined": user.date_joined.isoformat(),
        "last_sign_in": user.last_login.isoformat() if user.last_login else None,
        "second_factors": sorted(Authenticator.objects.filter(user=user).values_list("type", flat=True)),
        "groups": sorted(user.groups.values_list("name", flat=True)),
        "sessions": [
            {"since": row.created_at.isoformat(), "address": row.ip, "browser": row.user_agent}
            for row in UserSession.objects.filter(user=user)
        ],
        "moves": [
            {"at": row.at.isoformat(), "what": str(row.subject_type), "from": row.from_state, "to": row.to_state}
            for row in JournalEntry.objects.filter(actor=user).select_related("subject_type")
        ],
    }


def _erase_account(user: User) -> None:
    emails = Q()
    for address in addresses_of(user):
        emails |= Q(to__iexact=address)
    OutgoingMail.objects.filter(emails, sent_at=None).delete()
    OutgoingMail.objects.filter(emails).update(to="")
    sessions.end_all(user)
    for model in (EmailAddress, Authenticator, UserProfile, APIToken):
        model.objects.filter(user=user).delete()
    about = ContentType.objects.get_for_model(User)
    ModelLogEntry.objects.filter(content_type=about, object_id=str(user.pk)).update(label="", data={})
    JournalEntry.objects.filter(subject_type=about, subject_id=str(user.pk)).update(reason="")
    user.groups.clear()
    user.user_permissions.clear()
    user.email = f"former-{user.pk}@{NOWHERE}"
    user.first_name = user.last_name = ""
    user.is_active = user.is_staff = user.is_superuser = False
    user.last_login, user.erased_at = None, timezone.now()
    user.set_unusable_password()
    user.save()


register(ACCOUNT, export=_export_account, erase=_erase_account)
