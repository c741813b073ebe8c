"""Times of events: typed as the clock shows, kept in UTC, shown with the right letters."""

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from home.events import times

ZONES = ["Europe/Brussels", "Europe/London", "America/Toronto", "Australia/Lord_Howe", "Asia/Kathmandu", "UTC"]


@pytest.mark.parametrize(
    ("day", "clock", "zone", "later", "utc"),
    [
        ("2021-06-14", "16:00", "Europe/Brussels", False, "2021-06-14T14:00"),
        ("2021-01-14", "16:00", "Europe/Brussels", False, "2021-01-14T15:00"),
        ("2026-10-25", "02:30", "Europe/Brussels", False, "2026-10-25T00:30"),
        ("2026-10-25", "02:30", "Europe/Brussels", True, "2026-10-25T01:30"),
        ("2026-11-24", "09:00", "America/Toronto", False, "2026-11-24T14:00"),
        ("2026-11-24", "09:00", "Asia/Kathmandu", False, "2026-11-24T03:15"),
    ],
)
def test_moment(day, clock, zone, later, utc):
    found = times.moment(date.fromisoformat(day), time.fromisoformat(clock), zone, later_of_two=later)
    assert found.isoformat() == f"{utc}:00+00:00"


@pytest.mark.parametrize(
    ("day", "clock", "zone"),
    [
        ("2027-03-28", "02:30", "Europe/Brussels"),
        ("2027-03-28", "02:00", "Europe/Brussels"),
        ("2027-03-28", "01:30", "Europe/London"),
        ("2027-03-14", "02:59", "America/Toronto"),
    ],
)
def test_hour_that_clocks_skip_is_refused(day, clock, zone):
    with pytest.raises(ValidationError, match="clocks skip"):
        times.moment(date.fromisoformat(day), time.fromisoformat(clock), zone)


@given(
    at=st.datetimes(datetime(2000, 1, 1), datetime(2037, 12, 31)),
    zone=st.sampled_from(ZONES),
    later=st.booleans(),
)
def test_every_accepted_time_reads_back_as_it_was_typed(at, zone, later):
    at = at.replace(second=0, microsecond=0)
    try:
        found = times.moment(at.date(), at.time(), zone, later_of_two=later)
    except ValidationError:
        return
    assert found.astimezone(ZoneInfo(zone)).replace(tzinfo=None, fold=0) == at


@pytest.mark.parametrize(
    ("day", "clock", "repeated"),
    [("2026-10-25", "02:30", True), ("2026-10-25", "03:00", False), ("2026-10-24", "02:30", False)],
)
def test_hour_that_comes_twice(day, clock, repeated):
    assert times.is_repeated(date.fromisoformat(day), time.fromisoformat(clock), "Europe/Brussels") is repeated


@pytest.mark.parametrize(
    ("zone", "month", "letters"),
    [
        ("Europe/Brussels", 6, "CEST"),
        ("Europe/Brussels", 1, "CET"),
        ("Europe/London", 6, "BST"),
        ("Asia/Kathmandu", 6, "UTC+5:45"),
        ("America/Sao_Paulo", 6, "UTC-3"),
        ("UTC", 6, "UTC"),
    ],
)
def test_letters_are_those_of_the_day(zone, month, letters):
    assert times.abbreviation(datetime(2026, month, 14, 12, tzinfo=ZoneInfo("UTC")), zone) == letters


@pytest.mark.parametrize(
    ("start", "end", "reads"),
    [
        ("2021-06-14T14:00", "2021-06-14T15:00", "Monday 14 June 2021, 16:00–17:00 CEST"),
        ("2026-10-25T00:30", "2026-10-25T01:30", "Sunday 25 October 2026, 02:30 CEST–02:30 CET"),
        (
            "2026-10-24T14:00",
            "2026-10-25T15:00",
            "Saturday 24 October 2026, 16:00 CEST – Sunday 25 October 2026, 16:00 CET",
        ),
    ],
)
def test_span(start, end, reads):
    moments = [datetime.fromisoformat(f"{each}:00+00:00") for each in (start, end)]
    assert times.span(*moments, "Europe/Brussels") == reads


@pytest.mark.parametrize(
    ("name", "known"), [("Europe/Brussels", True), ("UTC", True), ("CET", False), ("Mars/X", False)]
)
def test_zones_are_places_and_not_letters(name, known):
    if known:
        times.validate_zone(name)
    else:
        with pytest.raises(ValidationError):
            times.validate_zone(name)
