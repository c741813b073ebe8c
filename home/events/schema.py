"""An event as schema.org data, so that search engines show it with its date. Never holds the joining link."""

from typing import Any

from home.models.event import EventPage

ATTENDANCE = {
    EventPage.Mode.ONLINE: "https://schema.org/OnlineEventAttendanceMode",
    EventPage.Mode.ONSITE: "https://schema.org/OfflineEventAttendanceMode",
    EventPage.Mode.HYBRID: "https://schema.org/MixedEventAttendanceMode",
}


def schema_of(event: EventPage) -> dict[str, Any]:
    """schema.org/Event with local times and their offset."""
    address = event.full_url or ""
    places: list[dict[str, Any]] = []
    if event.mode != EventPage.Mode.ONSITE:
        places.append({"@type": "VirtualLocation", "url": address})
    if event.venue:
        places.append({"@type": "Place", "name": event.venue, "address": event.venue})
    return {
        "@context": "https://schema.org",
        "@type": "Event",
        "name": event.title,
        "description": event.summary,
        "url": address,
        "startDate": event.local_start.isoformat(),
        "endDate": event.local_end.isoformat(),
        "eventStatus": "https://schema.org/EventScheduled",
        "eventAttendanceMode": ATTENDANCE[EventPage.Mode(event.mode)],
        "inLanguage": event.languages,
        "location": places,
        "organizer": [{"@type": "Organization", "name": each.name} for each in event.organisers.all()],
    }
