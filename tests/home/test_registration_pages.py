"""Registration as a person meets it: form, mail, confirmation, cancelling."""

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client

from home.events.registration import CANCEL, token_for
from home.models import Registration
from tests.factories.pages import make_event, make_page, make_registration
from tests.keeping import kept

pytestmark = pytest.mark.django_db
State = Registration.State
ANSWERS = {
    "name": "Ria Buyer",
    "email": "ria@example.org",
    "organisation": "City of Somewhere",
    "country": "NL",
    "role": "Buyer",
    "access_needs": "Captions, please",
    "consent": "on",
    "website": "",
}
FORM = "/en/events/buyers-meet/register/"
DONE = "/en/events/buyers-meet/registered/"
SECRET = "secret-room"


@kept
def event():
    return make_event("Buyers meet", capacity=2)


@pytest.fixture
def send(client, django_capture_on_commit_callbacks):
    """Fill in the form, with changes; mail goes out as it would after the commit."""

    def do(address=FORM, **changes):
        with django_capture_on_commit_callbacks(execute=True):
            return client.post(address, ANSWERS | changes)

    return do


def link(what):
    """The path of a link in the last mail that has one."""
    found = [re.search(rf"http://testserver(/en/events/{what}/\S+)", message.body) for message in mail.outbox]
    return [each for each in found if each][-1][1]


def test_whole_way_from_form_to_seat_and_back(event, send, client, django_capture_on_commit_callbacks):
    assert send()["Location"] == DONE
    assert client.get(DONE).status_code == 200
    with django_capture_on_commit_callbacks(execute=True):
        assert client.post(link("confirm")).status_code == 200
    assert Registration.objects.get().state == State.CONFIRMED
    client.post(link("cancel"))
    assert Registration.objects.get().state == State.CANCELLED


@pytest.mark.parametrize("what", ["confirm", "cancel"])
def test_opening_a_link_changes_nothing(event, send, client, what):
    """Mail scanners follow links before people do."""
    send()
    before = Registration.objects.get().state
    known = Registration.objects.get()
    at = link("confirm") if what == "confirm" else f"/en/events/cancel/{token_for(known, CANCEL)}/"
    for method in (client.get, client.head):
        assert method(at).status_code == 200
    assert Registration.objects.get().state == before


def test_known_and_unknown_addresses_get_the_same_answer(event, send, client):
    make_registration(event, "known@example.org", state=State.CONFIRMED)
    answers = [send(email=email) for email in ("known@example.org", "new@example.org")]
    assert {(answer.status_code, answer["Location"]) for answer in answers} == {(302, DONE)}
    assert [message.to[0] for message in mail.outbox] == ["known@example.org", "new@example.org"]


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"name": ""}, "name"),
        ({"name": "Ria\r\nBcc: all@example.org"}, "name"),
        ({"name": "Ria\x0bBuyer"}, "name"),
        ({"name": "Ria\u2028Buyer"}, "name"),
        ({"name": "\u202eairR"}, "name"),
        ({"name": "x" * 121}, "name"),
        ({"organisation": "City\nTown"}, "organisation"),
        ({"email": "not an address"}, "email"),
        ({"email": "ria@example.org\r\nBcc: all@example.org"}, "email"),
        ({"email": "a" * 250 + "@example.org"}, "email"),
        ({"country": "XX"}, "country"),
        ({"country": ""}, "country"),
        ({"consent": ""}, "consent"),
        ({"access_needs": "x" * 1001}, "access_needs"),
    ],
)
def test_mistake_is_said_at_its_field_and_the_rest_is_kept(event, send, changes, field):
    answer = send(**changes)
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == [field]
    assert f"#id_{field}" in answer.text
    assert ("Captions, please" in answer.text) is (field != "access_needs")
    assert not Registration.objects.exists()
    assert not mail.outbox


@pytest.mark.parametrize("name", ["O'Neill", "Łukasz Żółć", "Dr. A. B. 李", "a" * 120, "<b>Ria</b>", "{{ 7|add:7 }}"])
def test_honest_names_are_taken_as_they_are(event, send, name):
    send(name=name)
    assert Registration.objects.get().name == name
    assert name in mail.outbox[0].body


