"""Registrations are personal data: who sees, exports and erases them in the CMS."""

import csv
import io

import pytest
from django.urls import reverse

from home.models import Registration
from portal.models import JournalEntry
from tests.factories.pages import make_event, make_registration
from tests.keeping import kept

pytestmark = pytest.mark.django_db
LIST = reverse("registrations:index")
State = Registration.State


@kept
def known():
    return make_registration(make_event(), name="Ria Buyer", access_needs="Captions")


def doors(known):
    return {
        "list": LIST,
        "search": f"{LIST}?q=Ria",
        "csv": f"{LIST}?export=csv",
        "xlsx": f"{LIST}?export=xlsx",
        "inspect": reverse("registrations:inspect", args=[known.pk]),
        "erase": reverse("registrations:delete", args=[known.pk]),
    }


@pytest.mark.parametrize("who", ["visitor", "member", "editor", "moderator", "admin"])
@pytest.mark.parametrize("door", ["list", "search", "csv", "xlsx", "inspect", "erase"])
def test_who_comes_through_which_door(person, known, who, door):
    response = person(who).client.get(doors(known)[door])
    body = b"".join(response.streaming_content) if response.streaming else response.content
    if who in {"moderator", "admin"}:
        assert response.status_code == 200
    else:
        assert response.status_code in {302, 403}
        assert b"Ria Buyer" not in body


@pytest.mark.parametrize("action", ["add", "edit"])
def test_nobody_types_in_or_changes_a_registration(person, known, action):
    for who in ("editor", "moderator", "admin"):
        args = [] if action == "add" else [known.pk]
        response = person(who).client.post(reverse(f"registrations:{action}", args=args), {"name": "Changed"})
        assert response.status_code in {302, 403, 404, 405}
    assert list(Registration.objects.values_list("name", flat=True)) == ["Ria Buyer"]


def test_deleting_erases_the_person_and_keeps_the_count(person, known):
    moderator = person("moderator")
    moderator.client.post(doors(known)["erase"])
    left = Registration.objects.get(pk=known.pk)
    assert (left.state, left.name, left.email, left.access_needs) == (State.ERASED, "", "", "")
    assert JournalEntry.objects.get(to_state=State.ERASED).actor == moderator.user


def test_moderator_filters_by_event_and_state(person, known):
    other = make_registration(make_event("Another event"), "rob@example.org", state=State.CONFIRMED)
    listed = person("moderator").client.get(LIST, {"event": other.event.pk}).context["object_list"]
    assert [row.pk for row in listed] == [other.pk]
    listed = person("moderator").client.get(LIST, {"state": State.PENDING}).context["object_list"]
    assert [row.pk for row in listed] == [known.pk]


def test_export_is_complete_and_safe_to_open(person, known):
    make_registration(known.event, "rob@example.org", name="=1+1", organisation="@SUM(A1)")
    response = person("moderator").client.get(doors(known)["csv"])
    rows = list(csv.reader(io.StringIO(b"".join(response.streaming_content).decode())))
    assert len(rows) == 3
    assert {"ria@example.org", "Captions", "'=1+1", "'@SUM(A1)"} <= {cell for row in rows for cell in row}
    assert "no-store" in response.headers["Cache-Control"]


def test_list_costs_the_same_for_many(person, known, django_assert_max_num_queries):
    def cost(number):
        for _number in range(number):
            make_registration(known.event, f"guest{Registration.objects.count()}@example.org")
        person("moderator").client.get(LIST)
        with django_assert_max_num_queries(60) as captured:
            person("moderator").client.get(LIST)
        return len(captured)

    assert cost(1) == cost(15)


def test_list_of_events_counts_seats(person, known):
    known.state = State.CONFIRMED
    known.save()
    page = person("moderator").client.get(reverse("all_events:index"))
    assert page.status_code == 200
    assert page.context["object_list"][0].seats_taken == 1
