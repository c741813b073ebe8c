"""The front door: what the Pact is, what comes next, and where to go."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.fields import StreamField
from wagtail.search import index

from portal.blocks import LinkBlock, is_safe_address, prose_blocks
from portal.pages import BasePage


class WaysBlock(blocks.StructBlock):
    """The ways to take part, side by side."""

    heading = blocks.CharBlock(label=_("heading"), max_length=100)
    ways = blocks.ListBlock(
        blocks.StructBlock(
            [
                ("title", blocks.CharBlock(label=_("who"), max_length=80)),
                ("text", blocks.TextBlock(label=_("what they do"))),
                ("link", LinkBlock(required=False)),
            ]
        ),
        label=_("ways"),
        min_num=1,
        max_num=4,
    )

    class Meta:
        icon = "group"
        label = _("Ways to take part")
        template = "home/blocks/ways.html"


class ThemesBlock(blocks.StructBlock):
    """What the Pact asks for, theme by theme, each leading into the library."""

    heading = blocks.CharBlock(label=_("heading"), max_length=100)
    text = blocks.TextBlock(label=_("text"), required=False)
    themes = blocks.ListBlock(
        blocks.StructBlock(
            [
                (
                    "key",
                    blocks.ChoiceBlock(
                        label=_("theme"),
                        choices=[
                            ("circularity_crm", _("Circularity and critical raw materials")),
                            ("fair", _("Due diligence and transparency")),
                            ("energy_climate", _("Energy and climate")),
                            ("chemicals", _("Chemicals")),
                        ],
                    ),
                ),
                ("title", blocks.CharBlock(label=_("name"), max_length=60)),
                ("text", blocks.TextBlock(label=_("in one sentence"))),
            ]
        ),
        label=_("themes"),
        max_num=4,
    )

    class Meta:
        icon = "tag"
        label = _("Themes")
        template = "home/blocks/themes.html"


class HomePage(BasePage):
    """The first page of the site in one language."""

    headline = models.CharField(_("headline"), max_length=80, help_text=_("What the Pact is for, in a few words."))
    lead = models.TextField(_("lead"), help_text=_("What a visitor can do here, in one or two sentences."))
    action_label = models.CharField(_("first action"), max_length=40, blank=True)
    action_address = models.CharField(_("its address"), max_length=300, blank=True)
    second_label = models.CharField(_("second action"), max_length=40, blank=True)
    second_address = models.CharField(_("its address"), max_length=300, blank=True)
    body = StreamField(
        [("themes", ThemesBlock()), ("ways", WaysBlock()), *prose_blocks()],
        verbose_name=_("content"),
        blank=True,
    )

    template = "home/home_page.html"
    parent_page_types = ["wagtailcore.Page"]
    max_count_per_parent = 10

    content_panels = [
        *BasePage.content_panels,
        MultiFieldPanel(
            [
                FieldPanel("headline"),
                FieldPanel("lead"),
                FieldRowPanel([FieldPanel("action_label"), FieldPanel("action_address")]),
                FieldRowPanel([FieldPanel("second_label"), FieldPanel("second_address")]),
            ],
            heading=_("Top of the page"),
        ),
        FieldPanel("body"),
    ]
    search_fields = [*BasePage.search_fields, index.SearchField("headline"), index.SearchField("lead")]

    class Meta:
        verbose_name = _("home page")

    def clean(self) -> None:
        super().clean()
        mistakes = {
            field: _("Write an address that starts with https:// or with a single slash.")
            for field in ("action_address", "second_address")
            if getattr(self, field) and not is_safe_address(getattr(self, field))
        }
        if mistakes:
            raise ValidationError(mistakes)

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        from home.front import front  # noqa: PLC0415  it reads the models of this room

        shown = front(request, locale_id=self.locale_id)
        return super().get_context(request, *args, **kwargs) | {"front": shown}
