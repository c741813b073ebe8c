"""Loads the starter content of this room: the first page, pages of text, news, events and the menus."""

from datetime import date, time, timedelta
from pathlib import Path
from typing import Any, Literal
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.html import escape, linebreaks
from django.utils.text import slugify
from pydantic import Field
from wagtail.models import Locale, Page, Site

from home.models import (
    EventIndexPage,
    EventOrganiser,
    EventPage,
    HomePage,
    NewsIndexPage,
    NewsPage,
    Registration,
    Session,
    Speaker,
    StandardPage,
)
from networks.models import NetworkPage, Precision
from portal.models import NavigationLink, SiteSettings
from portal.seed.reading import Record, StarterDataError, read
from portal.seed.rights import MODERATORS, grant

DATA = Path(__file__).parent / "data"


class LinkRecord(Record):
    label: str = Field(min_length=1, max_length=60)
    address: str = Field(pattern=r"^(/|https://)")


class CallRecord(Record):
    heading: str = Field(min_length=1, max_length=100)
    text: str = ""
    link: LinkRecord


class QuestionRecord(Record):
    heading: str = Field(min_length=1, max_length=160)
    text: str = Field(min_length=1)


class ThemeRecord(Record):
    key: Literal["circularity_crm", "fair", "energy_climate", "chemicals"]
    title: str
    text: str


class ThemesRecord(Record):
    heading: str
    text: str = ""
    themes: list[ThemeRecord] = Field(min_length=1)


class WayRecord(Record):
    title: str
    text: str
    link: LinkRecord


class WaysRecord(Record):
    heading: str
    ways: list[WayRecord] = Field(min_length=1)


class PartRecord(Record):
    """One part of a body; exactly one of the keys."""

    heading: str = ""
    text: str = ""
    bullets: list[str] = []
    questions: list[QuestionRecord] = []
    call: CallRecord | None = None
    themes: ThemesRecord | None = None
    ways: WaysRecord | None = None


class HomeRecord(Record):
    title: str = Field(min_length=1, max_length=255)
    headline: str = Field(min_length=1, max_length=80)
    lead: str = Field(min_length=1)
    summary: str = Field(min_length=1, max_length=300)
    action: LinkRecord
    second: LinkRecord
    body: list[PartRecord] = []


class PageRecord(Record):
    slug: str = Field(pattern=r"^[a-z][a-z0-9-]*$")
    title: str = Field(min_length=1, max_length=255)
    summary: str = Field(min_length=1, max_length=300)
    body: list[PartRecord] = Field(min_length=1)


class NewsRecord(PageRecord):
    date: date
    known_to: Precision = Precision.DAY
    tags: list[str] = []


class SpeakerRecord(Record):
    name: str = Field(min_length=1, max_length=120)
    role: str = ""
    organisation: str = ""


class SessionRecord(Record):
    kind: Session.Kind
    title: str = Field(min_length=1, max_length=160)
    abstract: str = ""
    starts: time | None = None
    ends: time | None = None
    speakers: list[SpeakerRecord] = []


class EventRecord(Record):
    """One event, on a day or a number of days from now."""

    slug: str = Field(pattern=r"^[a-z][a-z0-9-]*$")
    title: str = Field(min_length=1, max_length=255)
    summary: str = Field(min_length=1, max_length=300)
    time_zone: str
    day: date | None = None
    in_days: int | None = Field(default=None, ge=1)
    start: time
    end: time
    time_note: str = Field(default="", max_length=200)
    mode: EventPage.Mode
    venue: str = ""
    audience: str = Field(default="", max_length=250)
    languages: list[str] = []
    organisers: list[str] = []
    introduction: str = ""
    practical: str = ""
    accessibility: str = ""
    registration_open: bool = False
    capacity: int | None = Field(default=None, ge=1)
    sessions: list[SessionRecord] = []
    networks: list[str] = []
    tags: list[str] = []


class MenuRecord(Record):
    area: NavigationLink.Area
    page: str = ""
    room: str = ""
    label: str = Field(default="", max_length=60)


def load_home(folder: Path = DATA) -> int:
    """Put our home page where Wagtail's welcome page stands."""
    (record,) = read(folder / "home.yaml", HomeRecord)
    root = Page.get_first_root_node()
    page = HomePage(
        title=record.title,
        slug="home",
        summary=record.summary,
        headline=record.headline,
        lead=record.lead,
        action_label=record.action.label,
        action_address=record.action.address,
        second_label=record.second.label,
        second_address=record.second.address,
        body=_blocks(record.body),
        locale=Locale.get_default(),
    )
    for welcome in root.get_children():
        welcome.slug = "welcome-to-wagtail"
        welcome.save()
    root.add_child(instance=page)
    page.save_revision().publish()
    site = Site.objects.filter(is_default_site=True).first() or Site(hostname="localhost", is_default_site=True)
    address = urlsplit(settings.WAGTAILADMIN_BASE_URL)
    site.root_page, site.site_name, site.hostname = page, record.title, address.hostname or "localhost"
    site.port = address.port or (443 if address.scheme == "https" else 80)
    site.save()
    for welcome in root.get_children().exclude(pk=page.pk):
        welcome.delete()
    return 1


