"""What people say to a wording in consultation: about one paragraph or all of it, with an answer to each."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from criteria.models.consultation import Consultation
from criteria.terms import AnswerState, Audience, Side
from networks.members.standing import standing_of
from networks.models import NetworkPage, Role
from portal.reader import Reader

MAX_BODY = 4000
"""Characters of a comment, of the wording it proposes, and of its answer."""


class ConsultationCommentQuerySet(models.QuerySet["ConsultationComment"]):
    """Comments on wordings, for pages, lists, counts and files."""

    def visible_to(self, reader: Reader) -> "ConsultationCommentQuerySet":
        """What a reader may read: what is shown where they may read along, their own, and what they moderate."""
        standing = standing_of(reader)
        kept = self.filter(taken_back_at=None, consultation__criterion__live=True)
        if standing.is_secretariat:
            return kept
        shown = Q(shown_at__isnull=False, hidden_at=None)
        if not standing.is_member:
            shown &= Q(consultation__audience=Audience.EVERYBODY)
        if reader.user is not None:
            shown |= Q(author=reader.user)
        moderated = standing.networks_as(Role.REVIEWER)
        if moderated:
            shown |= Q(consultation__criterion__owner_network__in=moderated)
        return kept.filter(shown)

    def counted(self) -> "ConsultationCommentQuerySet":
        """Those that stand and need an answer: shown, and neither hidden nor taken back."""
        return self.filter(taken_back_at=None, hidden_at=None, shown_at__isnull=False)

    def unmoderated(self) -> "ConsultationCommentQuerySet":
        """Those that wait for a moderator before anybody else sees them."""
        return self.filter(taken_back_at=None, hidden_at=None, shown_at=None)

    def unanswered(self) -> "ConsultationCommentQuerySet":
        return self.counted().filter(state=AnswerState.OPEN)


class ConsultationComment(models.Model):
    """One thing somebody said to a wording, or asked to say otherwise, and what was answered.

    `paragraph_key` is that of `criteria.paragraphs` in the consultation's document, `parameters.<key>` for a threshold
    as a whole, empty for all of it. Members' comments are shown at once, others when a moderator has let them through.
    `network` is the one a member speaks from; `organisation` is as the person wrote it. Taken back, a comment loses its
    words; hidden, it keeps them for moderators.
    """

    consultation = models.ForeignKey(Consultation, on_delete=models.CASCADE, related_name="comments")
    paragraph_key = models.CharField(_("paragraph"), max_length=500, blank=True)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="consultation_comments",
        verbose_name=_("author"),
        help_text=_("Empty for somebody who has no account any more."),
    )
    side = models.CharField(_("side"), max_length=10, choices=Side, default=Side.BUYER)
    organisation = models.CharField(_("organisation"), max_length=160, blank=True)
    network = models.ForeignKey(
        NetworkPage, null=True, blank=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("network")
    )
    body = models.TextField(_("comment"), max_length=MAX_BODY, blank=True)
    proposed_text = models.TextField(_("proposed wording"), max_length=MAX_BODY, blank=True)
    created_at = models.DateTimeField(_("said"), default=timezone.now)
    edited_at = models.DateTimeField(_("changed"), null=True, blank=True)
    taken_back_at = models.DateTimeField(_("taken back"), null=True, blank=True)
    shown_at = models.DateTimeField(_("shown"), null=True, blank=True)
    hidden_at = models.DateTimeField(_("hidden"), null=True, blank=True)
    hidden_reason = models.CharField(_("why hidden"), max_length=500, blank=True)
    moderated_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("shown or hidden by"),
    )
    state = models.CharField(_("answer"), max_length=10, choices=AnswerState, default=AnswerState.OPEN)
    response = models.TextField(_("reason of the answer"), max_length=MAX_BODY, blank=True)
    answered_at = models.DateTimeField(_("answered"), null=True, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("answered by"),
    )
    taken_over_at = models.DateTimeField(_("taken over"), null=True, blank=True)
    taken_over_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("taken over by"),
    )
    is_example = models.BooleanField(default=False, editable=False)

    objects = ConsultationCommentQuerySet.as_manager()

    wagtail_reference_index_ignore = True
    """The CMS must not list comments as "usage" of a network."""

    class Meta:
        verbose_name = _("comment in a consultation")
        verbose_name_plural = _("comments in consultations")
        ordering = ["created_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=(Q(taken_back_at=None) & ~Q(body=""))
                | Q(taken_back_at__isnull=False, body="", proposed_text=""),
                name="consultation_comment_has_words",
            ),
            models.CheckConstraint(
                condition=Q(hidden_at=None, hidden_reason="") | (Q(hidden_at__isnull=False) & ~Q(hidden_reason="")),
                name="hidden_consultation_comment_why",
            ),
            models.CheckConstraint(
                condition=Q(state=AnswerState.OPEN, response="", answered_at=None)
                | (~Q(state=AnswerState.OPEN) & ~Q(response="") & Q(answered_at__isnull=False)),
                name="consultation_answer_has_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(taken_over_at=None) | (Q(state=AnswerState.ACCEPTED) & ~Q(proposed_text="")),
                name="only_accepted_is_taken_over",
            ),
        ]
        indexes = [
            models.Index(fields=["author", "-created_at"], name="consulted_author"),
            models.Index(
                fields=["consultation"], name="consultation_open", condition=Q(state="open", taken_back_at=None)
            ),
        ]

    def __str__(self) -> str:
        return str(_("Comment %(number)s in a consultation") % {"number": self.pk})

    @property
    def condition(self) -> str:
        """Whether others see it, in the journal's words."""
        if self.taken_back_at:
            return "taken_back"
        if self.hidden_at:
            return "hidden"
        return "shown" if self.shown_at else "waiting"

    def get_absolute_url(self) -> str:
        return reverse("criteria:consultation_comment", args=[self.pk])
