"""Many people at once: the last seats are given once, and every address counts once."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import close_old_connections, connection

from home.events import registration
from home.events.registration import Person
from home.models import Registration
from portal.models import OutgoingMail
from portal.states import Refused
from tests.factories.pages import make_event, make_registration

pytestmark = [
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
    pytest.mark.usefixtures("database_as_it_was"),
]
State = Registration.State
AT_ONCE = 20
HERE = "https://portal.example"


def at_once(work, items):
    """Do `work` for every item, AT_ONCE of them at the same moment, each with a connection of its own."""
    barrier = Barrier(AT_ONCE)

    def one(place, item):
        if place < AT_ONCE:
            barrier.wait(timeout=30)
        close_old_connections()
        try:
            return work(item)
        except Refused as refusal:
            return str(refusal)
        finally:
            connection.close()

    with ThreadPoolExecutor(AT_ONCE) as pool:
        return list(pool.map(one, range(len(items)), items))


def test_two_hundred_people_for_three_seats():
    event = make_event(capacity=3)
    waiting = [make_registration(event, f"guest{number}@example.org") for number in range(200)]
    answers = at_once(lambda known: registration.confirm(known, address=HERE).state, waiting)
    assert answers.count(State.CONFIRMED) == 3
    assert sum("All seats are taken" in answer for answer in answers) == 197
    assert Registration.objects.filter(state=State.CONFIRMED).count() == 3
    assert Registration.objects.filter(state=State.PENDING).count() == 197


def test_same_address_sent_forty_times_is_one_registration_and_one_mail():
    event = make_event()
    person = Person("Ria", "ria@example.org", "City", "NL", "", "")
    at_once(lambda _number: registration.register(event, person=person, address=HERE), list(range(40)))
    assert Registration.objects.count() == 1
    assert OutgoingMail.objects.count() == 1


def test_one_link_pressed_twenty_times_takes_one_seat():
    event = make_event(capacity=5)
    known = make_registration(event)
    answers = at_once(lambda _number: registration.confirm(known, address=HERE).state, list(range(AT_ONCE)))
    assert set(answers) == {State.CONFIRMED}
    assert OutgoingMail.objects.count() == 1


def test_freed_seats_go_to_as_many_as_were_freed():
    event = make_event(capacity=3)
    seated = [make_registration(event, f"seated{n}@example.org", state=State.CONFIRMED) for n in range(3)]
    waiting = [make_registration(event, f"waiting{n}@example.org") for n in range(17)]
    moves = [(registration.cancel, seated[0]), (registration.cancel, seated[1])]
    moves += [(lambda known: registration.confirm(known, address=HERE), known) for known in waiting]
    at_once(lambda move: move[0](move[1]), [*moves, (registration.cancel, seated[0])])
    assert Registration.objects.filter(state=State.CONFIRMED).count() <= 3
    for known in waiting:
        at_once_again = Registration.objects.get(pk=known.pk)
        if at_once_again.state == State.PENDING and event.capacity:
            try:
                registration.confirm(at_once_again, address=HERE)
            except Refused:
                break
    assert Registration.objects.filter(state=State.CONFIRMED).count() == 3
