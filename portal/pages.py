"""What every page of the site shares: summary, social card, breadcrumbs."""

from typing import Any

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.models import Page
from wagtail.search import index

from portal.navigation import Link

FRONT_DEPTH = 2
"""Where the home pages stand in the tree: right below its root."""


class BasePage(Page):
    """A page with a summary that also serves lists, search engines and social cards."""

    summary = models.CharField(
        _("summary"),
        max_length=300,
        blank=True,
        help_text=_("One or two sentences for lists, search and social media."),
    )
    social_image = models.ForeignKey(
        "portal.PortalImage",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("social image"),
        help_text=_("At least 1200 by 630 pixels. Empty: the portal's own card."),
    )

    content_panels = [*Page.content_panels, FieldPanel("summary")]
    promote_panels = [*Page.promote_panels, MultiFieldPanel([FieldPanel("social_image")], heading=_("Social media"))]
    search_fields = [*Page.search_fields, index.SearchField("summary", boost=2)]

    class Meta:
        abstract = True

    @property
    def meta_description(self) -> str:
        return self.search_description or self.summary

    def crumbs(self, request: HttpRequest | None = None) -> list[Link]:
        """The way from the home page down to this page's parent, as links."""
        if self.depth <= FRONT_DEPTH:
            return []
        above = self.get_ancestors().filter(depth__gt=1).live()
        return [Link(page.title, page.get_url(request) or "") for page in above]

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        return super().get_context(request, *args, **kwargs) | {"crumbs": self.crumbs(request)}
