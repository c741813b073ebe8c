"""The front door, pages of text, news, events and registrations."""

from home.models.event import EventIndexPage, EventMaterial, EventOrganiser, EventPage, Session, Speaker
from home.models.home_page import HomePage
from home.models.news import NewsIndexPage, NewsPage
from home.models.registration import Registration
from home.models.standard_page import StandardPage
from home.models.tags import EventTag, NewsTag

__all__ = [
    "EventIndexPage",
    "EventMaterial",
    "EventOrganiser",
    "EventPage",
    "EventTag",
    "HomePage",
    "NewsIndexPage",
    "NewsPage",
    "NewsTag",
    "Registration",
    "Session",
    "Speaker",
    "StandardPage",
]
