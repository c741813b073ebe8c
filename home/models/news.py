"""News: a list of its own, or below a network's page."""

from typing import Any

from django.core.paginator import Paginator
from django.db import models
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.fields import StreamField
from wagtail.models import PageManager
from wagtail.query import PageQuerySet
from wagtail.search import index

from criteria.models import SharedTags
from networks.models.partial_date import Precision, partial_date
from portal.blocks import prose_blocks
from portal.openness import open_to_all
from portal.pages import BasePage
from portal.reader import Reader, reader_of

PER_PAGE = 12


class NewsIndexPage(BasePage):
    """All news, those of the networks too, latest first."""

    template = "home/news_index.html"
    subpage_types = ["home.NewsPage"]
    parent_page_types = ["home.HomePage"]
    max_count_per_parent = 1

    class Meta:
        verbose_name = _("news list")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        news = NewsPage.objects.visible_to(reader_of(request)).filter(locale_id=self.locale_id).latest_first()
        page = Paginator(news, PER_PAGE).get_page(request.GET.get("page"))
        return super().get_context(request, *args, **kwargs) | {"news": page}


class NewsQuerySet(PageQuerySet):
    """News, for lists and feeds."""

    def visible_to(self, reader: Reader) -> "NewsQuerySet":
        """Published and open to everybody; lists are public, whoever reads them."""
        return open_to_all(self)

    def latest_first(self) -> "NewsQuerySet":
        return self.order_by("-date", "-pk")


class NewsPage(BasePage):
    """One piece of news."""

    date = models.DateField(_("date"), default=timezone.localdate)
    date_precision = models.CharField(_("known to the"), max_length=5, choices=Precision, default=Precision.DAY)
    author = models.CharField(_("author"), max_length=120, blank=True, help_text=_("A person or an organisation."))
    image = models.ForeignKey(
        "portal.PortalImage",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("picture"),
    )
    body = StreamField(prose_blocks(), verbose_name=_("content"), blank=True)
    tags = SharedTags(through="home.NewsTag", blank=True, verbose_name=_("tags"))

    objects = PageManager.from_queryset(NewsQuerySet)()

    template = "home/news_page.html"
    parent_page_types = ["home.NewsIndexPage", "networks.NetworkPage"]
    subpage_types: list[str] = []

    content_panels = [
        *BasePage.content_panels,
        FieldRowPanel([FieldPanel("date"), FieldPanel("date_precision")]),
        FieldPanel("author"),
        FieldPanel("image"),
        FieldPanel("body"),
        FieldPanel("tags"),
    ]
    search_fields = [*BasePage.search_fields, index.SearchField("body"), index.FilterField("date")]

    class Meta:
        verbose_name = _("news")
        verbose_name_plural = _("news")

    @property
    def dated(self) -> str:
        """The date as exactly as it is known: 14 June 2021, or December 2023."""
        return partial_date(self.date, self.date_precision)
