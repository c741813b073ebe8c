"""Who may do what in a consultation; docs/rights.md says the same in words.

Whoever takes part speaks to the network that looks after the criterion: its reviewers let comments of the market
through and answer, its coordinators take over what was accepted. What no network looks after is for the secretariat.
"""

from criteria.lifecycle import states
from criteria.models import Consultation, ConsultationComment, Criterion
from criteria.terms import AnswerState, Audience, Status
from networks.members.standing import standing_of
from networks.models import Role
from portal.reader import Reader
from portal.rights import may, rule

ANSWERED_IN = frozenset({Status.CONSULTATION, Status.REVIEW})
"""Where answers may still change; afterwards only what nobody answered can be answered."""
TAKEN_OVER_IN = states.IN_WORK | {Status.PROPOSED}
"""Where there is a draft to write into."""


def _is_at_least(reader: Reader, criterion: Criterion, role: Role) -> bool:
    return criterion.live and standing_of(reader).is_at_least(criterion.owner_network_id, role)


@rule("read_comments", Consultation)
def may_read_comments(reader: Reader, consultation: Consultation) -> bool:
    """Everybody where everybody may take part, else members."""
    if not consultation.criterion.live:
        return False
    return consultation.audience == Audience.EVERYBODY or standing_of(reader).is_member


@rule("take_part", Consultation)
def may_take_part(reader: Reader, consultation: Consultation) -> bool:
    """While it is open: members, and others with an account where it asks everybody."""
    is_here = reader.user is not None and reader.user.is_active
    return is_here and consultation.is_open() and may_read_comments(reader, consultation)


@rule("moderate_comments", Consultation)
def may_moderate(reader: Reader, consultation: Consultation) -> bool:
    """Reviewers of the network that looks after the criterion."""
    return _is_at_least(reader, consultation.criterion, Role.REVIEWER)


@rule("read_report", Consultation)
def may_read_report(reader: Reader, consultation: Consultation) -> bool:
    """Who may read along, once it has closed; who answers, at any time."""
    if may_moderate(reader, consultation):
        return True
    return consultation.has_closed() and may_read_comments(reader, consultation)


@rule("view", ConsultationComment)
def may_view(reader: Reader, comment: ConsultationComment) -> bool:
    """The same as `visible_to`, for one that is at hand."""
    if comment.taken_back_at or not comment.consultation.criterion.live:
        return False
    if is_author(reader, comment) or may_moderate(reader, comment.consultation):
        return True
    return comment.condition == "shown" and may_read_comments(reader, comment.consultation)


@rule("edit_comment", ConsultationComment)
def may_edit(reader: Reader, comment: ConsultationComment) -> bool:
    """Its author, while the consultation is open and nobody has answered or hidden it."""
    return not comment.hidden_at and may_remove(reader, comment)


@rule("remove_comment", ConsultationComment)
def may_remove(reader: Reader, comment: ConsultationComment) -> bool:
    """Its author, while the consultation is open and nobody has answered it."""
    stands = not comment.taken_back_at and comment.state == AnswerState.OPEN
    return stands and is_author(reader, comment) and may_take_part(reader, comment.consultation)


@rule("hide_comment", ConsultationComment)
def may_hide(reader: Reader, comment: ConsultationComment) -> bool:
    """Let it through, hide it, show it again: moderators, but not about what they said themselves."""
    return not comment.taken_back_at and not is_author(reader, comment) and may_moderate(reader, comment.consultation)


@rule("answer_comment", ConsultationComment)
def may_answer(reader: Reader, comment: ConsultationComment) -> bool:
    """Moderators, about what is shown and not their own; what was taken over keeps its answer."""
    if comment.condition != "shown" or comment.taken_over_at or not may_hide(reader, comment):
        return False
    return comment.state == AnswerState.OPEN or comment.consultation.criterion.status in ANSWERED_IN


@rule("take_over", ConsultationComment)
def may_take_over(reader: Reader, comment: ConsultationComment) -> bool:
    """Write an accepted wording into the draft: coordinators of the network that looks after it."""
    is_ready = comment.state == AnswerState.ACCEPTED and comment.proposed_text and not comment.taken_over_at
    criterion = comment.consultation.criterion
    return bool(
        is_ready
        and comment.condition == "shown"
        and criterion.status in TAKEN_OVER_IN
        and _is_at_least(reader, criterion, Role.COORDINATOR)
    )


def is_author(reader: Reader, comment: ConsultationComment) -> bool:
    return reader.user is not None and comment.author_id == reader.user.pk


def may_moderate_somewhere(reader: Reader) -> bool:
    """Whether the queue of comments is of any use to the reader."""
    standing = standing_of(reader)
    return standing.is_secretariat or bool(standing.networks_as(Role.REVIEWER))


def verbs_of(reader: Reader, comment: ConsultationComment) -> frozenset[str]:
    """All that the reader may do with it."""
    asked = ("edit_comment", "remove_comment", "hide_comment", "answer_comment", "take_over")
    return frozenset(verb for verb in asked if may(reader, verb, comment))
