"""Editions: every published wording of a criterion, kept for ever as it was."""

from typing import Any

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from criteria.documents import CriterionDocument
from criteria.models.criterion import Criterion
from criteria.terms import ChangeKind
from portal.reader import Reader


class EditionQuerySet(models.QuerySet["Edition"]):
    """Editions, newest first."""

    def visible_to(self, reader: Reader) -> "EditionQuerySet":
        """Those of criteria that are published: what editors take back is gone, what is withdrawn stays readable."""
        return self.filter(criterion__live=True)


class Edition(models.Model):
    """One wording: its document, its number and why it differs from the one before.

    Never changed and never deleted: the database refuses both (`criteria/migrations`), and so does `save`.
    """

    criterion = models.ForeignKey(Criterion, on_delete=models.PROTECT, related_name="editions")
    ref = models.CharField(max_length=30)
    major = models.PositiveSmallIntegerField()
    minor = models.PositiveSmallIntegerField()
    document = models.JSONField()
    checksum = models.CharField(max_length=64)
    change_kind = models.CharField(_("kind of change"), max_length=10, choices=ChangeKind)
    change_note = models.TextField(_("what changed and why"), blank=True)
    published_at = models.DateTimeField(_("published"))
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("published by"),
    )

    objects = EditionQuerySet.as_manager()

    class Meta:
        verbose_name = _("edition")
        verbose_name_plural = _("editions")
        ordering = ["-major", "-minor"]
        indexes = [models.Index(fields=["-published_at"], name="editions_latest")]
        constraints = [
            models.UniqueConstraint(fields=["criterion", "major", "minor"], name="one_edition_of_that_number"),
            models.UniqueConstraint(fields=["ref", "major", "minor"], name="one_edition_per_address"),
        ]

    def __str__(self) -> str:
        return f"{self.ref} {self.number}"

    @property
    def number(self) -> str:
        return f"{self.major}.{self.minor}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.pk:
            raise ValueError(f"{self} was published; make a new edition instead.")
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return reverse("criteria:edition", args=[self.ref, self.number])

    def read(self) -> CriterionDocument:
        return CriterionDocument.model_validate(self.document)
