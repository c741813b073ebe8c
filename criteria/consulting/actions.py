"""What can be done in a consultation: say, change, take back, let through, hide, answer. All rules about it stand here.

Every action holds the criterion, so that nothing is said while it moves on and nothing moves on while something is
unanswered, and asks for rights anew with what is true at that moment. All raise Refused with a sentence for the person.
Taking a wording over stands in `taking_over.py`.
"""

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from criteria.consulting import limits, places, telling
from criteria.lifecycle import doors
from criteria.models import Consultation, ConsultationComment
from criteria.terms import AnswerState, Side
from networks.members.standing import standing_of
from networks.models import MemberProfile
from portal.models import User
from portal.reader import Reader
from portal.rights import may
from portal.states import Refused, note

TOO_LATE = _("This cannot be done any more. Load the page again.")


def say(
    reader: Reader,
    consultation: Consultation,
    *,
    paragraph_key: str,
    body: str,
    proposed_text: str = "",
    side: Side | str = Side.BUYER,
    organisation: str = "",
    at_once: bool = False,
    at: datetime | None = None,
) -> ConsultationComment:
    """Add a comment, or a wording for a paragraph with the reasons for it. The texts are clean already.

    What members say is shown at once, what others say waits for a moderator. `at_once`: many in one file, so only the
    limit of a day counts.
    """
    now = at or timezone.now()
    with transaction.atomic():
        author, fresh = _lock_person(reader)
        current = _lock_consultation(consultation)
        if not may(fresh, "take_part", current):
            raise Refused(_("This consultation is not open to you, or it has closed."))
        proposed = _proposed(current, paragraph_key, proposed_text)
        limits.check(author, current, paragraph_key, body, now, at_once=at_once)
        standing = standing_of(fresh)
        comment = ConsultationComment.objects.create(
            consultation=current,
            paragraph_key=paragraph_key,
            author=author,
            side=_side(side, is_member=standing.is_member),
            organisation=_organisation_of(author) if standing.is_member else organisation,
            network_id=_speaks_from(standing.networks, current.criterion.owner_network_id),
            body=body,
            proposed_text=proposed,
            created_at=now,
            shown_at=now if standing.is_member else None,
        )
        note(comment, "", comment.condition, actor=author, at=now)
        telling.said(comment)
    return comment


def edit(
    reader: Reader, comment: ConsultationComment, *, body: str, proposed_text: str = "", at: datetime | None = None
) -> ConsultationComment:
    """Change one's own words. What needed a moderator needs one again."""
    now = at or timezone.now()
    with transaction.atomic():
        current, fresh = _allowed(reader, "edit_comment", comment)
        proposed = _proposed(current.consultation, current.paragraph_key, proposed_text)
        if (body, proposed) == (current.body, current.proposed_text):
            return current
        before = current.condition
        current.body, current.proposed_text, current.edited_at = body, proposed, now
        if not standing_of(fresh).is_member:
            current.shown_at = None
        current.save(update_fields=["body", "proposed_text", "edited_at", "shown_at"])
        if current.condition != before:
            note(current, before, current.condition, actor=fresh.user, at=now)
            telling.said(current)
    return current


def take_back(reader: Reader, comment: ConsultationComment, *, at: datetime | None = None) -> ConsultationComment:
    """Take one's own comment back: its words are gone for good."""
    now = at or timezone.now()
    with transaction.atomic():
        current, fresh = _allowed(reader, "remove_comment", comment)
        before = current.condition
        current.body = current.proposed_text = current.organisation = ""
        current.taken_back_at = now
        current.save(update_fields=["body", "proposed_text", "organisation", "taken_back_at"])
        note(current, before, "taken_back", actor=fresh.user, at=now)
    return current


def show(reader: Reader, comment: ConsultationComment, *, at: datetime | None = None) -> ConsultationComment:
    """Let others see it: what waited for a moderator, or what was hidden."""
    now = at or timezone.now()
    with transaction.atomic():
        current, fresh = _allowed(reader, "hide_comment", comment)
        before = current.condition
        if before == "shown":
            raise Refused(_("Somebody has let this through already."))
        current.shown_at, current.moderated_by = current.shown_at or now, fresh.user
        current.hidden_at, current.hidden_reason = None, ""
        current.save(update_fields=["shown_at", "moderated_by", "hidden_at", "hidden_reason"])
        note(current, before, "shown", actor=fresh.user, at=now)
        telling.shown(current, by=fresh.user)
    return current


