"""`/feeds/tags/laptop.atom`: the latest things with a tag, for feed readers."""

from datetime import UTC, datetime, time
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext, override

from criteria.models import Tag
from criteria.tags import queries
from criteria.tags.sources import Item, sources
from portal.feeds import PublicFeed
from portal.reader import NOBODY

ENTRIES = 20


class TagFeed(PublicFeed):
    """Only what anybody may read, whoever asks: feeds are kept and passed on."""

    def __call__(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        with override(settings.LANGUAGE_CODE):
            slug = kwargs["slug"]
            if queries.find(NOBODY, slug) is None and (moved := queries.moved_to(NOBODY, slug)):
                return redirect("tag_feeds:tag", moved.slug, permanent=True)
            return super().__call__(request, *args, **kwargs)

    def get_object(self, request: HttpRequest, slug: str) -> Tag:
        tag = queries.find(NOBODY, slug)
        if tag is None:
            raise Http404
        return tag

    def title(self, tag: Tag) -> str:
        return gettext("Circular and Fair ICT Pact: %(tag)s") % {"tag": tag.name}

    def link(self, tag: Tag) -> str:
        return tag.get_absolute_url()

    def feed_url(self, tag: Tag) -> str:
        return reverse("tag_feeds:tag", args=[tag.slug])

    def subtitle(self, tag: Tag) -> str:
        return tag.description

    def items(self, tag: Tag) -> list[Item]:
        found = [item for source in sources() for item in source.items(NOBODY, tag, ENTRIES)[0]]
        return sorted(found, key=lambda item: (item.on, item.uid), reverse=True)[:ENTRIES]

    def item_title(self, item: Item) -> str:
        return item.title

    def item_description(self, item: Item) -> str:
        return item.summary

    def item_link(self, item: Item) -> str:
        return item.url

    def item_guid(self, item: Item) -> str:
        return item.uid

    def item_pubdate(self, item: Item) -> datetime:
        return datetime.combine(item.on, time(), tzinfo=UTC)

    item_updateddate = item_pubdate
