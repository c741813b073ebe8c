"""What members read of the talk: a page of it under a criterion or resource, who may read it, what was reported."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlencode

from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from criteria.models import Comment, Criterion, Mention, Report, Resource
from criteria.talk import rights
from criteria.talk.text import paragraphs
from criteria.terms import Visibility
from networks.members.standing import standing_of
from networks.models import Membership, NetworkPage, Role
from portal.models import User
from portal.reader import Reader
from portal.rights import may

THREADS_SHOWN = 20
SUGGESTED = 8

type Target = Criterion | Resource


@dataclass(frozen=True)
class Person:
    """Somebody as other members see them."""

    name: str
    organisation: str = ""


@dataclass(frozen=True)
class Entry:
    """One comment as a reader sees it; `body` is empty when there is nothing the reader may see."""

    pk: int
    author: Person
    at: datetime
    edited_at: datetime | None
    body: SafeString
    state: str
    hidden_reason: str
    verbs: frozenset[str]
    answers: tuple["Entry", ...] = ()


@dataclass(frozen=True)
class Discussion:
    """A page of the talk about one thing, newest first, each with its answers in the order they were given."""

    kind: str
    key: str
    threads: tuple[Entry, ...]
    total: int
    page: int
    pages: int
    may_comment: bool
    is_moderator: bool
    open_reports: int

    @property
    def later(self) -> int:
        return self.page - 1

    @property
    def earlier(self) -> int:
        return self.page + 1 if self.page < self.pages else 0


def find_target(reader: Reader, kind: str, key: str) -> Target | None:
    """The criterion or resource with this address, where the reader may read its talk."""
    found: Target | None
    if kind == "criterion":
        found = Criterion.objects.filter(ref=key, live=True).only("ref", "live", "title", "owner_network").first()
    else:
        rows = Resource.objects.visible_to(reader).filter(slug=key) if kind == "resource" else Resource.objects.none()
        found = rows.prefetch_related(_only_keys()).first()
    return found if found is not None and may(reader, "read_talk", found) else None


def find_comment(reader: Reader, pk: int) -> Comment | None:
    """A comment whose target's talk the reader may read."""
    rows = Comment.objects.filter(pk=pk).select_related("criterion", "resource", "author", "parent")
    comment = rows.prefetch_related(Prefetch("resource__shared_with", NetworkPage.objects.only("pk"))).first()
    return comment if comment is not None and may(reader, "read_talk", comment.target) else None


def kind_and_key(target: Target) -> tuple[str, str]:
    """How addresses name a target."""
    return ("criterion", target.ref) if isinstance(target, Criterion) else ("resource", target.slug)