def hide(
    reader: Reader, comment: ConsultationComment, reason: str, *, at: datetime | None = None
) -> ConsultationComment:
    """Keep it from everybody but its author and the moderators; the author gets the reason."""
    now = at or timezone.now()
    with transaction.atomic():
        current, fresh = _allowed(reader, "hide_comment", comment)
        if current.hidden_at:
            raise Refused(_("Somebody has hidden this already."))
        before = current.condition
        current.hidden_at, current.hidden_reason, current.moderated_by = now, reason, fresh.user
        current.save(update_fields=["hidden_at", "hidden_reason", "moderated_by"])
        note(current, before, "hidden", actor=fresh.user, reason=reason, at=now)
        telling.hidden(current, by=fresh.user)
    return current


def answer(
    reader: Reader,
    comment: ConsultationComment,
    *,
    state: AnswerState | str,
    response: str,
    seen: str | None = None,
    at: datetime | None = None,
) -> ConsultationComment:
    """Say what becomes of it and why. Until the criterion is endorsed an answer can be given anew.

    `seen` is the mark (`answer_mark`) of the answer the person had before them: another one is not overwritten unseen.
    """
    now, decided = at or timezone.now(), AnswerState(state)
    with transaction.atomic():
        current, fresh = _allowed(reader, "answer_comment", comment)
        if decided == AnswerState.OPEN or not response.strip():
            raise Refused(_("Say what you decided, and why."))
        if seen is not None and seen != answer_mark(current):
            raise Refused(_("Somebody answered while you wrote; their answer stands above. Send yours to replace it."))
        before = current.state
        current.state, current.response = decided, response.strip()
        current.answered_at, current.answered_by = now, fresh.user
        current.save(update_fields=["state", "response", "answered_at", "answered_by"])
        note(current, before, decided, actor=fresh.user, reason=current.response, at=now)
        telling.answered(current, by=fresh.user)
    return current


def answer_mark(comment: ConsultationComment) -> str:
    """Changes with every answer; empty before the first."""
    return comment.answered_at.isoformat() if comment.answered_at else ""


def lock_comment(comment: ConsultationComment) -> ConsultationComment:
    """The comment as it is now, held with its criterion until the end of the transaction."""
    criterion = doors.lock(comment.consultation.criterion_id)
    current = (
        ConsultationComment.objects.select_for_update(of=("self",))
        .select_related("consultation", "author")
        .get(pk=comment.pk)
    )
    current.consultation.criterion = criterion
    return current


def _allowed(reader: Reader, verb: str, comment: ConsultationComment) -> tuple[ConsultationComment, Reader]:
    current = lock_comment(comment)
    if reader.user is None:
        raise Refused(TOO_LATE)
    fresh = Reader(User.objects.get(pk=reader.user.pk))
    if not may(fresh, verb, current):
        raise Refused(TOO_LATE)
    return current, fresh


def _lock_person(reader: Reader) -> tuple[User, Reader]:
    """The person's row, held, so that two forms sent at once are counted one after the other; with fresh rights."""
    if reader.user is None:
        raise Refused(_("Sign in to take part."))
    user = User.objects.select_for_update(no_key=True).get(pk=reader.user.pk)
    return user, Reader(user)


def _lock_consultation(consultation: Consultation) -> Consultation:
    criterion = doors.lock(consultation.criterion_id)
    current = Consultation.objects.get(pk=consultation.pk)
    current.criterion = criterion
    return current


def _proposed(consultation: Consultation, key: str, proposed: str) -> str:
    """The wording as it will be kept: nothing where it changes nothing."""
    place = places.find(consultation.read(), key)
    if place is None:
        raise Refused(_("This paragraph is not part of the wording."))
    if not proposed.strip():
        return ""
    if not place.is_text:
        raise Refused(_("A wording can be proposed for a single paragraph only."))
    return places.fitting(place, proposed)


def _side(side: Side | str, *, is_member: bool) -> Side:
    """Nobody from the market belongs to a network of buyers."""
    chosen = Side(side)
    if is_member and chosen == Side.MARKET:
        raise Refused(_("Members of a network speak for buyers."))
    return chosen


def _organisation_of(member: User) -> str:
    """Members' organisations are known; others say theirs."""
    profile = MemberProfile.objects.filter(user=member).select_related("organisation").first()
    return profile.organisation.name[:160] if profile and profile.organisation else ""


def _speaks_from(networks: frozenset[int], owner: int | None) -> int | None:
    """The network that looks after the criterion where the person is in it, else the first of theirs."""
    if owner in networks:
        return owner
    return min(networks, default=None)
