"""What members see of each other, of their networks and of what waits for them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from allauth.account.models import EmailAddress
from django.db.models import (
    Case,
    CharField,
    Exists,
    ExpressionWrapper,
    F,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Value,
    When,
)
from django.db.models.functions import Lower
from django.utils import timezone
from wagtail.models import Page, PageViewRestriction

from networks.members.standing import standing_of
from networks.models import Invitation, Membership, NetworkPage, Organisation, Role
from portal.models import User
from portal.reader import Reader

SUGGESTED = 500
"""Organisations offered while typing; any other known one can be typed in full."""
CHANGES_SHOWN = 6


@dataclass(frozen=True)
class Desk:
    """What a coordinator works on in one network."""

    requests: Sequence[Membership]
    invitations: Sequence[Invitation]
    members: Sequence[Membership]


def find_network(slug: str) -> NetworkPage | None:
    """The network with an address, whoever may see it; callers ask `may` before they show anything."""
    rows = NetworkPage.objects.filter(slug=slug, alias_of=None).exclude(space=None)
    return rows.order_by("pk").first()


def memberships_of(user: User) -> list[Membership]:
    """A person's memberships and open requests, by the network's title."""
    rows = Membership.objects.filter(user=user, state__in=[Membership.State.ACTIVE, Membership.State.REQUESTED])
    return list(rows.select_related("network", "organisation").order_by("network__title"))


def membership_in(network: NetworkPage, user: User | None) -> Membership | None:
    """The person's membership in a network, whatever its state."""
    if user is None:
        return None
    return Membership.objects.select_related("network", "organisation").filter(network=network, user=user).first()


def people_of(network: NetworkPage) -> list[Membership]:
    """The members, those who decide first, then by name; each with person, profile and organisation: one query."""
    ranks = [When(role=role, then=Value(-role.rank)) for role in Role]
    rows = Membership.objects.active().filter(network=network, user__is_active=True)
    rows = rows.select_related("user__profile", "organisation", "network")
    return list(
        rows.order_by(
            Case(*ranks, output_field=IntegerField()), Lower("user__first_name"), Lower("user__last_name"), "pk"
        )
    )


def desk_of(network: NetworkPage, at: datetime | None = None) -> Desk:
    """Requests that wait (the oldest first), invitations still good, and the members; three queries."""
    waiting = Membership.objects.waiting().filter(network=network, user__is_active=True)
    return Desk(
        list(waiting.select_related("user", "organisation", "network").order_by("requested_at")),
        list(_open(at).filter(network=network).select_related("organisation", "invited_by").order_by("email")),
        people_of(network),
    )


def requests_for(reader: Reader) -> list[Membership]:
    """The requests that wait for this reader's decision, the oldest first."""
    standing = standing_of(reader)
    rows = Membership.objects.waiting().filter(user__is_active=True).exclude(user=reader.user)
    if not standing.is_secretariat:
        rows = rows.filter(network__in=standing.networks_as(Role.COORDINATOR))
    return list(rows.select_related("user", "network", "organisation").order_by("requested_at"))


def invitations_for(user: User, at: datetime | None = None) -> list[Invitation]:
    """Open invitations to an address that the person has confirmed as theirs."""
    own = EmailAddress.objects.filter(user=user, verified=True).values(address=Lower("email"))
    rows = _open(at).alias(address=Lower("email")).filter(address__in=own)
    return list(rows.select_related("network").order_by("-invited_at"))


def changes_for(reader: Reader) -> list[Page]:
    """What was published lately below the pages of the reader's networks, as far as the reader may read it."""
    networks = NetworkPage.objects.filter(pk__in=standing_of(reader).networks)
    if reader.user is None or not (paths := list(networks.values_list("path", flat=True))):
        return []
    below = Q()
    for path in paths:
        below |= Q(path__startswith=path)
    rows = Page.objects.live().filter(below, last_published_at__isnull=False)
    return list(_readable(rows, reader.user).order_by("-last_published_at")[:CHANGES_SHOWN])


def suggested_organisations() -> list[str]:
    """Names to choose from: organisations that may take part in a network."""
    rows = Organisation.objects.filter(market_side=False).order_by("name")
    return [str(each) for each in rows[:SUGGESTED]]


def find_organisation(text: str) -> Organisation | None:
    """The organisation that somebody typed, as its name, its short name, or both as lists show them."""
    name = text.strip()
    short = name.rpartition(" (")[0]
    wanted = Q(name__iexact=name) | Q(short_name__iexact=name)
    if short and name.endswith(")"):
        wanted |= Q(name__iexact=short, short_name__iexact=name[len(short) + 2 : -1])
    found = list(Organisation.objects.filter(wanted)[:2]) if name else []
    return found[0] if len(found) == 1 else None


def _open(at: datetime | None = None) -> QuerySet[Invitation]:
    return Invitation.objects.filter(accepted_at=None, revoked_at=None, ends_at__gt=at or timezone.now())


def _readable(pages: QuerySet[Page], user: User) -> QuerySet[Page]:
    """The pages among these that are open to all, or to a group that the person is in."""
    path = ExpressionWrapper(OuterRef("path"), output_field=CharField())
    closed = PageViewRestriction.objects.alias(path=path).filter(path__startswith=F("page__path"))
    return pages.filter(~Exists(closed.exclude(groups__in=user.groups.all())))
