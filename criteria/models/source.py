"""Where criteria and figures come from."""

from django.core.validators import URLValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.models import Orderable
from wagtail.search import index

from criteria.documents import Term
from criteria.terms import Confidence, SourceKind
from networks.models.place import place_name, validate_place

WEB_ADDRESS = URLValidator(schemes=["https", "http"])


class SourceReference(index.Indexed, models.Model):
    """A law, a set of criteria, a label, a study: cited, never copied unless its licence allows it."""

    key = models.SlugField(_("key"), max_length=80, unique=True)
    kind = models.CharField(_("kind"), max_length=20, choices=SourceKind)
    publisher = models.CharField(_("publisher"), max_length=160)
    title = models.CharField(_("title"), max_length=250)
    year = models.PositiveSmallIntegerField(_("year"), null=True, blank=True)
    url = models.CharField(_("address"), max_length=400, blank=True, validators=[WEB_ADDRESS])
    jurisdiction = models.CharField(
        _("place"),
        max_length=10,
        validators=[validate_place],
        help_text=_("Country code, EU, or INT for international."),
    )
    licence = models.CharField(_("licence"), max_length=160, blank=True)
    accessed_on = models.DateField(_("opened on"), null=True, blank=True)

    panels = [
        FieldRowPanel([FieldPanel("key"), FieldPanel("kind")]),
        FieldPanel("title"),
        FieldRowPanel([FieldPanel("publisher"), FieldPanel("year"), FieldPanel("jurisdiction")]),
        FieldPanel("url"),
        FieldRowPanel([FieldPanel("licence"), FieldPanel("accessed_on")]),
    ]
    search_fields = [
        index.SearchField("title"),
        index.AutocompleteField("title"),
        index.SearchField("publisher"),
        index.FilterField("kind"),
    ]

    class Meta:
        verbose_name = _("source")
        verbose_name_plural = _("sources")
        ordering = ["publisher", "title"]

    def __str__(self) -> str:
        return f"{self.publisher}: {self.title}" + (f" ({self.year})" if self.year else "")

    @property
    def place(self) -> Term:
        return Term(key=self.jurisdiction.lower(), label=place_name(self.jurisdiction))


class BackgroundFact(index.Indexed, models.Model):
    """A policy target or a figure that explains why criteria are needed; no criterion itself."""

    class Kind(models.TextChoices):
        POLICY = "policy", _("Policy target")
        CONTEXT = "context", _("Background figure")

    key = models.SlugField(_("key"), max_length=80, unique=True)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind)
    statement = models.TextField(_("statement"))
    source = models.ForeignKey(
        SourceReference, on_delete=models.PROTECT, related_name="facts", verbose_name=_("source")
    )
    confidence = models.CharField(_("checked"), max_length=10, choices=Confidence, default=Confidence.TO_CHECK)

    panels = [
        FieldRowPanel([FieldPanel("key"), FieldPanel("kind"), FieldPanel("confidence")]),
        FieldPanel("statement"),
        FieldPanel("source"),
    ]
    search_fields = [index.SearchField("statement")]

    class Meta:
        verbose_name = _("target or figure")
        verbose_name_plural = _("targets and figures")
        ordering = ["kind", "key"]

    def __str__(self) -> str:
        return self.statement[:80]


class CriterionSource(Orderable):
    """Where a criterion was found in a source, and whether somebody looked."""

    criterion = ParentalKey("criteria.Criterion", on_delete=models.CASCADE, related_name="sources")
    source = models.ForeignKey(
        SourceReference, on_delete=models.PROTECT, related_name="criteria", verbose_name=_("source")
    )
    locator = models.CharField(_("place in the source"), max_length=160, blank=True)
    confidence = models.CharField(_("checked"), max_length=10, choices=Confidence, default=Confidence.TO_CHECK)
    note = models.TextField(_("note"), blank=True)

    panels = [
        FieldPanel("source"),
        FieldRowPanel([FieldPanel("locator"), FieldPanel("confidence")]),
        FieldPanel("note"),
    ]

    class Meta(Orderable.Meta):
        verbose_name = _("source")
        verbose_name_plural = _("sources")

    def __str__(self) -> str:
        return str(self.source)
