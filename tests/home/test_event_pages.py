"""Events as readers, calendars and search engines meet them."""

import json
import re
from datetime import UTC, date, datetime, time, timedelta

import pytest
from django.core.exceptions import ValidationError
from icalendar import Calendar

from home.models import EventMaterial, EventOrganiser, EventPage, Registration, Session, Speaker
from tests.factories.networks import make_document
from tests.factories.pages import make_event, make_home, make_network, make_registration

pytestmark = pytest.mark.django_db


def mistakes_of(event):
    try:
        event.clean()
    except ValidationError as error:
        return set(error.message_dict)
    return set()


@pytest.mark.parametrize(
    ("changes", "mistakes"),
    [
        ({}, set()),
        ({"end_time": time(13, 0)}, {"end_time"}),
        ({"end_time": time(14, 0)}, {"end_time"}),
        ({"end_day": date(2020, 1, 1)}, {"end_day"}),
        ({"day": date(2027, 3, 28), "start_time": time(2, 30)}, {"start_time"}),
        ({"join_url": "javascript:alert(1)"}, {"join_url"}),
        ({"join_url": "//evil.example"}, {"join_url"}),
        ({"join_url": "https://user@meet.example"}, {"join_url"}),
        ({"recording_url": "data:text/html,x"}, {"recording_url"}),
        ({"mode": EventPage.Mode.ONSITE}, {"venue"}),
        ({"mode": EventPage.Mode.HYBRID, "venue": "Brussels"}, set()),
        (
            {
                "registration_opens": datetime(2026, 5, 2, tzinfo=UTC),
                "registration_closes": datetime(2026, 5, 1, tzinfo=UTC),
            },
            {"registration_closes"},
        ),
    ],
)
def test_event_rules(changes, mistakes):
    event = make_event()
    for field, value in changes.items():
        setattr(event, field, value)
    assert mistakes_of(event) == mistakes


def test_moving_the_clock_moves_the_moment():
    event = make_event()
    event.day, event.start_time, event.end_time = date(2026, 6, 14), time(16, 0), time(17, 0)
    event.save()
    assert event.start == datetime(2026, 6, 14, 14, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("fields", "at", "takes"),
    [
        ({}, timedelta(days=-1), True),
        ({}, timedelta(0), False),
        ({}, timedelta(minutes=-1), True),
        ({"registration_open": False}, timedelta(days=-1), False),
        ({"live": False}, timedelta(days=-1), False),
    ],
)
def test_registration_is_open_until_the_event_starts(fields, at, takes):
    event = make_event(**fields)
    assert event.takes_registrations(event.start + at) is takes


def launch():
    event = make_event(
        "Launch",
        starts_in=timedelta(days=-400),
        day=date(2021, 6, 14),
        start_time=time(16, 0),
        end_time=time(17, 0),
        recording_url="https://video.example/launch",
        aftermath="<p>Seven founders signed.</p>",
        languages=["en", "nl"],
    )
    session = Session(kind=Session.Kind.KEYNOTE, title="Why buyers matter")
    session.speakers.add(Speaker(name="Ann Example", role_at_event="Minister", organisation_at_event="Old ministry"))
    event.sessions.add(session)
    event.organisers.add(EventOrganiser(name="The old name"))
    event.materials.add(EventMaterial(title="Slides", document=make_document("Slides")))
    event.save()
    return event


def test_page_of_a_past_event_tells_what_was(client):
    page = client.get(launch().get_url()).text
    for words in (
        "Monday 14 June 2021, 16:00–17:00 CEST",
        "Why buyers matter",
        "Ann Example",
        "Minister",
        "Old ministry",
        "The old name",
        "Seven founders signed.",
        "https://video.example/launch",
        "Slides",
        "Dutch",
    ):
        assert words in page
    assert "/register/" not in page


def test_page_of_a_coming_event_offers_a_seat(client):
    event = make_event(capacity=2)
    assert event.register_url in client.get(event.get_url()).text
    for number in range(2):
        make_registration(event, f"guest{number}@example.org", state=Registration.State.CONFIRMED)
    assert "taken" in client.get(event.get_url()).text


def test_list_shows_what_comes_before_what_was(client):
    make_event("Next year", starts_in=timedelta(days=300))
    make_event("Next week", starts_in=timedelta(days=7))
    make_event("Last week", starts_in=timedelta(days=-7))
    make_event("A draft", live=False)
    page = client.get("/en/events/").text
    assert page.index("Next week") < page.index("Next year") < page.index("Last week")
    assert "A draft" not in page


