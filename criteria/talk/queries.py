"""What members read of the talk: a page of it under a criterion or resource, who may read it, what was reported."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlencode

from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet
from django.urls import reverse
from django.utils.safestring import SafeString

from criteria.models import Comment, Criterion, Mention, Report, Resource
from criteria.talk import rights
from criteria.talk.people import Person, Target, person
from criteria.talk.text import paragraphs
from networks.members.standing import standing_of
from networks.models import NetworkPage, Role
from portal.reader import Reader
from portal.rights import may

THREADS_SHOWN = 20


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


@dataclass(frozen=True)
class Waiting:
    """A comment that was reported, with who reported it and why; `may_settle` unless the reader wrote it."""

    comment: Comment
    author: Person
    body: SafeString
    reports: tuple[tuple[Person, Report], ...]
    since: datetime
    may_settle: bool


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


def reported(reader: Reader) -> list[Waiting]:
    """Comments with open reports that this reader decides about, the longest waiting first."""
    rows = Comment.objects.filter(Exists(Report.objects.filter(comment=OuterRef("pk"), state=Report.State.OPEN)))
    rows = rows.select_related("criterion", "resource", "author__profile__organisation").prefetch_related(
        Prefetch("resource__shared_with", NetworkPage.objects.only("pk")),
        Prefetch("reports", Report.objects.filter(state=Report.State.OPEN).select_related("reporter__profile")),
        "mentions__user__profile",
    )
    found = [
        _waiting(reader, comment)
        for comment in rows.filter(_moderated_by(reader))
        if may(reader, "hide_comment", comment)
    ]
    return sorted(found, key=lambda waiting: waiting.since)


def _waiting(reader: Reader, comment: Comment) -> Waiting:
    reports = tuple((person(row.reporter), row) for row in comment.reports.all())
    may_settle = may(reader, "settle_report", comment)
    return Waiting(comment, person(comment.author), body_of(comment), reports, reports[0][1].reported_at, may_settle)


def open_reports(target: Target) -> int:
    """How many comments under a target wait for a moderator."""
    about = {f"comment__{kind_and_key(target)[0]}": target}
    return Report.objects.filter(state=Report.State.OPEN, **about).aggregate(n=Count("comment", distinct=True))["n"]


def is_moderator_somewhere(reader: Reader) -> bool:
    """Whether the queue of reports is of any use to the reader."""
    standing = standing_of(reader)
    return standing.is_secretariat or bool(standing.networks_as(Role.REVIEWER))


def body_of(comment: Comment) -> SafeString:
    """The text as HTML, with the names of who was mentioned."""
    names = {row.handle.lower(): person(row.user).name for row in comment.mentions.all()}
    return paragraphs(comment.text, names)


def say_address(target: Target) -> str:
    """Where a comment about a target is sent."""
    return reverse("criteria:say", args=kind_and_key(target))


def people_address(target: Target) -> str:
    """Where a script asks for members to mention."""
    return reverse("criteria:mentionable", args=kind_and_key(target))


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
    return Q(deleted_at=None) | Q(Exists(answers))


def _with_people(rows: QuerySet[Comment]) -> QuerySet[Comment]:
    people = rows.select_related("author__profile__organisation")
    return people.prefetch_related(Prefetch("mentions", Mention.objects.select_related("user__profile__organisation")))


def _moderated_by(reader: Reader) -> Q:
    """A first choice in the database; the rule decides about each."""
    standing = standing_of(reader)
    if standing.is_secretariat:
        return Q()
    moderated = Q(resource__network__in=standing.networks_as(Role.REVIEWER))
    if standing.networks_as(Role.COORDINATOR):
        moderated |= Q(criterion__isnull=False)
    return moderated


def _only_keys() -> Prefetch:
    return Prefetch("shared_with", NetworkPage.objects.only("pk"))
