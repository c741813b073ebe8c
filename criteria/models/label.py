"""Labels, their generations, and what a generation demands."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel
from wagtail.models import Orderable

from criteria.models.source import WEB_ADDRESS, SourceReference
from criteria.models.vocabulary import Word
from criteria.terms import Confidence, IsoType


class Label(Word, ClusterableModel):
    """A label. What it shows depends on its generation, so labels are never compared as such."""

    owner = models.CharField(_("owner"), max_length=160, blank=True)
    iso_type = models.CharField(_("type"), max_length=5, choices=IsoType, default=IsoType.OTHER)
    url = models.CharField(_("address"), max_length=400, blank=True, validators=[WEB_ADDRESS])
    registry_url = models.CharField(_("list of products"), max_length=400, blank=True, validators=[WEB_ADDRESS])

    panels = [
        *Word.panels,
        FieldRowPanel([FieldPanel("owner"), FieldPanel("iso_type")]),
        FieldPanel("url"),
        FieldPanel("registry_url"),
        InlinePanel("generations", heading=_("Generations"), label=_("generation")),
    ]

    class Meta(Word.Meta):
        verbose_name = _("label")
        verbose_name_plural = _("labels")


class LabelGeneration(Orderable):
    """One edition of a label's criteria, with its dates; a certificate of an old one ends."""

    label = ParentalKey(Label, on_delete=models.CASCADE, related_name="generations")
    name = models.CharField(_("name"), max_length=80)
    is_draft = models.BooleanField(_("still a draft of the label's owner"), default=False)
    valid_from = models.DateField(_("valid from"), null=True, blank=True)
    last_award_date = models.DateField(_("last certificates"), null=True, blank=True)
    valid_to = models.DateField(_("valid to"), null=True, blank=True)
    tiers = models.CharField(_("tiers"), max_length=120, blank=True, help_text=_("Separated by commas, lowest first."))
    note = models.TextField(_("note"), blank=True)

    panels = [
        FieldRowPanel([FieldPanel("name"), FieldPanel("is_draft")]),
        FieldRowPanel([FieldPanel("valid_from"), FieldPanel("last_award_date"), FieldPanel("valid_to")]),
        FieldPanel("tiers"),
        FieldPanel("note"),
    ]

    class Meta(Orderable.Meta):
        verbose_name = _("label generation")
        verbose_name_plural = _("label generations")
        constraints = [
            models.UniqueConstraint(fields=["label", "name"], name="one_generation_of_that_name"),
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_from=None) | Q(valid_to__gte=F("valid_from")),
                name="generation_ends_after_it_starts",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.label}, {self.name}"

    @property
    def tier_names(self) -> list[str]:
        return [tier.strip() for tier in self.tiers.split(",") if tier.strip()]

    def clean(self) -> None:
        super().clean()
        if self.valid_from and self.valid_to and self.valid_to < self.valid_from:
            raise ValidationError({"valid_to": _("A generation cannot end before it starts.")})


class LabelRequirement(models.Model):
    """Something a generation demands of its holders: what the label proves, not a level for tenders."""

    key = models.SlugField(_("key"), max_length=80, unique=True)
    generation = models.ForeignKey(LabelGeneration, on_delete=models.CASCADE, related_name="requirements")
    statement = models.TextField(_("what it demands"))
    clause = models.CharField(_("clause"), max_length=80, blank=True)
    source = models.ForeignKey(SourceReference, on_delete=models.PROTECT, related_name="+", verbose_name=_("source"))
    confidence = models.CharField(_("checked"), max_length=10, choices=Confidence, default=Confidence.TO_CHECK)
    is_published = models.BooleanField(_("shown to the public"), default=True)

    panels = [
        FieldRowPanel([FieldPanel("key"), FieldPanel("generation"), FieldPanel("is_published")]),
        FieldPanel("statement"),
        FieldRowPanel([FieldPanel("clause"), FieldPanel("confidence")]),
        FieldPanel("source"),
    ]

    class Meta:
        verbose_name = _("label requirement")
        verbose_name_plural = _("label requirements")
        ordering = ["generation", "key"]

    def __str__(self) -> str:
        return self.statement[:80]
