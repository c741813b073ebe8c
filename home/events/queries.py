"""What readers may see of events."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Count, Q
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from home.events.schema import schema_of
from home.models import EventPage, Registration, Session, Speaker
from networks.models import NetworkPage
from portal.reader import Reader

PAST_PER_PAGE = 10
RELATED_SHOWN = 3
NOT_IN_SCRIPT = {ord("<"): "\\u003c", ord(">"): "\\u003e", ord("&"): "\\u0026"}
SEATED = (Registration.State.CONFIRMED, Registration.State.ATTENDED)
"""The states that hold a seat."""


@dataclass(frozen=True)
class Calendar:
    """The events of a list: what is to come, and a page of what was."""

    coming: Sequence[EventPage]
    past: Page


@dataclass(frozen=True)
class ProgrammeItem:
    """A session with who speaks."""

    session: Session
    speakers: Sequence[Speaker]


@dataclass(frozen=True)
class EventDetails:
    """What the page of an event shows besides its own fields. `seats_left` is None without a limit."""

    programme: Sequence[ProgrammeItem]
    related: Sequence[EventPage]
    takes_registrations: bool
    seats_left: int | None
    schema: dict[str, Any]

    @property
    def has_times(self) -> bool:
        return any(item.session.when for item in self.programme)

    @property
    def schema_script(self) -> SafeString:
        """The schema.org data as an inert script element."""
        data = json.dumps(self.schema, ensure_ascii=False).translate(NOT_IN_SCRIPT)
        return format_html('<script type="application/ld+json">{}</script>', mark_safe(data))  # noqa: S308  escaped above

    @property
    def is_full(self) -> bool:
        return self.seats_left == 0


def calendar(reader: Reader, *, locale_id: int | None, page: str = "", now: datetime | None = None) -> Calendar:
    """All events to come and one page of the past ones; a page that does not exist is the nearest one."""
    events = EventPage.objects.visible_to(reader)
    if locale_id is not None:
        events = events.filter(locale_id=locale_id)
    return Calendar(list(events.coming(now)), Paginator(events.past(now), PAST_PER_PAGE).get_page(page))


def next_or_latest(reader: Reader, *, locale_id: int | None = None) -> EventPage | None:
    """The event that comes next, or the latest one when none is to come."""
    events = EventPage.objects.visible_to(reader)
    if locale_id is not None:
        events = events.filter(locale_id=locale_id)
    return events.coming().first() or events.past().first()


def of_network(reader: Reader, network: NetworkPage, limit: int = 4) -> list[EventPage]:
    """The events that name a network or stand below its page, the latest first; for members also theirs alone."""
    named = EventPage.networks.through.objects.filter(networkpage=network.pk).values("eventpage")
    own = Q(path__startswith=network.path, depth=network.depth + 1)
    events = EventPage.objects.open_to(reader).filter(Q(pk__in=named) | own)
    return list(events.order_by("-start")[:limit])


def find(reader: Reader, slug: str, locale_code: str) -> EventPage | None:
    """The event with an address, if the reader can open its page."""
    return EventPage.objects.open_to(reader).filter(slug=slug, locale__language_code=locale_code).first()


def seats_left(event: EventPage) -> int | None:
    if event.capacity is None:
        return None
    return max(0, event.capacity - taken_seats(event))


def taken_seats(event: EventPage) -> int:
    return Registration.objects.filter(event=event, state__in=SEATED).count()


def counted() -> Count:
    """How many hold a seat, as an annotation of events."""
    return Count("registrations", filter=Q(registrations__state__in=SEATED))


def event_details(event: EventPage, reader: Reader) -> EventDetails:
    """In at most five queries, whatever the length of the programme."""
    programme = programme_of(event)
    open_now = event.takes_registrations(timezone.now())
    others = EventPage.objects.visible_to(reader).filter(locale_id=event.locale_id).exclude(pk=event.pk)
    related = list(others.order_by("-start")[:RELATED_SHOWN])
    left = seats_left(event) if open_now else None
    return EventDetails(programme, related, open_now, left, schema_of(event))


def programme_of(event: EventPage) -> list[ProgrammeItem]:
    """The sessions in their order, each with its speakers; one query for all speakers of a stored programme."""
    sessions = list(event.sessions.all())
    stored: dict[int | None, list[Speaker]] = {each.pk: [] for each in sessions}
    for speaker in Speaker.objects.filter(session__event=event.pk).select_related("photo"):
        stored.setdefault(speaker.session_id, []).append(speaker)
    return [ProgrammeItem(each, stored[each.pk] if each.pk else list(each.speakers.all())) for each in sessions]
