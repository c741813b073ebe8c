"""Who is told about what happens in the talk. Rights ("view") are asked when a notice is made, shown and mailed."""

from collections.abc import Iterable

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from criteria.models import Comment, Criterion, Report, Resource
from criteria.talk.people import moderators_of
from portal.models import User
from portal.notices import Frequency, followers_of, notify, register_followable, register_kind

MENTION, REPLY, COMMENT, MODERATION = "talk-mention", "talk-reply", "talk-comment", "talk-moderation"


def register() -> None:
    """The kinds of notices that come from the talk, and what can be followed to hear of it."""
    register_kind(
        MENTION,
        _("Somebody mentions you"),
        default=Frequency.INSTANT,
        explains=_("Somebody writes @ and your short name in a comment."),
    )
    register_kind(
        REPLY,
        _("Somebody answers you"),
        default=Frequency.INSTANT,
        explains=_("Somebody answers to a comment of yours."),
    )
    register_kind(
        COMMENT,
        _("Comments on what you shared or follow"),
        default=Frequency.DAILY,
        explains=_("Somebody comments on something you shared, or on a criterion or resource you follow."),
    )
    register_kind(
        MODERATION,
        _("Reports and moderation"),
        default=Frequency.INSTANT,
        explains=_("A comment you moderate was reported, yours was hidden, or one you reported was decided about."),
    )
    register_followable(Criterion, _("Criterion"), Criterion.get_absolute_url)
    register_followable(Resource, _("Guideline or tool"), Resource.get_absolute_url)


def said(comment: Comment, named: Iterable[User]) -> None:
    """Tell everybody a new comment concerns."""
    titles = {
        MENTION: _("You were mentioned in a comment"),
        REPLY: _("Your comment was answered"),
        COMMENT: _("A new comment on what you shared or follow"),
    }
    for kind, people in audience(comment, named):
        _tell(kind, people, comment, f"talk-{comment.pk}", titles[kind], actor=comment.author)


def audience(comment: Comment, named: Iterable[User]) -> list[tuple[str, list[User]]]:
    """Whom a new comment concerns, each person once, for the first of the reasons that fits."""
    answered = comment.parent.author if comment.parent else None
    target = comment.target
    sharer = target.submitted_by if isinstance(target, Resource) else None
    reasons = (
        (MENTION, list(named)),
        (REPLY, [answered]),
        (COMMENT, [sharer, *followers_of(target)]),
    )
    told, found = {comment.author_id}, []
    for kind, people in reasons:
        chosen = {user.pk: user for user in people if user is not None and user.pk not in told}
        told |= set(chosen)
        found.append((kind, list(chosen.values())))
    return found


def mentioned(comment: Comment, users: Iterable[User]) -> None:
    """Tell those whom a change mentions newly; who heard of the comment before hears nothing more."""
    _tell(MENTION, users, comment, f"talk-{comment.pk}", _("You were mentioned in a comment"), actor=comment.author)


def reported(comment: Comment) -> None:
    """Tell the moderators, once for all open reports on a comment."""
    first = comment.reports.filter(state=Report.State.OPEN).order_by("pk").values_list("pk", flat=True)[0]
    people = moderators_of(comment.target)
    title = _("A comment was reported")
    _tell(MODERATION, people, comment, f"talk-reported-{first}", title, path=reverse("criteria:reports"))


def hidden(comment: Comment, by: User | None) -> None:
    """Tell the author, with the reason."""
    if comment.author is not None:
        key = f"talk-hidden-{comment.pk}-{comment.hidden_at:%Y%m%d%H%M%S%f}"
        title = _("A moderator has hidden your comment")
        _tell(MODERATION, [comment.author], comment, key, title, text=comment.hidden_reason, actor=by)


def settled(reports: Iterable[Report], by: User | None) -> None:
    """Tell those who reported that somebody looked."""
    for report in reports:
        if report.reporter is not None:
            title = _("A moderator looked at the comment you reported")
            text = report.get_state_display()
            _tell(MODERATION, [report.reporter], report, f"talk-settled-{report.pk}", title, text=text, actor=by)


def _tell(
    kind: str,
    people: Iterable[User],
    about: Comment | Report,
    key: str,
    title: Promise | str,
    *,
    text: str = "",
    path: str = "",
    actor: User | None = None,
) -> None:
    """Titles name neither person nor thing, and what was said is read in the portal only: others may see mail."""
    url = path or (about.comment if isinstance(about, Report) else about).get_absolute_url
    notify(kind, to=people, about=about, key=key, title=title, text=text, url=url, actor=actor)
