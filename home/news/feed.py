"""`/feeds/news.atom`: the latest news for feed readers."""

from datetime import UTC, datetime, time

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from home.models import NewsPage
from portal.feeds import PublicFeed
from portal.reader import NOBODY

type Entry = tuple[NewsPage, str]

ENTRIES = 20


class NewsFeed(PublicFeed):
    """Only what anybody may read, whoever asks: feeds are kept and passed on."""

    title = _("Circular and Fair ICT Pact: news")
    subtitle = _("What happens in the Pact and its networks.")

    def link(self) -> str:
        return reverse("root")

    def get_object(self, request: HttpRequest) -> HttpRequest:
        return request

    def items(self, request: HttpRequest) -> list[Entry]:
        """The latest news; with the request Wagtail looks the site up once for all addresses."""
        latest = NewsPage.objects.visible_to(NOBODY).latest_first()[:ENTRIES]
        return [(page, page.get_url(request) or "") for page in latest]

    def item_title(self, item: Entry) -> str:
        return item[0].title

    def item_description(self, item: Entry) -> str:
        return item[0].summary

    def item_link(self, item: Entry) -> str:
        return item[1]

    def item_guid(self, item: Entry) -> str:
        return f"urn:uuid:{item[0].translation_key}:{item[0].locale_id}"

    def item_pubdate(self, item: Entry) -> datetime:
        return datetime.combine(item[0].date, time(), tzinfo=UTC)

    def item_updateddate(self, item: Entry) -> datetime:
        return item[0].last_published_at or self.item_pubdate(item)
