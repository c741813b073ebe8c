"""The people of the talk: how members see each other, who may read along, who moderates, who can be mentioned."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from criteria.models import Criterion, Resource
from criteria.talk import rights
from criteria.terms import Visibility
from networks.models import Membership, Role
from portal.models import User
from portal.reader import Reader

SUGGESTED = 8

type Target = Criterion | Resource


@dataclass(frozen=True)
class Person:
    """Somebody as other members see them."""

    name: str
    organisation: str = ""


def person(user: User | None) -> Person:
    """A name, never an address; whoever has no account any more is a former member."""
    if user is None:
        return Person(_("Former member"))
    profile = getattr(user, "profile", None)
    name = user.get_full_name() or (f"@{profile.handle}" if profile else _("A member"))
    organisation = profile.organisation if profile else None
    return Person(name, organisation.name if organisation else "")


def readers_of(target: Target) -> QuerySet[User]:
    """Everybody who may read the talk about a target: the rule "read_talk" as a query."""
    active = Membership.objects.active().filter(user=OuterRef("pk"))
    everywhere = Q(is_superuser=True) | Exists(active.filter(role=Role.SECRETARIAT))
    if isinstance(target, Resource) and target.visibility == Visibility.NETWORK:
        inside = Exists(active.filter(network__in=rights.networks_that_see(target)))
    else:
        inside = Exists(active)
    return User.objects.filter(inside | everywhere, is_active=True)


def moderators_of(target: Target) -> QuerySet[User]:
    """Everybody who may hide comments there: the rule "hide_comment" as a query, the secretariat only as a last resort.

    A network with reviewers of its own settles its reports; superusers run the machine and are told nothing.
    """
    active = Membership.objects.active().filter(user=OuterRef("pk"))
    if isinstance(target, Resource):
        ranks = [role for role in Role if role.rank >= Role.REVIEWER.rank]
        own = Exists(active.filter(role__in=ranks, network=target.network_id))
    else:
        own = Exists(active.filter(role=Role.COORDINATOR))
    people = User.objects.filter(is_active=True)
    chosen = people.filter(own)
    return chosen if chosen.exists() else people.filter(Exists(active.filter(role=Role.SECRETARIAT)))


def mentionable(target: Target, handles: Iterable[str]) -> list[User]:
    """Who among these short names may read the talk; of the others nobody learns whether they exist."""
    people = readers_of(target).filter(profile__handle__in=list(handles))
    return list(people.select_related("profile"))


def suggestions(reader: Reader, target: Target, start: str) -> list[dict[str, str]]:
    """Members to mention whose short name or name starts like this."""
    if reader.user is None or not start:
        return []
    starts = Q(profile__handle__istartswith=start) | Q(first_name__istartswith=start) | Q(last_name__istartswith=start)
    people = readers_of(target).filter(starts, profile__isnull=False).exclude(pk=reader.user.pk)
    rows = people.select_related("profile__organisation").order_by("first_name", "last_name", "pk")[:SUGGESTED]
    return [
        {"handle": user.profile.handle, "name": (shown := person(user)).name, "organisation": shown.organisation}
        for user in rows
    ]