@pytest.mark.parametrize("page", ["", "2", "99", "x", "-1"])
def test_past_events_come_in_pages(client, page):
    for number in range(12):
        make_event(f"Event {number}", starts_in=timedelta(days=-10 - number))
    assert client.get("/en/events/", {"page": page}).status_code == 200


def test_home_shows_the_next_event_else_the_latest(client):
    make_home()
    make_event("Last week", starts_in=timedelta(days=-7))
    assert "Last week" in client.get("/en/").text
    make_event("Next week", starts_in=timedelta(days=7))
    assert "Next week" in client.get("/en/").text


def calendar_of(client, event):
    response = client.get(event.calendar_url)
    assert response.headers["Content-Type"].startswith("text/calendar")
    return Calendar.from_ical(response.content)


@pytest.mark.parametrize("zone", ["Europe/Brussels", "America/Toronto", "UTC", "Asia/Kathmandu"])
def test_calendar_file_holds_the_moment_and_its_zone(client, zone):
    event = make_event(time_zone=zone)
    calendar = calendar_of(client, event)
    entry = calendar.walk("VEVENT")[0]
    assert entry.decoded("dtstart") == event.start
    assert entry.decoded("dtend") == event.end
    assert bool(calendar.walk("VTIMEZONE")) is (zone != "UTC")


def test_calendar_file_escapes_and_folds(client):
    event = make_event("Buyers; meet, \\ “again” " + "ü" * 60)
    entry = calendar_of(client, event).walk("VEVENT")[0]
    assert str(entry["summary"]) == event.title
    assert max(map(len, client.get(event.calendar_url).content.split(b"\r\n"))) <= 75


def test_calendar_entry_keeps_its_identity_when_the_event_moves(client):
    event = make_event()
    before = calendar_of(client, event).walk("VEVENT")[0]["uid"]
    event.start_time, event.end_time = time(16, 0), time(17, 0)
    event.save()
    assert calendar_of(client, event).walk("VEVENT")[0]["uid"] == before


@pytest.mark.parametrize("hidden", ["draft", "missing"])
def test_calendar_of_a_hidden_event_is_not_there(client, hidden):
    make_event("Buyers meet", live=False)
    slug = "buyers-meet" if hidden == "draft" else "never"
    assert client.get(f"/en/events/{slug}/calendar.ics").status_code == 404


def test_search_engines_read_it_as_data(client):
    event = make_event("</script><script>alert(1)</script>", mode=EventPage.Mode.HYBRID, venue="Hall & more")
    page = client.get(event.get_url()).text
    assert "<script>alert(1)" not in page
    data = json.loads(re.search(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)[1])
    assert data["name"] == event.title
    assert datetime.fromisoformat(data["startDate"]) == event.start
    assert data["eventAttendanceMode"].endswith("MixedEventAttendanceMode")


def test_event_stands_on_the_page_of_its_network(client):
    network, event = make_network(), make_event("Dutch buyers meet")
    event.networks = [network]
    event.save()
    assert "Dutch buyers meet" in client.get(network.get_url()).text


def test_other_events_are_offered(client):
    event = make_event("This one")
    make_event("Another one", starts_in=timedelta(days=60))
    make_event("A draft", live=False)
    page = client.get(event.get_url()).text
    assert "Another one" in page
    assert "A draft" not in page


def test_queries_of_an_event_do_not_grow_with_its_programme(client, django_assert_max_num_queries):
    event = launch()

    def cost(number):
        for each in range(number):
            session = Session(kind=Session.Kind.PANEL, title=f"Panel {each}")
            session.speakers.add(Speaker(name="One"), Speaker(name="Two"))
            event.sessions.add(session)
            event.organisers.add(EventOrganiser(name=f"Organiser {each}"))
        event.save()
        client.get(event.get_url())
        with django_assert_max_num_queries(25) as captured:
            client.get(event.get_url())
        return len(captured)

    assert cost(1) == cost(2) == cost(27)


def test_launch_as_it_really_was(starter, client):
    event = EventPage.objects.get(slug="launch-2021")
    assert (event.start, event.end) == (datetime(2021, 6, 14, 14, tzinfo=UTC), datetime(2021, 6, 14, 15, tzinfo=UTC))
    assert event.is_past
    assert "CET" in event.time_note
    page = client.get(event.get_url()).text
    assert "CEST" in page
    assert not event.takes_registrations()


def test_example_is_marked_and_can_be_tried(starter, client):
    event = EventPage.objects.get(slug="example-meeting")
    assert event.title.startswith("Example")
    assert event.takes_registrations()
