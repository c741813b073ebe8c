"""Who is told about what happens in the talk. Rights ("view") are asked when a notice is made, shown and mailed."""

from collections.abc import Iterable

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from criteria.models import Comment, Report, Resource
from criteria.talk.people import moderators_of
from networks.members.standing import standing_of
from portal.models import User
from portal.notices import Frequency, followers_of, notify, register_kind
from portal.reader import Reader

MENTION, REPLY, COMMENT, MODERATION = "talk.mention", "talk.reply", "talk.comment", "talk.moderation"
KINDS = (
    (MENTION, _("Somebody mentions you"), Frequency.INSTANT, _("Somebody writes @ and your short name in a comment.")),
    (REPLY, _("Somebody answers you"), Frequency.INSTANT, _("Somebody answers to a comment of yours.")),
    (
        COMMENT,
        _("Comments on what you shared or follow"),
        Frequency.DAILY,
        _("Somebody comments on a resource you shared, or on a criterion or resource you follow."),
    ),
    (
        MODERATION,
        _("Reports and moderation"),
        Frequency.INSTANT,
        _("A comment was reported in your network, yours was hidden, or one you reported was decided about."),
    ),
)
"""Key, name, how often mail is proposed, and when such a notice comes."""


def register() -> None:
    """Make the kinds known."""
    for key, label, default, explains in KINDS:
        register_kind(key, label, default=default, explains=explains, reaches=_reads_along)


def _reads_along(reader: Reader) -> bool:
    """The talk is for members: nobody else can be told of it."""
    return standing_of(reader).is_member


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
