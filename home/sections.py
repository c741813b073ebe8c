"""What this room shows on the pages of networks: their events and news."""

from typing import Any

from django.http import HttpRequest

from home.events import queries
from home.models import NewsPage
from networks.models import NetworkPage
from portal import sections
from portal.reader import reader_of

NEWS_SHOWN = 4


def register() -> None:
    sections.fill("network", template="home/sections/events.html", context=events_of, order=30, queries=1)
    sections.fill("network", template="home/sections/news.html", context=news_of, order=40, queries=1)


def events_of(request: HttpRequest, page: NetworkPage) -> dict[str, Any] | None:
    """Events that name the network or stand below its page."""
    events = queries.of_network(reader_of(request), page)
    return {"events": events} if events else None


def news_of(request: HttpRequest, page: NetworkPage) -> dict[str, Any] | None:
    """News written below the network's page."""
    news = NewsPage.objects.visible_to(reader_of(request)).child_of(page).latest_first()[:NEWS_SHOWN]
    return {"news": list(news)} if news else None
