"""What the law says about a criterion."""

from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.models import Orderable

from criteria.models.source import WEB_ADDRESS
from criteria.terms import LegalRole
from networks.models.place import validate_place


class LegalBasis(Orderable):
    """An act that allows or obliges buyers to ask something, or already demands it from makers and sellers."""

    criterion = ParentalKey("criteria.Criterion", on_delete=models.CASCADE, related_name="legal_bases")
    act = models.CharField(_("act"), max_length=160)
    celex = models.CharField(
        _("CELEX number"),
        max_length=20,
        blank=True,
        validators=[RegexValidator(r"^[0-9A-Z()]+\Z", _("Write the CELEX number, such as 32023R1670."))],
    )
    article = models.CharField(_("article"), max_length=80, blank=True)
    jurisdiction = models.CharField(
        _("where it applies"), max_length=10, validators=[validate_place], help_text=_("Country code, EU, or INT.")
    )
    role = models.CharField(_("what it does"), max_length=12, choices=LegalRole)
    applies_from = models.DateField(
        _("applies from"), null=True, blank=True, help_text=_("Empty: since when was not recorded.")
    )
    product = models.CharField(_("for which products"), max_length=120, blank=True)
    note = models.TextField(_("note"), blank=True)
    url = models.CharField(_("address"), max_length=400, blank=True, validators=[WEB_ADDRESS])
    checked_on = models.DateField(_("opened on"), null=True, blank=True)

    panels = [
        FieldRowPanel([FieldPanel("act"), FieldPanel("celex"), FieldPanel("article")]),
        FieldRowPanel([FieldPanel("role"), FieldPanel("jurisdiction"), FieldPanel("applies_from")]),
        FieldRowPanel([FieldPanel("product"), FieldPanel("checked_on")]),
        FieldPanel("note"),
        FieldPanel("url"),
    ]

    class Meta(Orderable.Meta):
        verbose_name = _("legal basis")
        verbose_name_plural = _("legal bases")

    def __str__(self) -> str:
        return f"{self.act} {self.article}".strip()
