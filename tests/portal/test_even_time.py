"""Answers to a typed address come at even times, whoever it belongs to."""

import pytest

from portal import even_time
from portal.even_time import left_of_step
from tests.people import make_user

pytestmark = pytest.mark.django_db
DOORS = ("/accounts/signup/", "/accounts/login/", "/accounts/login/code/", "/accounts/password/reset/")


@pytest.fixture
def held(settings, monkeypatch):
    """How long each answer was held back."""
    found = []
    settings.EVEN_ANSWER_SECONDS = 0.25
    monkeypatch.setattr(even_time.time, "sleep", found.append)
    return found


@pytest.mark.parametrize(("taken", "left"), [(0.03, 0.22), (0.249, 0.001), (0.25, 0.25), (0.6, 0.15)])
def test_an_answer_waits_for_the_next_step(taken, left):
    assert left_of_step(taken, 0.25) == pytest.approx(left)
    assert left_of_step(taken, 0) == 0


@pytest.mark.parametrize("door", DOORS)
@pytest.mark.parametrize("email", ["known@example.org", "unknown@example.org"])
def test_every_door_waits_for_everybody(client, held, door, email):
    make_user("known@example.org")
    client.post(door, {"email": email, "login": email, "password": "wrong", "name": "Somebody"})
    assert len(held) == 1


def test_other_pages_wait_for_nothing(client, held):
    client.get(DOORS[0])
    client.post("/accounts/logout/")
    client.get("/en/")
    assert held == []
