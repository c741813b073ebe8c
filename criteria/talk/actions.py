"""What can be done in the talk: say, change, take back, hide, report, settle. All rules about it stand here.

Every action locks what it decides about and asks for rights anew, with what is true at that moment.
"""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from criteria.models import Comment, Mention, Report
from criteria.talk import limits, people, queries, telling
from criteria.talk.people import Target
from criteria.talk.rights import may_edit
from criteria.talk.text import MAX_MENTIONS, handles
from portal.models import User
from portal.reader import Reader
from portal.rights import may
from portal.states import Machine, Refused, note

State = Report.State
REPORTS = Machine(
    {State.OPEN: frozenset({State.KEPT, State.HIDDEN}), State.KEPT: frozenset(), State.HIDDEN: frozenset()}
)
TOO_LATE = _("This cannot be done any more.")


def say(
    reader: Reader, target: Target, text: str, *, parent: Comment | None = None, at: datetime | None = None
) -> Comment:
    """Add a comment, or an answer to `parent`; tells whom it concerns. `text` is clean already.

    Raises Refused when the person may not write here (any more), writes too much, or answers to what is gone.
    """
    now = at or timezone.now()
    with transaction.atomic():
        author, fresh = _lock_person(reader)
        current = queries.find_target(fresh, *queries.kind_and_key(target))
        if current is None or not may(fresh, "comment", current):
            raise Refused(_("You may not write here any more."))
        if parent is not None:
            parent = _answerable(parent, current)
        limits.check(fresh, current, text, now)
        mentioned = _mentioned(current, text, author)
        about = {queries.kind_and_key(current)[0]: current}
        comment = Comment.objects.create(**about, parent=parent, author=author, text=text, created_at=now)
        _note_mentions(comment, mentioned)
        telling.said(comment, mentioned)
    return comment


def edit(reader: Reader, comment: Comment, text: str, *, at: datetime | None = None) -> Comment:
    """Change one's own comment within half an hour; whoever is mentioned newly is told."""
    now = at or timezone.now()
    with transaction.atomic():
        author, fresh = _lock_person(reader)
        current = _lock(comment)
        if not may_edit(fresh, current, now):
            raise Refused(_("A comment can be changed for half an hour. Take it back, or add another one."))
        if text == current.text:
            return current
        limits.check_links(fresh, text, now)
        mentioned = _mentioned(current.target, text, author)
        known = set(current.mentions.values_list("user", flat=True))
        current.mentions.exclude(user__in=mentioned).delete()
        current.text, current.edited_at = text, now
        current.save(update_fields=["text", "edited_at"])
        new = [user for user in mentioned if user.pk not in known]
        _note_mentions(current, new)
        telling.mentioned(current, new)
    return current


def remove(reader: Reader, comment: Comment, *, at: datetime | None = None) -> Comment:
    """Take one's own comment back: its text is gone, a stub stays where somebody answered."""
    now = at or timezone.now()
    with transaction.atomic():
        current = _allowed(reader, "remove_comment", comment)
        before = current.state
        current.text, current.deleted_at = "", now
        current.save(update_fields=["text", "deleted_at"])
        current.mentions.all().delete()
        note(current, before, current.state, actor=reader.user, at=now)
        _settle_open(current, State.HIDDEN, actor=reader.user, reason="", at=now)
    return current


def hide(reader: Reader, comment: Comment, reason: str, *, at: datetime | None = None) -> Comment:
    """Hide a comment from everybody but its author and the moderators; open reports about it are settled."""
    now = at or timezone.now()
    with transaction.atomic():
        current = _allowed(reader, "hide_comment", comment)
        if current.hidden_at:
            raise Refused(_("Somebody has hidden this already."))
        current.hidden_at, current.hidden_by, current.hidden_reason = now, reader.user, reason
        current.save(update_fields=["hidden_at", "hidden_by", "hidden_reason"])
        note(current, "shown", "hidden", actor=reader.user, reason=reason, at=now)
        settled = _settle_open(current, State.HIDDEN, actor=reader.user, reason=reason, at=now)
        telling.hidden(current, reader.user)
        telling.settled(settled, reader.user)
    return current


