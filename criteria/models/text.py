"""Texts of criteria in other languages: they stand beside editions, which never change."""

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from criteria.models.criterion import Criterion
from criteria.terms import TextState

STATES = [choice for choice in TextState.choices if choice[0] != TextState.ORIGINAL]


class CriterionTextQuerySet(models.QuerySet["CriterionText"]):
    """Texts in other languages than the original."""

    def drafts(self) -> "CriterionTextQuerySet":
        """What translators work on; at most one for a criterion and language."""
        return self.filter(state=TextState.DRAFT)

    def readable(self) -> "CriterionTextQuerySet":
        """All that readers saw at some time, newest first: older editions are read in older texts."""
        return self.exclude(state=TextState.DRAFT).order_by("language", "-decided_at", "-pk")

    def shown(self) -> "CriterionTextQuerySet":
        """What readers see of the current wording; at most one for a criterion and language."""
        return self.readable().filter(replaced_at=None)


class CriterionText(models.Model):
    """A criterion in a language: `paragraphs` has, by the key of each, the text and the original it was made from.

    Whether a paragraph is out of date follows from both and the document at hand (`criteria/languages/staleness.py`);
    `missing` and `stale` count them for lists, and follow when an edition is published. A draft and the text readers
    see are rows of their own: what nobody has checked is never where readers are shown something from. `round` goes up
    with every save, so that nobody overwrites what they have not seen.
    """

    criterion = models.ForeignKey(Criterion, on_delete=models.CASCADE, related_name="texts")
    language = models.CharField(_("language"), max_length=10)
    state = models.CharField(_("state"), max_length=10, choices=STATES, default=TextState.DRAFT)
    paragraphs = models.JSONField(default=dict)
    note = models.TextField(_("note for translators"), max_length=2000, blank=True)
    round = models.PositiveIntegerField(default=0)
    missing = models.PositiveSmallIntegerField(_("missing"), default=0)
    stale = models.PositiveSmallIntegerField(_("out of date"), default=0)
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("written by")
    )
    changed_at = models.DateTimeField(_("changed"), default=timezone.now)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("shown by")
    )
    decided_at = models.DateTimeField(_("shown since"), null=True)
    replaced_at = models.DateTimeField(null=True)

    State = TextState

    objects = CriterionTextQuerySet.as_manager()

    class Meta:
        verbose_name = _("translation")
        verbose_name_plural = _("translations")
        ordering = ["criterion__ref", "language"]
        constraints = [
            models.UniqueConstraint(
                fields=["criterion", "language"], condition=Q(state="draft"), name="one_draft_text_per_language"
            ),
            models.UniqueConstraint(
                fields=["criterion", "language"],
                condition=~Q(state="draft") & Q(replaced_at=None),
                name="one_shown_text_per_language",
            ),
            models.CheckConstraint(
                condition=Q(state="draft") | Q(decided_at__isnull=False), name="shown_text_since_a_moment"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.criterion.ref} ({self.language})"

    @property
    def is_draft(self) -> bool:
        return self.state == TextState.DRAFT

    @property
    def since(self) -> date | None:
        """The day on which readers got it."""
        return self.decided_at.date() if self.decided_at else None
