"""Participation: an organisation's place in a network, under the name it had when it joined."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.models import Orderable

from networks.models.organisation import Organisation
from networks.models.partial_date import Precision, partial_date


class Participation(Orderable):
    """One organisation in one network. History is kept: later names of the organisation do not change this one."""

    class Role(models.TextChoices):
        CO_LEADING = "co_leading", _("Co-leading")
        COORDINATING = "coordinating", _("Coordinating")
        PROCURING = "procuring", _("Procuring")

    network = ParentalKey("networks.NetworkPage", on_delete=models.CASCADE, related_name="participations")
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="participations", verbose_name=_("organisation")
    )
    role = models.CharField(_("role"), max_length=15, choices=Role)
    name_at_joining = models.CharField(
        _("name at joining"),
        max_length=250,
        blank=True,
        help_text=_("As it signed. Empty: taken from the organisation's names on the day it joined."),
    )
    joined_on = models.DateField(_("joined on"), null=True, blank=True, help_text=_("Empty: the day is not known."))
    joined_precision = models.CharField(_("known to the"), max_length=5, choices=Precision, default=Precision.DAY)
    until = models.DateField(_("left on"), null=True, blank=True)
    source_note = models.CharField(
        _("source"), max_length=250, blank=True, help_text=_("Where this is known from; readers see it.")
    )

    panels = [
        FieldRowPanel([FieldPanel("organisation"), FieldPanel("role")]),
        FieldPanel("name_at_joining"),
        FieldRowPanel([FieldPanel("joined_on"), FieldPanel("joined_precision"), FieldPanel("until")]),
        FieldPanel("source_note"),
    ]

    class Meta(Orderable.Meta):
        verbose_name = _("participation")
        verbose_name_plural = _("participations")
        constraints = [
            models.UniqueConstraint(
                fields=["network", "organisation"],
                name="one_participation_per_network",
                violation_error_message=_("This organisation is already in the network."),
            ),
            models.CheckConstraint(
                condition=models.Q(until=None) | models.Q(joined_on=None) | models.Q(until__gte=models.F("joined_on")),
                name="participation_ends_after_it_began",
                violation_error_message=_("It cannot leave before it joined."),
            ),
        ]

    def __str__(self) -> str:
        return self.name_at_joining or str(self.organisation)

    @property
    def joined(self) -> str:
        return partial_date(self.joined_on, self.joined_precision)

    @property
    def name_today(self) -> str:
        """Today's name where it is another one than at joining, else nothing."""
        today = str(self.organisation)
        return "" if self.name_at_joining in {"", today} else today

    def clean(self) -> None:
        super().clean()
        if self.organisation_id and self.organisation.market_side:
            raise ValidationError(
                {
                    "organisation": _(
                        "This organisation is on the market's side: it may support the Pact but not take part."
                    )
                }
            )

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self.name_at_joining:
            self.name_at_joining = self.organisation.name_on(self.joined_on)
        super().save(*args, **kwargs)
