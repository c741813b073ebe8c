"""The words criteria are described with; editors may add to them, so they are records and not code."""

import re

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel
from wagtail.search import index

from criteria.documents import Term

CPV_WEIGHTS = (3, 7, 1, 3, 7, 1, 3, 7)


class Word(index.Indexed, models.Model):
    """A word of the vocabulary: a key that addresses use and never changes, and a name that people read."""

    key = models.SlugField(
        _("key"), max_length=60, unique=True, help_text=_("Short and permanent: it is part of public addresses.")
    )
    name = models.CharField(_("name"), max_length=120)
    description = models.TextField(_("description"), blank=True)
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    panels = [
        FieldRowPanel([FieldPanel("name"), FieldPanel("key"), FieldPanel("order")]),
        FieldPanel("description"),
    ]
    search_fields = [index.SearchField("name"), index.AutocompleteField("name"), index.SearchField("key")]

    class Meta:
        abstract = True
        ordering = ["order", "name"]

    def __str__(self) -> str:
        return self.name

    @property
    def term(self) -> Term:
        return Term(key=self.key, label=self.name)


class ProductGroup(Word):
    """What is bought. Groups form a tree: who asks for the group above means all groups below it as well."""

    parent = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="children", verbose_name=_("part of")
    )
    scope = models.TextField(_("what belongs to it"), blank=True)
    exclusions = models.TextField(_("what does not"), blank=True)
    cpv_codes = models.ManyToManyField(
        "criteria.CpvCode", blank=True, related_name="product_groups", verbose_name=_("CPV codes")
    )

    panels = [
        *Word.panels,
        FieldPanel("parent"),
        FieldPanel("scope"),
        FieldPanel("exclusions"),
        FieldPanel("cpv_codes"),
    ]

    class Meta(Word.Meta):
        verbose_name = _("product group")
        verbose_name_plural = _("product groups")

    def clean(self) -> None:
        super().clean()
        above = self.parent
        while above is not None:
            if above.pk == self.pk and self.pk is not None:
                raise ValidationError({"parent": _("A group cannot be part of itself or of a group below it.")})
            above = above.parent


class CpvCode(index.Indexed, models.Model):
    """A code of the Common Procurement Vocabulary (Regulation (EC) No 213/2008): eight digits and a check digit."""

    code = models.CharField(
        _("code"),
        max_length=10,
        unique=True,
        validators=[RegexValidator(r"^\d{8}-\d\Z", _("Write 8 digits, a hyphen and the check digit."))],
    )
    name = models.CharField(_("name"), max_length=160)
    verified = models.BooleanField(
        _("found in the regulation"),
        default=False,
        help_text=_("Somebody looked the code up in the regulation itself."),
    )

    panels = [FieldRowPanel([FieldPanel("code"), FieldPanel("verified")]), FieldPanel("name")]
    search_fields = [index.SearchField("code"), index.SearchField("name"), index.AutocompleteField("name")]

    class Meta:
        verbose_name = _("CPV code")
        verbose_name_plural = _("CPV codes")
        ordering = ["code"]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"

    def clean(self) -> None:
        super().clean()
        if re.fullmatch(r"\d{8}-\d", self.code) and int(self.code[-1]) != cpv_check_digit(self.code[:8]):
            raise ValidationError({"code": _("The check digit does not fit the eight digits before it.")})


def cpv_check_digit(digits: str) -> int:
    """The ninth digit of a CPV code: the weighted sum of the eight before it, modulo 10.

    The weights were found by solving for them over known codes; the tests hold them against those codes.
    """
    return sum(int(digit) * weight for digit, weight in zip(digits, CPV_WEIGHTS, strict=True)) % 10


class Theme(Word):
    """What a criterion works for: one of the Pact's themes."""

    class Meta(Word.Meta):
        verbose_name = _("theme")
        verbose_name_plural = _("themes")


class Strategy(Word):
    """How it works: buy less, buy better, use better, use longer."""

    class Meta(Word.Meta):
        verbose_name = _("strategy")
        verbose_name_plural = _("strategies")


class LifeCycleStage(Word):
    """Where in the life of a product it works."""

    class Meta(Word.Meta):
        verbose_name = _("life-cycle stage")
        verbose_name_plural = _("life-cycle stages")


class AmbitionLevel(Word, ClusterableModel):
    """How far a criterion goes beyond the usual; `rank` 1 is the lowest."""

    rank = models.PositiveSmallIntegerField(_("rank"), unique=True)

    panels = [
        *Word.panels,
        FieldPanel("rank"),
        InlinePanel("mappings", heading=_("Elsewhere"), label=_("level elsewhere")),
    ]

    class Meta(Word.Meta):
        verbose_name = _("ambition level")
        verbose_name_plural = _("ambition levels")
        ordering = ["rank"]


class LevelMapping(models.Model):
    """What another scheme calls this level."""

    level = ParentalKey(AmbitionLevel, on_delete=models.CASCADE, related_name="mappings")
    scheme = models.CharField(_("scheme"), max_length=40)
    scheme_level = models.CharField(_("level there"), max_length=40)

    class Meta:
        verbose_name = _("level elsewhere")
        constraints = [models.UniqueConstraint(fields=["scheme", "scheme_level"], name="one_level_per_scheme_level")]

    def __str__(self) -> str:
        return f"{self.scheme}: {self.scheme_level}"
