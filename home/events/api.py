"""`/api/v1/events`: events with their programme. The joining link never comes here."""

from datetime import datetime
from typing import Annotated, Any, Literal

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Path, Query, Router
from pydantic import BaseModel, Field, WithJsonSchema

from home.events import queries
from home.models import EventPage, Session
from portal.api.paging import CURSOR_LENGTH, LIMIT, MAX_LIMIT, listed, page_of_rows
from portal.api.records import answered, findable
from portal.api.registry import example
from portal.reader import NOBODY

router = Router()
ModeName = Annotated[str, WithJsonSchema({"type": "string", "enum": EventPage.Mode.values})]
KindName = Annotated[str, WithJsonSchema({"type": "string", "enum": Session.Kind.values})]
"""Without names of their own: two rooms may well call different things a kind."""


class EventLinks(BaseModel):
    """Where an event is."""

    self: str
    calendar: str = Field(description="The event as a calendar file.")
    page: str


class EventRecord(BaseModel):
    """An event as lists show it."""

    slug: str
    title: str
    summary: str
    start: datetime
    end: datetime
    time_zone: str = Field(description="Where the clock hangs, such as Europe/Brussels.")
    mode: ModeName
    venue: str
    audience: str
    languages: list[str]
    organisers: list[str]
    recording_url: str
    takes_registrations: bool
    links: EventLinks


class SpeakerRecord(BaseModel):
    """Somebody who speaks, with the role and organisation of that day."""

    name: str
    role: str
    organisation: str


class SessionRecord(BaseModel):
    """A part of the programme; its times are the clock's at the event's place, where they are known."""

    kind: KindName
    title: str
    abstract: str
    starts_at: str | None
    ends_at: str | None
    speakers: list[SpeakerRecord]


class WholeEvent(EventRecord):
    """An event with its programme."""

    programme: list[SessionRecord]


class EventList(BaseModel):
    """A page of events."""

    items: list[EventRecord]
    total: int = Field(description="How many fit, on all pages.")
    next: str | None = Field(description="The address of the next page; null at the end.")


@router.get(
    "",
    response=EventList,
    operation_id="list_events",
    summary="List events",
    openapi_extra=example("/events?limit=1"),
)
def list_events(
    request: HttpRequest,
    when: Annotated[Literal["all", "coming", "past"], Query(description="Which of them.")] = "all",
    limit: Annotated[int, Query(description="How many at most on one page.", ge=1, le=MAX_LIMIT)] = LIMIT,
    cursor: Annotated[str, Query(description="Where to go on: from `next`.", max_length=CURSOR_LENGTH)] = "",
) -> HttpResponse:
    """Published events, the latest first; those to come by `when=coming`, the next one first."""
    rows = EventPage.objects.visible_to(NOBODY).filter(locale__language_code=settings.LANGUAGE_CODE, alias_of=None)
    if when != "all":
        rows = rows.coming() if when == "coming" else rows.past()
    order = ("start", "pk") if when == "coming" else ("-start", "-pk")
    total = rows.count()
    page = page_of_rows(
        rows.prefetch_related("organisers"), order=order, cursor=cursor, limit=limit, question=f"events-{when}"
    )
    return listed(request, [_record(request, event) for event in page.items], total=total, after=page.after)


@router.get(
    "/{slug}",
    response=WholeEvent,
    operation_id="read_event",
    summary="Read an event",
    openapi_extra=example("/events/launch-2021"),
)
def read_event(
    request: HttpRequest, slug: Annotated[str, Path(description="The last part of the address of its page.")]
) -> HttpResponse:
    """One event with its programme and who speaks."""
    return answered(request, queries.find(NOBODY, findable(slug), settings.LANGUAGE_CODE), _whole)


def _whole(request: HttpRequest, event: EventPage) -> dict[str, Any]:
    return _record(request, event) | {"programme": [_session(item) for item in queries.programme_of(event)]}


def _record(request: HttpRequest, event: EventPage) -> dict[str, Any]:
    at = request.build_absolute_uri
    fields = ("slug", "title", "summary", "time_zone", "mode", "venue", "audience", "languages", "recording_url")
    return {name: getattr(event, name) for name in fields} | {
        "start": event.local_start,
        "end": event.local_end,
        "organisers": [each.name for each in event.organisers.all()],
        "takes_registrations": event.takes_registrations(timezone.now()),
        "links": {
            "self": at(f"/api/v1/events/{event.slug}"),
            "calendar": at(event.calendar_url),
            "page": at(event.get_url(request) or "/"),
        },
    }


def _session(item: queries.ProgrammeItem) -> dict[str, Any]:
    session = item.session
    return {
        "kind": session.kind,
        "title": session.title,
        "abstract": session.abstract,
        "starts_at": f"{session.starts_at:%H:%M}" if session.starts_at else None,
        "ends_at": f"{session.ends_at:%H:%M}" if session.ends_at else None,
        "speakers": [
            {"name": each.name, "role": each.role_at_event, "organisation": each.organisation_at_event}
            for each in item.speakers
        ],
    }
