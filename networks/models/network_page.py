"""The page of a network, and the page that lists all of them."""

from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.fields import RichTextField
from wagtail.models import Orderable, PageManager, PagePermissionTester
from wagtail.query import PageQuerySet
from wagtail.search import index

from networks.models import place as places
from networks.models.organisation import Organisation
from networks.models.partial_date import Precision, partial_date
from portal.openness import open_to_all
from portal.pages import BasePage
from portal.reader import Reader, reader_of

PROSE = ["h3", "bold", "italic", "ol", "ul", "link", "document-link"]


class NetworkIndexPage(BasePage):
    """All networks: on a map, in a list, by filters."""

    introduction = RichTextField(_("introduction"), features=PROSE, blank=True)

    template = "networks/index.html"
    subpage_types = ["networks.NetworkPage"]
    max_count_per_parent = 1
    content_panels = [*BasePage.content_panels, FieldPanel("introduction")]
    search_fields = [*BasePage.search_fields, index.SearchField("introduction")]

    class Meta:
        verbose_name = _("networks")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        from networks.listing import listing  # noqa: PLC0415  it reads this model
        from networks.map import world_map  # noqa: PLC0415  it reads this model

        shown = listing(request.GET, reader=reader_of(request), locale_id=self.locale_id)
        return super().get_context(request, *args, **kwargs) | {
            "listing": shown,
            "map": world_map(shown.networks, request),
        }


class NetworkQuerySet(PageQuerySet):
    """Networks, for lists, maps and counts."""

    def of_places(self) -> "NetworkQuerySet":
        """Those of countries, regions and the like: what "networks" means on maps and in counts."""
        return self.exclude(kind=NetworkPage.Kind.WORKING_GROUP)

    def working_groups(self) -> "NetworkQuerySet":
        return self.filter(kind=NetworkPage.Kind.WORKING_GROUP)

    def visible_to(self, reader: Reader) -> "NetworkQuerySet":
        """Published and open to everybody. Lists are public and cached: nobody's rights add a network to them."""
        return open_to_all(self)


class LawRegime(models.TextChoices):
    """Which procurement law binds the buyers of a network."""

    EU = "EU", _("European Union")
    EEA = "EEA", _("European Economic Area")
    GPA = "GPA", _("WTO procurement agreement (GPA)")
    UK = "UK", _("United Kingdom")
    CH = "CH", _("Switzerland")
    CA = "CA", _("Canada")
    AU = "AU", _("Australia")
    OTHER = "other", _("Other")


class NetworkPermissions(PagePermissionTester):
    """A coordinator's rights begin at the network's own page. Taking that page away is for those who keep the list."""

    def can_delete(self, ignore_bulk: bool = False) -> bool:  # noqa: FBT001, FBT002  Wagtail's signature
        return self._keeps_the_list() and super().can_delete(ignore_bulk)

    def can_unpublish(self) -> bool:
        return self._keeps_the_list() and super().can_unpublish()

    def _keeps_the_list(self) -> bool:
        if not self.user.is_active:
            return False
        rows = () if self.user.is_superuser else self.permission_policy.get_cached_permissions_for_user(self.user)
        own = self.page.path
        above = {row.page.path for row in rows if row.permission.codename in {"change_page", "publish_page"}}
        return self.user.is_superuser or any(own.startswith(path) and own != path for path in above)


