"""Makes pages for tests under the one home page."""

from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.utils import timezone
from wagtail.models import Locale, Page, Site

from home.models import EventIndexPage, EventPage, HomePage, NewsIndexPage, NewsPage, Registration, StandardPage
from networks.models import NetworkIndexPage, NetworkPage
from networks.models.network_page import LawRegime

BRUSSELS = ZoneInfo("Europe/Brussels")


def make_home() -> HomePage:
    """The home page; Wagtail's welcome page makes room for it."""
    found = HomePage.objects.first()
    if found:
        return found
    root = Page.get_first_root_node()
    home = root.add_child(
        instance=HomePage(
            title="Home", slug="front", headline="One voice", lead="What we do.", locale=Locale.get_default()
        )
    )
    site = Site.objects.first() or Site(hostname="localhost", is_default_site=True)
    site.root_page = home
    site.is_default_site = True
    site.save()
    Site.clear_site_root_paths_cache()
    return home


def _index(model: type[Page], title: str, slug: str) -> Page:
    return model.objects.first() or make_home().add_child(instance=model(title=title, slug=slug))


def make_page(title: str = "About us", *, parent: Page | None = None, **fields: Any) -> StandardPage:
    return (parent or make_home()).add_child(instance=StandardPage(title=title, **fields))


def make_news(title: str = "Something happened", *, parent: Page | None = None, **fields: Any) -> NewsPage:
    defaults = {"date": date(2026, 5, 4), "summary": f"Summary of {title}"}
    return (parent or _index(NewsIndexPage, "News", "news")).add_child(
        instance=NewsPage(title=title, **defaults | fields)
    )


def make_network(title: str = "Netherlands", code: str = "NL", **fields: Any) -> NetworkPage:
    defaults: dict[str, Any] = {
        "kind": NetworkPage.Kind.COUNTRY,
        "iso_3166_1": code,
        "law_regime": LawRegime.OTHER,
        "summary": f"Buyers of {title}.",
    }
    index = _index(NetworkIndexPage, "Networks", "networks")
    return index.add_child(instance=NetworkPage(title=title, **defaults | fields))


def make_event(title: str = "Buyers meet", *, starts_in: timedelta = timedelta(days=30), **fields: Any) -> EventPage:
    """An event of one hour in Brussels that takes registrations unless said otherwise."""
    start = (timezone.now() + starts_in).astimezone(BRUSSELS).replace(hour=14, minute=0, second=0, microsecond=0)
    defaults: dict[str, Any] = {
        "summary": f"Summary of {title}.",
        "day": start.date(),
        "start_time": time(14, 0),
        "end_time": time(15, 0),
        "registration_open": True,
        "join_url": "https://meet.example.org/secret-room",
    }
    index = _index(EventIndexPage, "Events", "events")
    return index.add_child(instance=EventPage(title=title, **defaults | fields))


def make_registration(event: EventPage, email: str = "ria@example.org", **fields: Any) -> Registration:
    defaults: dict[str, Any] = {
        "name": "Ria Buyer",
        "organisation": "City of Somewhere",
        "country": "NL",
        "consent_at": timezone.now(),
        "erase_after": event.erase_on,
    }
    return Registration.objects.create(event=event, email=email, **defaults | fields)


def at(day: str, clock: str, zone: ZoneInfo = BRUSSELS) -> datetime:
    """A moment as a clock shows it."""
    return datetime.fromisoformat(f"{day}T{clock}").replace(tzinfo=zone)
