"""`/feeds/news.atom`: the latest news for feed readers."""

from datetime import UTC, datetime, time

from django.contrib.syndication.views import Feed
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext_lazy as _

from home.models import NewsPage
from portal.reader import NOBODY

ENTRIES = 20


class NewsFeed(Feed):
    """Only what anybody may read, whoever asks: feeds are kept and passed on."""

    feed_type = Atom1Feed
    title = _("Circular and Fair ICT Pact: news")
    subtitle = _("What happens in the Pact and its networks.")

    def link(self) -> str:
        return reverse("root")

    def items(self) -> list[NewsPage]:
        return list(NewsPage.objects.visible_to(NOBODY).latest_first()[:ENTRIES])

    def item_title(self, item: NewsPage) -> str:
        return item.title

    def item_description(self, item: NewsPage) -> str:
        return item.summary

    def item_link(self, item: NewsPage) -> str:
        return item.get_url() or ""

    def item_guid(self, item: NewsPage) -> str:
        return f"urn:uuid:{item.translation_key}:{item.locale_id}"

    def item_pubdate(self, item: NewsPage) -> datetime:
        return datetime.combine(item.date, time(), tzinfo=UTC)

    def item_updateddate(self, item: NewsPage) -> datetime:
        return item.last_published_at or self.item_pubdate(item)