class NetworkPage(BasePage):
    """The procurers of a country or region, or a working group across them: who they are, what they share."""

    class Kind(models.TextChoices):
        COUNTRY = "country", _("Country")
        REGION = "region", _("Region")
        SECTOR = "sector", _("Sector")
        INTERNATIONAL = "international", _("International")
        WORKING_GROUP = "working_group", _("Working group")

    kind = models.CharField(_("kind"), max_length=15, choices=Kind, default=Kind.COUNTRY)
    iso_3166_1 = models.CharField(
        _("country code"),
        max_length=2,
        blank=True,
        validators=[places.validate_country],
        help_text=_("ISO 3166-1: two capital letters, such as NL."),
    )
    iso_3166_2 = models.CharField(
        _("region code"),
        max_length=6,
        blank=True,
        validators=[places.validate_region],
        help_text=_("ISO 3166-2, such as BE-VLG; for regions only."),
    )
    place = models.CharField(max_length=6, blank=True, editable=False)
    place_language = models.CharField(max_length=20, blank=True, editable=False)
    latitude = models.FloatField(
        _("latitude"),
        null=True,
        blank=True,
        validators=[MinValueValidator(-90), MaxValueValidator(90)],
        help_text=_("Degrees north. Where a region's mark stands on the map; a country needs none."),
    )
    longitude = models.FloatField(
        _("longitude"),
        null=True,
        blank=True,
        validators=[MinValueValidator(-180), MaxValueValidator(180)],
        help_text=_("Degrees east."),
    )
    coordinator = models.ForeignKey(
        Organisation,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="coordinated_networks",
        verbose_name=_("coordinator"),
        help_text=_("The organisation that brings the buyers together."),
    )
    contact_email = models.EmailField(
        _("contact address"), blank=True, help_text=_("Public: use an office's address, not a person's.")
    )
    languages = ArrayField(
        models.CharField(max_length=3, validators=[places.validate_language]),
        verbose_name=_("working languages"),
        blank=True,
        default=list,
        help_text=_("Codes with commas between them: nl, fr"),
    )
    law_regime = models.CharField(
        _("procurement law"),
        max_length=5,
        choices=LawRegime,
        blank=True,
        help_text=_("Decides which legal notes the network's buyers see. A working group has none."),
    )
    joined_on = models.DateField(_("joined on"), null=True, blank=True, help_text=_("Empty: the day is not known."))
    joined_precision = models.CharField(_("known to the"), max_length=5, choices=Precision, default=Precision.DAY)
    introduction = RichTextField(_("introduction"), features=PROSE, blank=True)

    objects = PageManager.from_queryset(NetworkQuerySet)()

    template = "networks/network.html"
    parent_page_types = ["networks.NetworkIndexPage"]

    content_panels = [
        *BasePage.content_panels,
        MultiFieldPanel(
            [
                FieldPanel("kind"),
                FieldRowPanel([FieldPanel("iso_3166_1"), FieldPanel("iso_3166_2")]),
                FieldRowPanel([FieldPanel("latitude"), FieldPanel("longitude")]),
            ],
            heading=_("Place"),
        ),
        MultiFieldPanel(
            [
                FieldPanel("coordinator"),
                FieldRowPanel([FieldPanel("contact_email"), FieldPanel("languages")]),
                FieldPanel("law_regime"),
                FieldRowPanel([FieldPanel("joined_on"), FieldPanel("joined_precision")]),
            ],
            heading=_("Facts"),
        ),
        FieldPanel("introduction"),
        InlinePanel("participations", heading=_("Participants"), label=_("participant")),
        InlinePanel("shared_documents", heading=_("Documents"), label=_("document")),
    ]
    search_fields = [
        *BasePage.search_fields,
        index.SearchField("introduction"),
        index.SearchField("place_names"),
        index.FilterField("kind"),
        index.FilterField("law_regime"),
    ]

    class Meta:
        verbose_name = _("network")
        verbose_name_plural = _("networks")
        constraints = [
            models.UniqueConstraint(
                fields=["place", "place_language"], condition=~models.Q(place=""), name="one_network_per_place"
            ),
            models.CheckConstraint(
                condition=models.Q(latitude=None, longitude=None)
                | models.Q(latitude__isnull=False, longitude__isnull=False),
                name="network_point_is_whole",
                violation_error_message=_("Give both latitude and longitude, or neither."),
            ),
        ]

    @property
    def is_working_group(self) -> bool:
        """Whether it works on a subject across countries, instead of bringing together the buyers of a place."""
        return self.kind == self.Kind.WORKING_GROUP

    @property
    def place_code(self) -> str:
        """The code that only one network may have: the region's, else the country's; none for other kinds."""
        return {self.Kind.COUNTRY: self.iso_3166_1, self.Kind.REGION: self.iso_3166_2}.get(self.kind, "")  # type: ignore[call-overload]

    @property
    def country_name(self) -> str:
        return places.country_name(self.iso_3166_1) if self.iso_3166_1 else ""

    @property
    def region_name(self) -> str:
        return places.region_name(self.iso_3166_2) if self.iso_3166_2 else ""

    @property
    def language_names(self) -> list[str]:
        return [places.language_name(code) for code in self.languages]

    @property
    def joined(self) -> str:
        return partial_date(self.joined_on, self.joined_precision)

    @property
    def place_names(self) -> str:
        """The place in every language of the portal, so that a search for Niederlande finds the Netherlands."""
        spoken = ("en", "nl", "fr", "de", "nb")
        countries = [places.country_name(self.iso_3166_1, code) for code in spoken if self.iso_3166_1]
        regions = [places.region_name(self.iso_3166_2, code) for code in spoken if self.iso_3166_2]
        return " ".join(dict.fromkeys(countries + regions))

    def permissions_for_user(self, user: Any) -> PagePermissionTester:
        return NetworkPermissions(user, self)

    def clean(self) -> None:
        super().clean()
        mistakes = places.place_mistakes(self.kind, self.iso_3166_1, self.iso_3166_2)
        if self.is_working_group and self.latitude is not None:
            mistakes["latitude"] = _("A working group has no mark on the map.")
        if not self.is_working_group and not self.law_regime:
            mistakes["law_regime"] = _("Say which procurement law binds the buyers here.")
        if mistakes:
            raise ValidationError(mistakes)
        other = self._holder_of_place()
        if other is not None:
            field = "iso_3166_2" if self.kind == self.Kind.REGION else "iso_3166_1"
            raise ValidationError({field: _("“%(title)s” is already the network of this place.") % {"title": other}})

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self.locale_id:
            self.locale = self.get_default_locale()
        if self._state.adding and self._holder_of_place() is not None:
            # Only a copy of a page gets here past `clean`: it starts as a draft that still needs a place of its own.
            self.iso_3166_1 = self.iso_3166_2 = ""
            self.live = False
        if self.is_working_group:
            self.law_regime = ""
        self.place = "" if self.alias_of_id else self.place_code
        self.place_language = self.locale.language_code
        super().save(*args, **kwargs)

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        from networks.profile import profile  # noqa: PLC0415  it reads this model

        return super().get_context(request, *args, **kwargs) | {"network": profile(self, reader_of(request))}

    def _holder_of_place(self) -> "NetworkPage | None":
        """Another page, published or not, that is the network of this place in this language."""
        code = self.place_code
        if not code or self.alias_of_id:
            return None
        held = NetworkPage.objects.filter(place=code, place_language=self.locale.language_code)
        return held.exclude(pk=self.pk).first()


class NetworkDocument(Orderable):
    """A file of the network; readers see it when they may download it."""

    network = ParentalKey(NetworkPage, on_delete=models.CASCADE, related_name="shared_documents")
    document = models.ForeignKey(
        "portal.PortalDocument", on_delete=models.CASCADE, related_name="+", verbose_name=_("document")
    )
    note = models.CharField(_("note"), max_length=250, blank=True, help_text=_("What a reader finds in it."))

    panels = [FieldPanel("document"), FieldPanel("note")]

    class Meta(Orderable.Meta):
        verbose_name = _("document")
        verbose_name_plural = _("documents")

    def __str__(self) -> str:
        return self.document.title
