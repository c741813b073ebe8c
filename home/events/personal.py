"""Registrations as personal data: those with an address of somebody who has an account, and those that are overdue."""

from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet

from home.events import registration
from home.models import Registration
from portal.models import User
from portal.personal_data import addresses_of

FIELDS = ("name", "email", "organisation", "country", "role", "access_needs", "state")


def export(user: User) -> list[dict[str, Any]]:
    return [
        {"event": each.event.title, "at": each.created_at.isoformat(), **{name: getattr(each, name) for name in FIELDS}}
        for each in _registrations(user).select_related("event")
    ]


def erase(user: User) -> None:
    """Empty the registrations; their seats are free again."""
    for each in _registrations(user):
        registration.erase(each)


def forget_overdue(now: datetime) -> int:
    """Empty the registrations that were promised to be erased by now; how many."""
    due = Registration.objects.filter(erase_after__lt=now).exclude(state=Registration.State.ERASED)
    # An event that was moved to a later day still needs to know who comes.
    overdue = [each for each in due.select_related("event") if each.event.erase_on < now]
    for each in overdue:
        registration.erase(each, at=now)
    return len(overdue)


def _registrations(user: User) -> QuerySet[Registration]:
    own = Q(pk=None)
    for address in addresses_of(user):
        own |= Q(email__iexact=address)
    return Registration.objects.filter(own).exclude(state=Registration.State.ERASED)
