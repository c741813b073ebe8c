"""Who gets a seat: the rules, without a browser."""

from datetime import timedelta

import pytest
from django.core import mail, signing
from django.utils import timezone

from home.events import registration
from home.events.queries import seats_left
from home.events.registration import CANCEL, CONFIRM, MACHINE, Person, Refused
from home.models import Registration
from portal.models import JournalEntry, OutgoingMail
from tests.factories.pages import make_event, make_registration
from tests.keeping import kept

pytestmark = pytest.mark.django_db
State = Registration.State
HERE = "https://portal.example"


def somebody(email="ria@example.org", **fields):
    defaults = {"name": "Ria", "organisation": "City", "country": "NL", "role": "", "access_needs": ""}
    return Person(email=email, **defaults | fields)


def register(event, email="ria@example.org", **fields):
    registration.register(event, person=somebody(email, **fields), address=HERE)
    return Registration.objects.filter(event=event, email__iexact=email).first()


@kept
def event():
    return make_event(capacity=2)


def test_registering_waits_for_confirmation_and_holds_no_seat(event):
    assert register(event).state == State.PENDING
    assert seats_left(event) == 2


def test_confirming_takes_the_seat_and_twice_takes_one(event):
    known = register(event)
    for _number in range(2):
        assert registration.confirm(known, address=HERE).state == State.CONFIRMED
    assert seats_left(event) == 1


def test_cancelling_gives_the_seat_back_and_twice_changes_nothing(event):
    known = registration.confirm(register(event), address=HERE)
    registration.cancel(known)
    registration.cancel(known)
    assert seats_left(event) == 2


@pytest.mark.parametrize("again", ["ria@example.org", "RIA@Example.ORG"])
def test_same_address_is_one_registration(event, again):
    register(event)
    registration.register(event, person=somebody(again, name="Somebody else"), address=HERE)
    assert [row.name for row in Registration.objects.all()] == ["Ria"]


def test_confirmed_address_is_told_so_by_mail_and_nobody_else(event):
    registration.confirm(register(event), address=HERE)
    register(event)
    assert [row.key.split("-")[2] for row in OutgoingMail.objects.order_by("pk")] == ["confirm", "confirmed", "known"]


def test_one_mail_of_a_kind_per_hour(event):
    for _number in range(5):
        register(event)
    assert OutgoingMail.objects.count() == 1


def test_who_cancelled_may_come_back_with_new_answers(event):
    registration.cancel(register(event))
    again = register(event, name="Ria Renewed")
    assert (again.state, again.name) == (State.PENDING, "Ria Renewed")


def test_last_seat_is_given_once(event):
    guests = [register(event, f"guest{number}@example.org") for number in range(3)]
    for guest in guests[:2]:
        registration.confirm(guest, address=HERE)
    with pytest.raises(Refused, match="All seats are taken"):
        registration.confirm(guests[2], address=HERE)
    assert Registration.objects.get(pk=guests[2].pk).state == State.PENDING


def test_lowering_the_seats_drops_nobody(event):
    for number in range(2):
        registration.confirm(register(event, f"guest{number}@example.org"), address=HERE)
    event.capacity = 1
    event.save()
    assert Registration.objects.filter(state=State.CONFIRMED).count() == 2
    assert seats_left(event) == 0


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"registration_open": False}, "closed"),
        ({"registration_closes": timezone.now() - timedelta(minutes=1)}, "closed"),
        ({"registration_opens": timezone.now() + timedelta(days=1)}, "not opened yet"),
        ({"starts_in": -timedelta(days=2)}, "closed"),
        ({"live": False}, "closed"),
    ],
)
def test_outside_the_window_nobody_registers(fields, reason):
    event = make_event(**fields)
    with pytest.raises(Refused, match=reason):
        register(event)
    assert not Registration.objects.exists()


def test_confirming_after_the_closing_date_is_refused(event):
    known = register(event)
    with pytest.raises(Refused, match="closed"):
        registration.confirm(known, address=HERE, at=event.start + timedelta(minutes=1))


def test_cancelling_after_the_end_is_refused(event):
    known = register(event)
    with pytest.raises(Refused, match="over"):
        registration.cancel(known, at=event.end)


def test_cancelled_link_no_longer_confirms(event):
    known = register(event)
    registration.cancel(known)
    with pytest.raises(Refused, match="was cancelled"):
        registration.confirm(known, address=HERE)


def test_every_move_is_in_the_journal(event):
    known = register(event)
    registration.confirm(known, address=HERE)
    registration.cancel(known)
    registration.erase(known)
    moves = [(row.from_state, row.to_state) for row in JournalEntry.objects.order_by("pk")]
    assert moves == [("", "pending"), ("pending", "confirmed"), ("confirmed", "cancelled"), ("cancelled", "erased")]


def test_erasing_leaves_a_row_without_a_person(event):
    known = registration.confirm(register(event, role="Buyer", access_needs="Captions"), address=HERE)
    registration.erase(known)
    registration.erase(known)
    left = Registration.objects.get(pk=known.pk)
    personal = (left.name, left.email, left.organisation, left.country, left.role, left.access_needs)
    assert personal == ("",) * 6
    assert left.state == State.ERASED


def test_two_erased_rows_of_one_event_stand_beside_each_other(event):
    for number in range(2):
        registration.erase(register(event, f"guest{number}@example.org"))
    assert Registration.objects.filter(state=State.ERASED).count() == 2


@pytest.mark.parametrize("state", State.values)
def test_states_move_only_as_the_table_says(event, state):
    for to in set(State.values) - MACHINE.moves[state]:
        known = make_registration(event, f"{state}-{to}@example.org", state=state)
        with pytest.raises(ValueError, match="->"):
            MACHINE.move(known, to)


def test_data_is_kept_ninety_days_beyond_the_event(event):
    assert register(event).erase_after == event.end + timedelta(days=90)


def test_mail_leaves_after_the_commit_and_its_text_is_forgotten(event, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        register(event)
    assert [message.to for message in mail.outbox] == [["ria@example.org"]]
    assert OutgoingMail.objects.values_list("to", "text").get() == ("", "")


@pytest.mark.parametrize("purpose", [CONFIRM, CANCEL])
def test_token_opens_its_own_registration_for_its_purpose_only(event, purpose):
    known = register(event)
    token = registration.token_for(known, purpose)
    other = CANCEL if purpose == CONFIRM else CONFIRM
    assert registration.registration_of(token, purpose) == known
    assert registration.registration_of(token, other) is None


@pytest.mark.parametrize("place", range(0, 24, 3))
def test_token_with_one_character_changed_opens_nothing(event, place):
    token = registration.token_for(register(event), CONFIRM)
    place = min(place, len(token) - 1)
    changed = token[:place] + ("x" if token[place] != "x" else "y") + token[place + 1 :]
    assert registration.registration_of(changed, CONFIRM) is None


@pytest.mark.parametrize(("hours", "opens"), [(47, True), (49, False)])
def test_confirmation_link_ends_after_two_days(event, monkeypatch, hours, opens):
    known = register(event)
    written = int(timezone.now().timestamp()) - hours * 3600
    with monkeypatch.context() as patch:
        patch.setattr(signing.TimestampSigner, "timestamp", lambda self: signing.b62_encode(written))
        token = registration.token_for(known, CONFIRM)
    assert (registration.registration_of(token, CONFIRM) == known) is opens


def test_token_of_an_erased_person_opens_nothing(event):
    known = register(event)
    token = registration.token_for(known, CANCEL)
    registration.erase(known)
    assert registration.registration_of(token, CANCEL) is None
