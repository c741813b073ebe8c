"""What editors decide for the whole site: menus, contact, the note in the footer."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, InlinePanel, PageChooserPanel
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting
from wagtail.models import Orderable


@register_setting(icon="cog")
class SiteSettings(BaseSiteSetting, ClusterableModel):
    """The site's menus and standing texts."""

    contact_email = models.EmailField(
        _("contact address"), blank=True, help_text=_("Shown in the footer and on error pages.")
    )
    footer_note = models.CharField(_("footer note"), max_length=250, blank=True)

    panels = [
        FieldPanel("contact_email"),
        FieldPanel("footer_note"),
        InlinePanel("links", heading=_("Menu links"), label=_("link")),
    ]

    class Meta:
        verbose_name = _("site and menus")


class NavigationLink(Orderable):
    """One entry of the header or footer menu: a page, or a room that has no page of its own."""

    class Area(models.TextChoices):
        HEADER = "header", _("Header")
        FOOTER = "footer", _("Footer")

    settings = ParentalKey(SiteSettings, on_delete=models.CASCADE, related_name="links")
    area = models.CharField(_("where"), max_length=10, choices=Area, default=Area.HEADER)
    page = models.ForeignKey(
        "wagtailcore.Page", null=True, blank=True, on_delete=models.CASCADE, related_name="+", verbose_name=_("page")
    )
    room = models.CharField(_("room"), max_length=40, blank=True, help_text=_("Instead of a page: criteria, search …"))
    label = models.CharField(
        _("label"), max_length=60, blank=True, help_text=_("Empty: the title of the page or room.")
    )

    panels = [FieldPanel("area"), PageChooserPanel("page"), FieldPanel("room"), FieldPanel("label")]

    def clean(self) -> None:
        from portal.navigation import rooms  # noqa: PLC0415  the registry reads this model

        super().clean()
        if bool(self.page_id) == bool(self.room):
            raise ValidationError(_("Choose either a page or a room."))
        if self.room and self.room not in rooms():
            known = ", ".join(sorted(rooms()))
            raise ValidationError({"room": _("There is no such room. Known: %(known)s.") % {"known": known}})