def test_hidden_field_filled_in_by_a_program_registers_nobody(event, send):
    assert send(website="https://spam.example")["Location"] == DONE
    assert not Registration.objects.exists()
    assert not mail.outbox


def test_extra_fields_have_no_effect(event, send):
    send(state="confirmed", event="999", confirmed_at="2026-01-01", erase_after="2099-01-01")
    known = Registration.objects.get()
    assert (known.state, known.event, known.confirmed_at) == (State.PENDING, event, None)
    assert known.erase_after == event.erase_on


def test_too_many_forms_from_one_sender(event, send):
    answers = [send(email=f"guest{number}@example.org") for number in range(22)]
    assert {answer.status_code for answer in answers[:20]} == {302}
    assert [answer.status_code for answer in answers[20:]] == [429, 429]
    assert int(answers[-1].headers["Retry-After"]) > 0


def test_one_address_is_not_mailed_again_and_again(event, send):
    for _number in range(8):
        send()
    assert len(mail.outbox) == 1


def test_form_without_token_of_the_page_is_refused(event):
    assert Client(enforce_csrf_checks=True).post(FORM, ANSWERS).status_code == 403


@pytest.mark.parametrize("closed", [{"registration_open": False}, {"starts_in": -timedelta(days=3)}])
def test_closed_registration_says_so(client, closed):
    make_event("Buyers meet", **closed)
    assert "closed" in client.get(FORM).text.lower()
    assert client.post(FORM, ANSWERS).status_code == 409
    assert not Registration.objects.exists()


def test_closing_between_opening_the_form_and_sending_it(event, send, client):
    client.get(FORM)
    event.registration_open = False
    event.save()
    assert send().status_code == 409


def test_full_event_refuses_the_last_step_kindly(event, send, client):
    send()
    for number in range(2):
        make_registration(event, f"guest{number}@example.org", state=State.CONFIRMED)
    answer = client.post(link("confirm"))
    assert answer.status_code == 409
    assert "All seats are taken" in answer.text


@pytest.mark.parametrize("what", ["confirm", "cancel"])
@pytest.mark.parametrize("token", ["x", "a:b:c", "../../x", "%00", "a" * 3000])
def test_wrong_links_open_nothing(client, event, what, token):
    assert client.get(f"/en/events/{what}/{token}/").status_code in {400, 404}
    assert client.post(f"/en/events/{what}/{token}/").status_code in {400, 404}


def test_guessing_links_ends(client, event):
    for _number in range(61):
        client.get("/en/events/cancel/a:b:c/")
    known = make_registration(event)
    assert client.get(f"/en/events/cancel/{token_for(known, CANCEL)}/").status_code == 404


@pytest.mark.parametrize("page", [FORM, DONE])
def test_pages_with_a_form_are_not_kept_by_anybody(event, client, page):
    assert "no-store" in client.get(page).headers["Cache-Control"]


def test_joining_link_is_nowhere_to_be_seen(event, send, client, django_capture_on_commit_callbacks):
    send()
    with django_capture_on_commit_callbacks(execute=True):
        confirmed = client.post(link("confirm")).text
    pages = ["/en/events/buyers-meet/", FORM, DONE, "/en/events/", "/en/", "/sitemap.xml", link("cancel")]
    pages += ["/en/events/buyers-meet/calendar.ics", "/en/search/?q=buyers"]
    for page in pages:
        assert SECRET not in client.get(page).text, page
    assert "buyers-meet" not in client.get(f"/en/search/?q={SECRET}").text
    assert SECRET not in confirmed
    assert not [message for message in mail.outbox if SECRET in message.body]


def test_registration_of_a_draft_event_is_not_there(client):
    make_event("Buyers meet", live=False)
    assert client.get(FORM).status_code == 404
    assert client.post(FORM, ANSWERS).status_code == 404


def test_page_that_is_no_event_takes_no_registration(client):
    make_page("Buyers meet", slug="buyers-meet")
    assert client.get(FORM).status_code == 404