def discussion(reader: Reader, target: Target, page: int = 1) -> Discussion:
    """A page of the talk about a target, in at most six queries. The caller has asked whether it may be read."""
    about = {kind_and_key(target)[0]: target}
    shown = Comment.objects.filter(**about).filter(_is_shown())
    counted = shown.aggregate(total=Count("pk", filter=Q(deleted_at=None)), threads=Count("pk", filter=Q(parent=None)))
    pages = max(1, -(-counted["threads"] // THREADS_SHOWN))
    page = min(max(1, page), pages)
    start = (page - 1) * THREADS_SHOWN
    threads = list(_with_people(shown.filter(parent=None))[start : start + THREADS_SHOWN])
    answers = _with_people(shown.filter(parent__in=threads)).order_by("created_at", "pk") if threads else []
    by_parent: dict[int, list[Comment]] = {}
    for answer in answers:
        by_parent.setdefault(answer.parent_id or 0, []).append(answer)
    context = _Context(reader, target)
    kind, key = kind_and_key(target)
    return Discussion(
        kind=kind,
        key=key,
        threads=tuple(context.entry(thread, by_parent.get(thread.pk, ())) for thread in threads),
        total=counted["total"],
        page=page,
        pages=pages,
        may_comment=context.may_comment,
        is_moderator=context.is_moderator,
        open_reports=open_reports(target) if context.is_moderator else 0,
    )


def page_of(comment: Comment) -> int:
    """The page of the talk on which a comment stands."""
    thread = comment.parent or comment
    about = {"criterion": thread.criterion_id} if thread.criterion_id else {"resource": thread.resource_id}
    newer = Q(created_at__gt=thread.created_at) | Q(created_at=thread.created_at, pk__gt=thread.pk)
    before = Comment.objects.filter(_is_shown(), newer, **about, parent=None).count()
    return before // THREADS_SHOWN + 1


def address_of(comment: Comment) -> str:
    """Where a comment stands: its target's page, the page of the talk, and its place on it."""
    page = page_of(comment)
    query = f"?{urlencode({'talk': page})}" if page > 1 else ""
    return f"{comment.target.get_absolute_url()}{query}#comment-{comment.pk}"


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


def reported(reader: Reader) -> list[Comment]:
    """Comments with open reports that this reader decides about, the longest waiting first."""
    rows = Comment.objects.filter(Exists(Report.objects.filter(comment=OuterRef("pk"), state=Report.State.OPEN)))
    rows = rows.select_related("criterion", "resource", "author__profile__organisation").prefetch_related(
        Prefetch("resource__shared_with", NetworkPage.objects.only("pk")),
        Prefetch("reports", Report.objects.filter(state=Report.State.OPEN).select_related("reporter__profile")),
        "mentions__user",
    )
    found = [comment for comment in rows.filter(_moderated_by(reader)) if may(reader, "hide_comment", comment)]
    return sorted(found, key=lambda comment: comment.reports.all()[0].reported_at)


def open_reports(target: Target) -> int:
    """How many comments under a target wait for a moderator."""
    about = {f"comment__{kind_and_key(target)[0]}": target}
    return Report.objects.filter(state=Report.State.OPEN, **about).aggregate(n=Count("comment", distinct=True))["n"]


def is_moderator_somewhere(reader: Reader) -> bool:
    """Whether the queue of reports is of any use to the reader."""
    standing = standing_of(reader)
    return standing.is_secretariat or bool(standing.networks_as(Role.REVIEWER))


def person(user: User | None) -> Person:
    """A name, never an address; whoever has no account any more is a former member."""
    if user is None:
        return Person(_("Former member"))
    profile = getattr(user, "profile", None)
    name = user.get_full_name() or (f"@{profile.handle}" if profile else _("A member"))
    organisation = profile.organisation if profile else None
    return Person(name, str(organisation.name) if organisation else "")


def body_of(comment: Comment) -> SafeString:
    """The text as HTML, with the names of who was mentioned."""
    names = {row.handle.lower(): person(row.user).name for row in comment.mentions.all()}
    return paragraphs(comment.text, names)


def say_address(target: Target) -> str:
    return reverse("criteria:say", args=kind_and_key(target))


class _Context:
    """What is asked once for all comments of a page."""

    def __init__(self, reader: Reader, target: Target) -> None:
        self.reader = reader
        self.target = target
        self.may_comment = may(reader, "comment", target)
        self.is_moderator = may(reader, "hide_comment", target)

    def entry(self, comment: Comment, answers: Iterable[Comment] = ()) -> Entry:
        setattr(comment, "criterion" if comment.criterion_id else "resource", self.target)
        visible = rights.may_view(self.reader, comment)
        told = self.is_moderator or rights.is_author(self.reader, comment)
        return Entry(
            pk=comment.pk,
            author=person(comment.author),
            at=comment.created_at,
            edited_at=comment.edited_at,
            body=body_of(comment) if visible else SafeString(""),
            state=comment.state,
            hidden_reason=comment.hidden_reason if told else "",
            verbs=self._verbs(comment),
            answers=tuple(self.entry(answer) for answer in answers),
        )

    def _verbs(self, comment: Comment) -> frozenset[str]:
        asked = ("edit_comment", "remove_comment", "hide_comment", "report_comment")
        found = {verb for verb in asked if may(self.reader, verb, comment)}
        if self.may_comment and not comment.parent_id and comment.state == "shown":
            found.add("answer")
        return frozenset(found)


def _is_shown() -> Q:
    """What was taken back shows as a stub as long as something is left beneath it."""
    answers = Comment.objects.filter(parent=OuterRef("pk"), deleted_at=None)
    return Q(deleted_at=None) | Exists(answers)


def _with_people(rows: QuerySet[Comment]) -> QuerySet[Comment]:
    people = rows.select_related("author__profile__organisation")
    return people.prefetch_related(Prefetch("mentions", Mention.objects.select_related("user__profile__organisation")))


def _moderated_by(reader: Reader) -> Q:
    """A first choice in the database; the rule decides about each."""
    standing = standing_of(reader)
    if standing.is_secretariat:
        return Q()
    reviewed = Q(resource__network__in=standing.networks_as(Role.REVIEWER))
    return reviewed | Q(criterion__isnull=False) if standing.networks_as(Role.COORDINATOR) else reviewed


def _only_keys() -> Prefetch[str]:
    return Prefetch("shared_with", NetworkPage.objects.only("pk"))