def unhide(reader: Reader, comment: Comment, reason: str, *, at: datetime | None = None) -> Comment:
    """Show a hidden comment again."""
    now = at or timezone.now()
    with transaction.atomic():
        current = _allowed(reader, "hide_comment", comment)
        if not current.hidden_at:
            raise Refused(_("Somebody shows this again already."))
        current.hidden_at, current.hidden_by, current.hidden_reason = None, None, ""
        current.save(update_fields=["hidden_at", "hidden_by", "hidden_reason"])
        note(current, "hidden", "shown", actor=reader.user, reason=reason, at=now)
    return current


def report(reader: Reader, comment: Comment, reason: str, *, at: datetime | None = None) -> Report:
    """Ask the moderators to look at a comment; each person once."""
    now = at or timezone.now()
    with transaction.atomic():
        current = _allowed(reader, "report_comment", comment)
        if current.reports.filter(reporter=reader.user).exists():
            raise Refused(_("You have reported this already."))
        made = Report.objects.create(
            comment=current, reporter=reader.user, reason=reason, text=current.text, reported_at=now
        )
        note(made, "", State.OPEN, actor=reader.user, at=now)
        telling.reported(current)
    return made


def settle(reader: Reader, comment: Comment, *, keep: bool, reason: str, at: datetime | None = None) -> Comment:
    """Decide about the open reports on a comment: it stays, or it is hidden."""
    now = at or timezone.now()
    with transaction.atomic():
        current = _allowed(reader, "settle_report", comment)
        if not current.reports.filter(state=State.OPEN).exists():
            raise Refused(_("Somebody has decided about this already."))
        if not keep:
            return hide(reader, current, reason, at=now)
        settled = _settle_open(current, State.KEPT, actor=reader.user, reason=reason, at=now)
        telling.settled(settled, reader.user)
    return current


def _lock_person(reader: Reader) -> tuple[User, Reader]:
    """The person's row, held, so that two forms sent at once are counted one after the other; with fresh rights."""
    if reader.user is None:
        raise Refused(_("Sign in to write."))
    user = User.objects.select_for_update(no_key=True).get(pk=reader.user.pk)
    return user, Reader(user)


def _lock(comment: Comment) -> Comment:
    """The comment as it is now, held until the end of the transaction."""
    rows = Comment.objects.select_for_update(of=("self",)).select_related("criterion", "resource", "parent")
    return rows.get(pk=comment.pk)


def _allowed(reader: Reader, verb: str, comment: Comment) -> Comment:
    current = _lock(comment)
    if reader.user is None or not may(Reader(reader.user), verb, current):
        raise Refused(TOO_LATE)
    return current


def _answerable(parent: Comment, target: Target) -> Comment:
    """The comment to answer, held: a comment of the same talk, itself no answer, that everybody can see."""
    current = _lock(parent)
    if current.target != target or current.parent_id:
        raise Refused(TOO_LATE)
    if current.state != "shown":
        raise Refused(_("What you answer to is gone."))
    return current


def _mentioned(target: Target, text: str, author: User) -> list[User]:
    """Who is mentioned and may read it; raises Refused for too many, known or not."""
    named = handles(text)
    if len(named) > MAX_MENTIONS:
        raise Refused(_("Mention ten people at most; the others see the comment here."))
    return [user for user in people.mentionable(target, named) if user.pk != author.pk] if named else []


def _note_mentions(comment: Comment, users: Iterable[User]) -> None:
    Mention.objects.bulk_create(Mention(comment=comment, user=user, handle=user.profile.handle) for user in users)


def _settle_open(comment: Comment, to: Report.State, *, actor: User | None, reason: str, at: datetime) -> list[Report]:
    settled = list(comment.reports.select_for_update().filter(state=State.OPEN))
    for each in settled:
        each.settled_at, each.text = at, ""
        REPORTS.move(each, to, actor=actor, reason=reason, at=at)
    return settled
