"""Organisations: the legal bodies that take part in networks, or support the Pact from the market's side."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.models import Orderable, RevisionMixin
from wagtail.search import index

from networks.models.partial_date import Precision
from networks.models.place import country_name, validate_country


class Organisation(RevisionMixin, index.Indexed, ClusterableModel):
    """A legal body under its name of today; what it was called before stands in `former_names`."""

    class Kind(models.TextChoices):
        CENTRAL_GOVERNMENT = "central_government", _("Central government")
        REGIONAL_GOVERNMENT = "regional_government", _("Regional government")
        MUNICIPALITY = "municipality", _("Municipality")
        AGENCY = "agency", _("Government agency")
        PURCHASING_BODY = "purchasing_body", _("Central purchasing body")
        UTILITY = "utility", _("Utility")
        EDUCATION = "education", _("Education")
        HEALTH = "health", _("Health care")
        PRIVATE_BUYER = "private_buyer", _("Private buyer")
        CIVIL_SOCIETY = "civil_society", _("Civil society organisation")
        INTERGOVERNMENTAL = "intergovernmental", _("Intergovernmental organisation")
        KNOWLEDGE = "knowledge", _("Knowledge institution")
        LABEL_BODY = "label_body", _("Label organisation")
        PRODUCER = "producer", _("Producer")
        RESELLER = "reseller", _("Reseller")
        RECYCLER = "recycler", _("Refurbisher or recycler")

    ALWAYS_MARKET = (Kind.LABEL_BODY, Kind.PRODUCER, Kind.RESELLER, Kind.RECYCLER)

    name = models.CharField(_("name"), max_length=200, help_text=_("As it calls itself today, in the site's language."))
    short_name = models.CharField(_("short name"), max_length=40, blank=True, help_text=_("DFØ, I&W …"))
    legal_name = models.CharField(
        _("legal name"), max_length=250, blank=True, help_text=_("In its own language, where it differs.")
    )
    country = models.CharField(
        _("country"),
        max_length=2,
        blank=True,
        validators=[validate_country],
        help_text=_("ISO 3166-1, such as NL. Empty for an international organisation."),
    )
    kind = models.CharField(_("kind"), max_length=30, choices=Kind)
    is_buyer = models.BooleanField(_("buys ICT"), default=False)
    market_side = models.BooleanField(
        _("on the market's side"),
        default=False,
        help_text=_("Makes, sells, labels or assesses ICT. It may support the Pact but never take part in a network."),
    )
    website = models.URLField(_("website"), blank=True)
    note = models.TextField(
        _("note for editors"), blank=True, help_text=_("Where the facts come from and what nobody checked yet.")
    )

    search_fields = [
        index.SearchField("name", boost=3),
        index.AutocompleteField("name"),
        index.SearchField("short_name", boost=3),
        index.AutocompleteField("short_name"),
        index.SearchField("legal_name"),
        index.RelatedFields("former_names", [index.SearchField("name")]),
        index.FilterField("country"),
        index.FilterField("kind"),
        index.FilterField("is_buyer"),
        index.FilterField("market_side"),
    ]

    class Meta:
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                Lower("name"),
                "country",
                name="one_organisation_per_name",
                violation_error_message=_("This country already has an organisation of that name."),
            ),
            models.CheckConstraint(
                condition=~models.Q(kind__in=["label_body", "producer", "reseller", "recycler"])
                | models.Q(market_side=True),
                name="sellers_are_market_side",
                violation_error_message=_("An organisation of this kind is always on the market's side."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.short_name})" if self.short_name else self.name

    @property
    def country_name(self) -> str:
        return country_name(self.country) if self.country else ""

    def name_on(self, day: date | None) -> str:
        """What it was called on `day`; former names without an end date do not count, because nobody can tell."""
        if day is None:
            return str(self)
        ended = sorted((former.until, former.name) for former in self.former_names.all() if former.until)
        return next((name for until, name in ended if day < until), str(self))

    def clean(self) -> None:
        super().clean()
        if self.market_side and self.pk and self.participations.exists():
            raise ValidationError(
                {
                    "market_side": _(
                        "This organisation takes part in a network; end that before moving it to the market."
                    )
                }
            )


class FormerName(Orderable):
    """A name the organisation went by until a day, as far as that day is known."""

    organisation = ParentalKey(Organisation, on_delete=models.CASCADE, related_name="former_names")
    name = models.CharField(_("former name"), max_length=250)
    until = models.DateField(_("until"), null=True, blank=True, help_text=_("Empty: the day is not known."))
    until_precision = models.CharField(_("known to the"), max_length=5, choices=Precision, default=Precision.DAY)

    class Meta(Orderable.Meta):
        verbose_name = _("former name")
        verbose_name_plural = _("former names")

    def __str__(self) -> str:
        return self.name
