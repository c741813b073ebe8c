"""Times of events: typed as the clock shows there, kept in UTC, shown with the abbreviation of that day."""

from datetime import UTC, date, datetime, time
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

from django.core.exceptions import ValidationError
from django.utils.formats import date_format, time_format
from django.utils.translation import gettext_lazy as _


@cache
def zone_names() -> frozenset[str]:
    return frozenset(name for name in available_timezones() if "/" in name) | {"UTC"}


def validate_zone(name: str) -> None:
    if name not in zone_names():
        raise ValidationError(_("There is no time zone with this name. Write one such as Europe/Brussels."))


def moment(day: date, clock: time, zone: str, *, later_of_two: bool = False) -> datetime:
    """What the clock of `zone` shows, as a moment in UTC.

    Raises ValidationError for a time that the change to summer time skips. In the hour that the change back repeats,
    the first of the two is meant unless `later_of_two`.
    """
    local = datetime.combine(day, clock, tzinfo=ZoneInfo(zone)).replace(fold=1 if later_of_two else 0)
    found = local.astimezone(UTC)
    if found.astimezone(ZoneInfo(zone)).replace(tzinfo=None) != local.replace(tzinfo=None):
        raise ValidationError(_("The clocks skip this time on that day: they go forward. Choose another time."))
    return found


def is_repeated(day: date, clock: time, zone: str) -> bool:
    """Whether the clocks show this time twice on that day."""
    local = datetime.combine(day, clock, tzinfo=ZoneInfo(zone))
    return local.replace(fold=0).utcoffset() != local.replace(fold=1).utcoffset()


def abbreviation(at: datetime, zone: str) -> str:
    """CEST in June, CET in January; the distance to UTC where a zone has no letters for it."""
    local = at.astimezone(ZoneInfo(zone))
    name = local.tzname() or ""
    if name[:1] not in "+-":
        return name
    return f"UTC{name[0]}{name[1:3].lstrip('0') or '0'}" + (f":{name[3:]}" if len(name) > 3 else "")


def span(start: datetime, end: datetime, zone: str) -> str:
    """When it is, in the zone of the event: Monday 14 June 2021, 16:00–17:00 CEST."""
    here, there = start.astimezone(ZoneInfo(zone)), end.astimezone(ZoneInfo(zone))
    first = f"{date_format(here, 'l j F Y')}, {time_format(here, 'H:i')}"
    if here.date() == there.date():
        last = time_format(there, "H:i")
        if abbreviation(start, zone) != abbreviation(end, zone):
            first = f"{first} {abbreviation(start, zone)}"
        return f"{first}–{last} {abbreviation(end, zone)}"
    last = f"{date_format(there, 'l j F Y')}, {time_format(there, 'H:i')} {abbreviation(end, zone)}"
    return f"{first} {abbreviation(start, zone)} – {last}"
