"""Who is told about what happens in a consultation. Titles name no person and quote nothing: others may see mail."""

from django.db.models import Exists, OuterRef, QuerySet
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from criteria.consulting.rights import may_moderate_somewhere
from criteria.models import ConsultationComment, Criterion
from networks.models import Membership, Role
from portal.models import User
from portal.notices import Frequency, notify, register_kind

COMMENT, ANSWER = "consulting.comment", "consulting.answer"


def register() -> None:
    """Make the kinds known."""
    register_kind(
        COMMENT,
        _("Comments in consultations"),
        default=Frequency.DAILY,
        explains=_("Somebody comments on a criterion in consultation that your network looks after."),
        reaches=may_moderate_somewhere,
    )
    register_kind(
        ANSWER,
        _("Answers to what you said in consultations"),
        default=Frequency.INSTANT,
        explains=_("Your comment in a consultation was answered, let through or hidden."),
    )


def caretakers_of(criterion: Criterion) -> QuerySet[User]:
    """Who answers for it: reviewers and above of its network, the secretariat where there are none."""
    active = Membership.objects.active().filter(user=OuterRef("pk"))
    ranks = [role for role in Role if role.rank >= Role.REVIEWER.rank]
    people = User.objects.filter(is_active=True)
    own = people.filter(Exists(active.filter(role__in=ranks, network=criterion.owner_network_id)))
    return own if own.exists() else people.filter(Exists(active.filter(role=Role.SECRETARIAT)))


def said(comment: ConsultationComment) -> None:
    """Something new, or something changed that waits for a moderator once more."""
    waits, ref = comment.condition == "waiting", comment.consultation.criterion.ref
    moment = comment.edited_at or comment.created_at
    notify(
        COMMENT,
        to=caretakers_of(comment.consultation.criterion),
        about=comment,
        key=f"consulted-{comment.pk}-{moment:%Y%m%d%H%M%S%f}",
        title=lambda: (
            (gettext("A comment on %(ref)s waits for a moderator") if waits else gettext("A new comment on %(ref)s"))
            % {"ref": ref}
        ),
        text=str(comment.consultation.criterion),
        url=(lambda: reverse("criteria:consultation_answers")) if waits else comment.get_absolute_url,
        actor=comment.author,
    )


def shown(comment: ConsultationComment, *, by: User | None) -> None:
    _tell_author(comment, f"consulted-shown-{comment.pk}-{comment.shown_at:%s}", _("Your comment is shown now"), by=by)


def hidden(comment: ConsultationComment, *, by: User | None) -> None:
    key = f"consulted-hidden-{comment.pk}-{comment.hidden_at:%Y%m%d%H%M%S%f}"
    _tell_author(comment, key, _("A moderator does not show your comment"), text=comment.hidden_reason, by=by)


def answered(comment: ConsultationComment, *, by: User | None) -> None:
    key = f"consulted-answer-{comment.pk}-{comment.answered_at:%Y%m%d%H%M%S%f}"
    title = _("Your comment in a consultation was answered")
    _tell_author(comment, key, title, text=comment.get_state_display(), by=by)


def _tell_author(
    comment: ConsultationComment, key: str, title: Promise | str, *, by: User | None, text: str = ""
) -> None:
    if comment.author is not None:
        notify(
            ANSWER,
            to=[comment.author],
            about=comment,
            key=key,
            title=title,
            text=text,
            url=comment.get_absolute_url,
            actor=by,
        )
