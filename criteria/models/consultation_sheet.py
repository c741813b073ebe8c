"""A filled-in spreadsheet of a consultation that waits to be taken in."""

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from criteria.models.consultation import Consultation
from criteria.terms import Side


class SheetKind(models.TextChoices):
    """What its rows are."""

    COMMENTS = "comments", _("Comments")
    ANSWERS = "answers", _("Answers")


class ConsultationSheet(models.Model):
    """What was read from a file, with the place of each row; the file is not kept. It goes when it is taken in.

    One for each person and kind: the next file takes its place.
    """

    KEPT = timedelta(days=7)

    consultation = models.ForeignKey(Consultation, on_delete=models.CASCADE, related_name="sheets")
    kind = models.CharField(max_length=10, choices=SheetKind)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)
    file_name = models.CharField(max_length=200)
    side = models.CharField(max_length=10, choices=Side, default=Side.BUYER)
    organisation = models.CharField(max_length=160, blank=True)
    rows = models.JSONField(default=list)
    problems = models.JSONField(default=list)
    notes = models.JSONField(default=list)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("spreadsheet of a consultation")
        verbose_name_plural = _("spreadsheets of consultations")
        constraints = [
            models.UniqueConstraint(fields=["consultation", "kind", "made_by"], name="one_sheet_waits_per_person")
        ]

    def __str__(self) -> str:
        return self.file_name
