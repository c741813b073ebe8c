"""Blocks of prose that editors build pages from; thresholds and dates have fields of their own, never blocks."""

from typing import Any
from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.contrib.typed_table_block.blocks import TypedTableBlock
from wagtail.images.blocks import ImageBlock

PROSE = ["h2", "h3", "bold", "italic", "ol", "ul", "link", "document-link"]
LINES = ["bold", "italic", "link", "document-link"]


class LinkBlock(blocks.StructBlock):
    """A page of ours or an address elsewhere, with the words of the link."""

    label = blocks.CharBlock(label=_("label"), max_length=60)
    page = blocks.PageChooserBlock(label=_("page"), required=False)
    address = blocks.CharBlock(
        label=_("or address"), required=False, max_length=300, help_text=_("https://… or a path such as /en/criteria/")
    )

    class Meta:
        icon = "link"
        label = _("Link")
        template = "components/blocks/link.html"

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        page, address = cleaned.get("page"), cleaned.get("address", "")
        if bool(page) == bool(address):
            message = _("Choose either a page or an address.")
            raise blocks.StructBlockValidationError(block_errors={"page": ValidationError(message)})
        if address and not is_safe_address(address):
            message = _("Write an address that starts with https:// or with a single slash.")
            raise blocks.StructBlockValidationError(block_errors={"address": ValidationError(message)})
        return cleaned

    def get_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        context = super().get_context(value, parent_context)
        return context | {"url": link_url(value)}


class FigureBlock(blocks.StructBlock):
    """A picture with its text alternative, caption and credit."""

    image = ImageBlock(label=_("picture"))
    caption = blocks.CharBlock(label=_("caption"), required=False, max_length=250)

    class Meta:
        icon = "image"
        label = _("Picture")
        template = "components/blocks/figure.html"


class QuoteBlock(blocks.StructBlock):
    """Somebody's words, with their name and part."""

    text = blocks.TextBlock(label=_("words"))
    person = blocks.CharBlock(label=_("who said it"), max_length=120)
    role = blocks.CharBlock(label=_("role and organisation"), required=False, max_length=160)

    class Meta:
        icon = "openquote"
        label = _("Quote")
        template = "components/blocks/quote.html"


class CallToActionBlock(blocks.StructBlock):
    """What the reader can do next."""

    heading = blocks.CharBlock(label=_("heading"), max_length=100)
    text = blocks.TextBlock(label=_("text"), required=False)
    link = LinkBlock()

    class Meta:
        icon = "pick"
        label = _("Call to action")
        template = "components/blocks/call_to_action.html"


class TableBlock(blocks.StructBlock):
    """A table; its first column names the rows."""

    caption = blocks.CharBlock(label=_("caption"), max_length=160, help_text=_("What the table shows."))
    table = TypedTableBlock(
        [
            ("text", blocks.CharBlock(label=_("text"), required=False)),
            ("number", blocks.DecimalBlock(label=_("number"), required=False)),
            ("prose", blocks.RichTextBlock(label=_("text with links"), features=LINES, required=False)),
        ],
        label=_("table"),
    )

    class Meta:
        icon = "table"
        label = _("Table")
        template = "components/blocks/table.html"


class AccordionBlock(blocks.StructBlock):
    """Questions whose answers open one by one, without script."""

    items = blocks.ListBlock(
        blocks.StructBlock(
            [
                ("heading", blocks.CharBlock(label=_("question"), max_length=160)),
                ("text", blocks.RichTextBlock(label=_("answer"), features=[*LINES, "ol", "ul"])),
            ]
        ),
        label=_("questions"),
        min_num=1,
    )

    class Meta:
        icon = "list-ul"
        label = _("Questions and answers")
        template = "components/blocks/accordion.html"


class ElsewhereBlock(blocks.StructBlock):
    """Something that lives on another site. It is linked, never loaded: nobody is watched before they click."""

    title = blocks.CharBlock(label=_("title"), max_length=160)
    address = blocks.URLBlock(label=_("address"))
    description = blocks.TextBlock(label=_("description"), required=False)

    class Meta:
        icon = "media"
        label = _("Video or tool elsewhere")
        template = "components/blocks/elsewhere.html"

    def get_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        return super().get_context(value, parent_context) | {"host": urlsplit(value["address"]).hostname}

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        if not is_safe_address(cleaned["address"]):
            message = _("Write an address that starts with https://.")
            raise blocks.StructBlockValidationError(block_errors={"address": ValidationError(message)})
        return cleaned


def prose_blocks() -> list[tuple[str, blocks.Block]]:
    """The blocks every page of text offers."""
    return [
        ("text", blocks.RichTextBlock(label=_("Text"), features=PROSE, template="components/blocks/text.html")),
        ("figure", FigureBlock()),
        ("quote", QuoteBlock()),
        ("call_to_action", CallToActionBlock()),
        ("table", TableBlock()),
        ("accordion", AccordionBlock()),
        ("elsewhere", ElsewhereBlock()),
    ]


def is_safe_address(address: str) -> bool:
    """An https or http address without user name, or a path on this site; nothing that runs or leads astray."""
    if any(character in address for character in "\\\r\n\t ") or not address.isprintable():
        return False
    if address.startswith("/"):
        return not address.startswith("//")
    parts = urlsplit(address)
    return parts.scheme in {"http", "https"} and bool(parts.hostname) and "@" not in parts.netloc


def link_url(value: Any) -> str:
    """Where a LinkBlock's value leads."""
    page = value.get("page")
    return (page.url if page is not None and page.live else "") if page else value.get("address", "")
