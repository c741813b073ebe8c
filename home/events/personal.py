"""What this room keeps about a person with an account: registrations made with one of their addresses."""

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


def _registrations(user: User) -> QuerySet[Registration]:
    own = Q(pk=None)
    for address in addresses_of(user):
        own |= Q(email__iexact=address)
    return Registration.objects.filter(own).exclude(state=Registration.State.ERASED)