def load_pages(folder: Path = DATA) -> int:
    """Pages of text, news and events below the home page."""
    home = Site.objects.get(is_default_site=True).root_page
    pages = [
        StandardPage(title=record.title, slug=record.slug, summary=record.summary, body=_blocks(record.body))
        for record in read(folder / "pages.yaml", PageRecord)
    ]
    for page in pages:
        _add(home, page, folder / "pages.yaml")
    return len(pages) + _load_news(home, folder / "news.yaml") + _load_events(home, folder / "events.yaml")


def load_menus(folder: Path = DATA) -> int:
    site = Site.objects.get(is_default_site=True)
    menus = SiteSettings.for_site(site)
    records = read(folder / "menus.yaml", MenuRecord)
    for order, record in enumerate(records):
        page = None
        if record.page:
            page = site.root_page.get_children().filter(slug=record.page).first()
            if page is None:
                raise StarterDataError(folder / "menus.yaml", order + 2, f"there is no page “{record.page}”")
        link = NavigationLink(area=record.area, page=page, room=record.room, label=record.label, sort_order=order)
        menus.links.add(link)
    menus.save()
    return len(records)


def load_rights() -> int:
    """Moderators see, export and erase registrations; editors do not, because they hold personal data."""
    return grant(MODERATORS, [Registration], ["view", "delete", "export"])


def _load_news(home: Page, file: Path) -> int:
    records = read(file, NewsRecord)
    index = NewsIndexPage(title="News", slug="news", summary="What happens in the Pact and its networks.")
    _add(home, index, file)
    for record in records:
        page = NewsPage(
            title=record.title,
            slug=record.slug,
            summary=record.summary,
            date=record.date,
            date_precision=record.known_to,
            body=_blocks(record.body),
        )
        page.tags.set(record.tags)
        _add(index, page, file)
    return len(records)


def _load_events(home: Page, file: Path) -> int:
    records = read(file, EventRecord)
    index = EventIndexPage(
        title="Events", slug="events", summary="Where buyers, coordinators and the market meet: online and on site."
    )
    _add(home, index, file)
    for record in records:
        _add(index, _event(record, file), file)
    return len(records)


def _event(record: EventRecord, file: Path) -> EventPage:
    kept = {"slug", "title", "summary", "time_zone", "time_note", "mode", "venue", "audience", "languages"}
    kept |= {"accessibility", "registration_open", "capacity"}
    page = EventPage(
        **record.model_dump(include=kept),
        day=_day(record, file),
        start_time=record.start,
        end_time=record.end,
        introduction=linebreaks(record.introduction),
        practical=linebreaks(record.practical),
    )
    for name in record.organisers:
        page.organisers.add(EventOrganiser(name=name))
    for row in record.sessions:
        session = Session(kind=row.kind, title=row.title, abstract=row.abstract, starts_at=row.starts, ends_at=row.ends)
        for person in row.speakers:
            speaker = Speaker(name=person.name, role_at_event=person.role, organisation_at_event=person.organisation)
            session.speakers.add(speaker)
        page.sessions.add(session)
    page.networks = list(NetworkPage.objects.filter(slug__in=record.networks))
    page.tags.set(record.tags)
    return page


def _day(record: EventRecord, file: Path) -> date:
    """The day of an event; one that is so many days ahead never falls on a weekend."""
    if record.day is not None:
        return record.day
    if record.in_days is None:
        raise StarterDataError(file, 1, f"{record.slug}: give either `day` or `in_days`")
    day = timezone.localdate() + timedelta(days=record.in_days)
    return day + timedelta(days=max(0, 7 - day.weekday()) if day.weekday() > 4 else 0)


def _blocks(parts: list[PartRecord]) -> list[tuple[str, Any]]:
    """The blocks of a body; headings, texts and lists that follow each other become one block of text."""
    blocks: list[tuple[str, Any]] = []
    for part in parts:
        html = _html(part)
        if html and blocks and blocks[-1][0] == "text":
            blocks[-1] = ("text", blocks[-1][1] + html)
        elif html:
            blocks.append(("text", html))
        elif part.questions:
            items = [{"heading": each.heading, "text": linebreaks(each.text)} for each in part.questions]
            blocks.append(("accordion", {"items": items}))
        elif part.call:
            blocks.append(("call_to_action", part.call.model_dump()))
        elif part.themes:
            blocks.append(("themes", part.themes.model_dump()))
        elif part.ways:
            blocks.append(("ways", part.ways.model_dump()))
    return blocks


def _html(part: PartRecord) -> str:
    if part.heading:
        return f'<h2 id="{slugify(part.heading)}">{escape(part.heading)}</h2>'
    if part.bullets:
        return "<ul>" + "".join(f"<li>{escape(line)}</li>" for line in part.bullets) + "</ul>"
    return linebreaks(part.text) if part.text else ""


def _add(parent: Page, page: Page, file: Path) -> None:
    """Put a page below another and publish it; raises StarterDataError when its own rules refuse it."""
    try:
        parent.add_child(instance=page)
    except ValidationError as error:
        raise StarterDataError(file, 1, f"{page.slug}: {' '.join(error.messages)}") from error
    page.save_revision().publish()
