"""A consultation: a wording that everybody may look at and answer until a day."""

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from criteria.documents import CriterionDocument
from criteria.models.criterion import Criterion
from criteria.terms import Audience


class Consultation(models.Model):
    """The days it is open, what is asked, and the wording as it was when it began, which stays so.

    What people answer points here. `ended_on` is set when the criterion moves on.
    """

    criterion = models.ForeignKey(Criterion, on_delete=models.CASCADE, related_name="consultations")
    opens_on = models.DateField(_("opens"))
    closes_on = models.DateField(_("closes"))
    audience = models.CharField(_("who may take part"), max_length=10, choices=Audience, default=Audience.EVERYBODY)
    question = models.TextField(_("what is asked"))
    document = models.JSONField()
    opened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("opened by")
    )
    ended_on = models.DateField(_("ended"), null=True, blank=True)

    class Meta:
        verbose_name = _("consultation")
        verbose_name_plural = _("consultations")
        ordering = ["-opens_on", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(closes_on__gte=F("opens_on")), name="consultation_closes_after_opening"),
            models.UniqueConstraint(
                fields=["criterion"], condition=Q(ended_on=None), name="one_consultation_at_a_time"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.criterion.ref} {self.opens_on} – {self.closes_on}"

    def is_open(self, today: date | None = None) -> bool:
        """Whether answers are taken: both days count."""
        return self.ended_on is None and self.opens_on <= (today or timezone.localdate()) <= self.closes_on

    def has_closed(self, today: date | None = None) -> bool:
        """Whether its last day is over, or it ended before."""
        return self.ended_on is not None or self.closes_on < (today or timezone.localdate())

    def read(self) -> CriterionDocument:
        return CriterionDocument.model_validate(self.document)
