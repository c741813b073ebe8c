"""A page of text: about the Pact, privacy, accessibility, and whatever editors need."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.search import index

from portal.blocks import prose_blocks
from portal.pages import BasePage


class StandardPage(BasePage):
    """Text, pictures, tables, questions and answers."""

    body = StreamField(prose_blocks(), verbose_name=_("content"), blank=True)

    template = "home/standard_page.html"
    content_panels = [*BasePage.content_panels, FieldPanel("body")]
    search_fields = [*BasePage.search_fields, index.SearchField("body")]

    class Meta:
        verbose_name = _("page of text")
        verbose_name_plural = _("pages of text")
