"""Adoption: which network asks for which edition, and how its own wording differs."""

from datetime import date

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from criteria.models.edition import Edition
from criteria.models.source import WEB_ADDRESS
from criteria.terms import Adoption, CountedFrom
from networks.models import NetworkPage
from portal.reader import Reader


class PositionQuerySet(models.QuerySet["Position"]):
    """What networks say to editions."""

    def visible_to(self, reader: Reader) -> "PositionQuerySet":
        """Positions are public, as long as their network and their criterion are."""
        networks = NetworkPage.objects.visible_to(reader).of_places().values("pk")
        return self.filter(network__in=networks, edition__criterion__live=True)

    def with_edition(self) -> "PositionQuerySet":
        """With the number of their edition, but not its document, which is long."""
        return self.select_related("edition").defer("edition__document")


class Position(models.Model):
    """One network's position on one edition. When a newer edition comes, it stays where it is."""

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="positions")
    network = models.ForeignKey(NetworkPage, on_delete=models.CASCADE, related_name="positions")
    state = models.CharField(_("position"), max_length=15, choices=Adoption)
    national_text = models.TextField(_("national wording"), max_length=5000, blank=True)
    national_ref = models.CharField(_("national reference"), max_length=120, blank=True)
    national_url = models.CharField(_("where it stands"), max_length=400, blank=True, validators=[WEB_ADDRESS])
    reason = models.TextField(_("reason"), max_length=2000, blank=True)
    legal_note = models.TextField(_("note on the law"), max_length=2000, blank=True)
    valid_from = models.DateField(_("from"), null=True, blank=True)
    valid_to = models.DateField(_("until"), null=True, blank=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    decided_at = models.DateTimeField(_("decided"), default=timezone.now)
    is_example = models.BooleanField(default=False, editable=False)

    objects = PositionQuerySet.as_manager()

    class Meta:
        verbose_name = _("position")
        verbose_name_plural = _("positions")
        ordering = ["network__title"]
        constraints = [
            models.UniqueConstraint(fields=["edition", "network"], name="one_position_per_network"),
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_from=None) | Q(valid_to__gte=F("valid_from")),
                name="position_ends_after_it_begins",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["not_adopted", "legal_obstacle", "weaker"]) | ~Q(reason=""),
                name="refusal_has_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.network}: {self.edition} {self.get_state_display()}"

    @property
    def adoption(self) -> Adoption:
        return Adoption(self.state)

    def is_over(self, day: date | None = None) -> bool:
        """Whether it ended before a day, today unless said otherwise."""
        return self.valid_to is not None and self.valid_to < (day or timezone.localdate())

    def clean(self) -> None:
        super().clean()
        if self.valid_from and self.valid_to and self.valid_to < self.valid_from:
            raise ValidationError({"valid_to": _("It cannot end before it begins.")})


class NationalValue(models.Model):
    """The network's own number for a threshold of the edition."""

    position = models.ForeignKey(Position, on_delete=models.CASCADE, related_name="values")
    key = models.SlugField(max_length=40)
    value = models.DecimalField(_("value"), max_digits=14, decimal_places=4)
    qualifier = models.CharField(_("condition"), max_length=200, blank=True)
    counted_from = models.CharField(_("counted from"), max_length=20, choices=CountedFrom, blank=True)

    class Meta:
        verbose_name = _("national value")
        verbose_name_plural = _("national values")
        constraints = [models.UniqueConstraint(fields=["position", "key"], name="one_national_value_per_threshold")]

    def __str__(self) -> str:
        return f"{self.key}: {self.value}"
