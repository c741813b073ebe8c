"""Who is told about a submission and its fate: authors about decisions, reviewers about what waits."""

from collections.abc import Iterable

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from criteria.models import Resource
from networks.members.standing import standing_of
from networks.models import Membership, Role
from portal.models import User
from portal.notices import Frequency, notify, register_kind
from portal.notices.notifying import Text
from portal.reader import Reader

REVIEW, DECIDED = "resource-review", "resource-decided"
REVIEWERS = [Role.REVIEWER, Role.COORDINATOR]


def register() -> None:
    register_kind(
        REVIEW,
        _("Submissions to review"),
        default=Frequency.INSTANT,
        explains=_("Somebody submitted a guideline or tool that you may decide about, or wrote about one."),
        reaches=_reviews,
    )
    register_kind(
        DECIDED,
        _("Your submissions"),
        default=Frequency.INSTANT,
        explains=_("Something you shared was decided, or somebody wrote about it."),
        reaches=_shares,
    )


def _reviews(reader: Reader) -> bool:
    """Reviewers, and whoever was asked to decide about one thing."""
    standing = standing_of(reader)
    if standing.is_secretariat or standing.networks_as(Role.REVIEWER):
        return True
    return reader.user is not None and Resource.objects.filter(reviewer=reader.user).exists()


def _shares(reader: Reader) -> bool:
    """Who can share something, or once did."""
    standing = standing_of(reader)
    if standing.is_secretariat or standing.networks_as(Role.CONTRIBUTOR):
        return True
    return reader.user is not None and Resource.objects.filter(submitted_by=reader.user).exists()


def people_as(roles: Iterable[Role], resource: Resource) -> QuerySet[User]:
    """Active members of the resource's network in some roles, without its author."""
    there = Membership.objects.active().filter(role__in=roles, network_id=resource.network_id)
    return _without_author(User.objects.filter(pk__in=there.values("user"), is_active=True), resource)


def secretariat(resource: Resource) -> QuerySet[User]:
    there = Membership.objects.active().filter(role=Role.SECRETARIAT)
    found = User.objects.filter(Q(pk__in=there.values("user")) | Q(is_superuser=True), is_active=True)
    return _without_author(found, resource)


def _without_author(people: QuerySet[User], resource: Resource) -> QuerySet[User]:
    return people if resource.submitted_by_id is None else people.exclude(pk=resource.submitted_by_id)


def reviewers_of(resource: Resource) -> list[User]:
    """Who is told that it waits: whoever was named, else the network's reviewers, else the secretariat."""
    if resource.reviewer is not None:
        return [resource.reviewer]
    return list(people_as(REVIEWERS, resource)) or list(secretariat(resource))


def tell_reviewers(resource: Resource, *, key: str, title: Text, text: Text = "", actor: User | None = None) -> None:
    _tell(REVIEW, reviewers_of(resource), resource, key=key, title=title, text=text, actor=actor)


def tell_author(resource: Resource, *, key: str, title: Text, text: Text = "", actor: User | None = None) -> None:
    people = [resource.submitted_by] if resource.submitted_by else []
    _tell(DECIDED, people, resource, key=key, title=title, text=text, actor=actor)


def tell(
    people: Iterable[User], resource: Resource, *, key: str, title: Text, text: Text = "",
    actor: User | None = None,
) -> None:  # fmt: skip
    """Tell chosen reviewers."""
    _tell(REVIEW, people, resource, key=key, title=title, text=text, actor=actor)


def _tell(
    kind: str, people: Iterable[User], resource: Resource, *, key: str, title: Text, text: Text,
    actor: User | None,
) -> None:  # fmt: skip
    notify(
        kind,
        to=people,
        about=resource,
        key=f"resource-{resource.pk}-{key}",
        title=title,
        text=text,
        url=lambda: reverse("resources:review", args=[resource.slug]),
        actor=actor,
    )
