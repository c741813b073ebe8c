"""What members say to each other under a criterion or a resource, whom they mention, and what they report."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from criteria.models.criterion import Criterion
from criteria.models.resource import Resource

MAX_TEXT = 4000
"""Characters of one comment."""


class Comment(models.Model):
    """One thing a member said. It is never deleted: taken back it loses its text, hidden it keeps it for moderators.

    Answers have a parent; answers to answers do not exist. `resource` and `criterion`: exactly one is set.
    """

    resource = models.ForeignKey(Resource, null=True, blank=True, on_delete=models.CASCADE, related_name="comments")
    criterion = models.ForeignKey(Criterion, null=True, blank=True, on_delete=models.CASCADE, related_name="comments")
    parent = models.ForeignKey("self", null=True, blank=True, on_delete=models.CASCADE, related_name="answers")
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="comments",
        verbose_name=_("author"),
        help_text=_("Empty for somebody who has no account any more."),
    )
    text = models.TextField(_("text"), max_length=MAX_TEXT, blank=True)
    created_at = models.DateTimeField(_("said"), default=timezone.now)
    edited_at = models.DateTimeField(_("changed"), null=True, blank=True)
    deleted_at = models.DateTimeField(_("taken back"), null=True, blank=True)
    hidden_at = models.DateTimeField(_("hidden"), null=True, blank=True)
    hidden_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("hidden by"),
    )
    hidden_reason = models.CharField(_("reason"), max_length=500, blank=True)

    wagtail_reference_index_ignore = True
    """The CMS must not list comments as "usage" of a criterion: many editors are no members."""

    class Meta:
        verbose_name = _("comment")
        verbose_name_plural = _("comments")
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(resource=None, criterion__isnull=False) | Q(resource__isnull=False, criterion=None),
                name="comment_has_one_target",
            ),
            models.CheckConstraint(condition=~Q(parent=models.F("id")), name="comment_answers_another"),
            models.CheckConstraint(
                condition=Q(hidden_at=None, hidden_reason="") | (Q(hidden_at__isnull=False) & ~Q(hidden_reason="")),
                name="hidden_comment_has_a_reason",
            ),
            models.CheckConstraint(
                condition=(Q(deleted_at=None) & ~Q(text="")) | Q(deleted_at__isnull=False, text=""),
                name="comment_has_text_until_taken_back",
            ),
        ]
        indexes = [
            models.Index(fields=["criterion", "-created_at"], name="talk_of_criterion"),
            models.Index(fields=["resource", "-created_at"], name="talk_of_resource"),
            models.Index(fields=["author", "-created_at"], name="comments_of_author"),
        ]

    def __str__(self) -> str:
        return str(_("Comment %(number)s") % {"number": self.pk})

    @property
    def target(self) -> Any:
        """The criterion or the resource it is about."""
        return self.criterion if self.criterion_id else self.resource

    @property
    def state(self) -> str:
        """In the journal's words."""
        if self.deleted_at:
            return "taken_back"
        return "hidden" if self.hidden_at else "shown"

    def get_absolute_url(self) -> str:
        return reverse("criteria:comment", args=[self.pk])


class Mention(models.Model):
    """Somebody who was mentioned and could see it, under the short name that stands in the text."""

    comment = models.ForeignKey(Comment, on_delete=models.CASCADE, related_name="mentions")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    handle = models.CharField(max_length=40)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("mention")
        verbose_name_plural = _("mentions")
        constraints = [models.UniqueConstraint(fields=["comment", "user"], name="mentioned_once")]

    def __str__(self) -> str:
        return f"@{self.handle}"


class Report(models.Model):
    """One member asks moderators to look at a comment."""

    class State(models.TextChoices):
        OPEN = "open", _("Waiting")
        KEPT = "kept", _("Comment stays")
        HIDDEN = "hidden", _("Comment gone")

    comment = models.ForeignKey(Comment, on_delete=models.CASCADE, related_name="reports", verbose_name=_("comment"))
    reporter = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("reported by"),
    )
    reason = models.CharField(_("reason"), max_length=500)
    text = models.TextField(
        blank=True, editable=False, help_text=_("The comment as it was then; forgotten when the report is settled.")
    )
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.OPEN)
    reported_at = models.DateTimeField(_("reported"), default=timezone.now)
    settled_at = models.DateTimeField(_("settled"), null=True, blank=True)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("report")
        verbose_name_plural = _("reports")
        ordering = ["reported_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["comment", "reporter"], name="one_report_per_person"),
            models.CheckConstraint(
                condition=Q(state="open", settled_at=None) | (~Q(state="open") & Q(settled_at__isnull=False)),
                name="settled_report_says_when",
            ),
        ]
        indexes = [models.Index(fields=["comment"], name="open_reports", condition=Q(state="open"))]

    def __str__(self) -> str:
        return str(_("Report on comment %(number)s") % {"number": self.comment_id})
