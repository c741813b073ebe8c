"""An event as a calendar file (RFC 5545) with its time zone. Never holds the joining link."""

from datetime import timedelta

from django.utils import timezone
from icalendar import Calendar, Event, Timezone

from home.models import EventPage

PRODUCT = "-//Circular and Fair ICT Pact//Portal//EN"


def calendar_file(event: EventPage, address: str) -> bytes:
    """The file's bytes; `address` is the event's public page."""
    entry = Event()
    entry.add("uid", f"{event.translation_key}@circular-and-fair-ict-pact")
    entry.add("dtstamp", event.last_published_at or timezone.now())
    entry.add("dtstart", event.local_start)
    entry.add("dtend", event.local_end)
    entry.add("summary", event.title)
    entry.add("description", f"{event.summary}\n\n{address}".strip())
    entry.add("url", address)
    entry.add("location", event.venue or str(event.get_mode_display()))
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    if event.time_zone != "UTC":
        around = timedelta(days=366)
        zone = Timezone.from_tzid(
            event.time_zone,
            first_date=(event.local_start - around).date(),
            last_date=(event.local_end + around).date(),
        )
        calendar.add_component(zone)
    calendar.add_component(entry)
    return calendar.to_ical()
