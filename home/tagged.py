"""News and events on the pages of tags, in the language of the page."""

from typing import Any

from django.db.models import Count, QuerySet, Window
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from criteria.models import Tag
from criteria.tags.sources import Item, register_tagged
from home.models import EventPage, EventTag, NewsPage, NewsTag
from portal.reader import Reader


def register() -> None:
    register_tagged("news", _("News"), through=NewsTag, visible=visible_news, items=news, order=30)
    register_tagged("events", _("Events"), through=EventTag, visible=visible_events, items=events, order=40)


def visible_news(reader: Reader) -> QuerySet[Any]:
    return _here(NewsPage.objects.visible_to(reader)).values("pk")


def visible_events(reader: Reader) -> QuerySet[Any]:
    return _here(EventPage.objects.visible_to(reader)).values("pk")


def news(reader: Reader, tag: Tag, limit: int) -> tuple[list[Item], int]:
    """The latest first, in one query besides the addresses of pages."""
    pages = _here(NewsPage.objects.visible_to(reader)).filter(tagged_items__tag=tag).latest_first()
    found = list(pages.annotate(tagged=Window(Count("*")))[:limit])
    shown = [
        Item(
            uid=f"urn:uuid:{page.translation_key}:{page.locale_id}",
            title=page.title,
            url=page.get_url() or "",
            summary=page.summary,
            on=page.date,
            note=page.dated,
        )
        for page in found
    ]
    return shown, found[0].tagged if found else 0


def events(reader: Reader, tag: Tag, limit: int) -> tuple[list[Item], int]:
    """Those that start last first, in one query besides the addresses of pages."""
    pages = _here(EventPage.objects.visible_to(reader)).filter(tagged_items__tag=tag).order_by("-start", "pk")
    found = list(pages.annotate(tagged=Window(Count("*")))[:limit])
    shown = [
        Item(
            uid=f"urn:uuid:{page.translation_key}:{page.locale_id}",
            title=page.title,
            url=page.get_url() or "",
            summary=page.summary,
            on=page.first_published_at.date() if page.first_published_at else page.local_start.date(),
            note=page.when,
        )
        for page in found
    ]
    return shown, found[0].tagged if found else 0


def _here(pages: Any) -> Any:
    return pages.filter(locale__language_code=get_language())
