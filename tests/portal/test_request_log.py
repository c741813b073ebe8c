"""The log says what happened and never to whom."""

import json
import logging

import pytest
from django.conf import settings
from pythonjsonlogger.json import JsonFormatter

from tests.factories.pages import make_event, make_home

pytestmark = pytest.mark.django_db
PERSON = "ria.buyer@example.org"


@pytest.fixture
def lines(caplog):
    """What the requests so far wrote, as JSON objects."""
    caplog.set_level(logging.INFO, logger="portal.request")
    style = settings.LOGGING["formatters"]["json"]
    formatter = JsonFormatter(style["fmt"], rename_fields=style["rename_fields"])
    return lambda: [formatter.format(record) for record in caplog.records if record.name == "portal.request"]


def test_one_line_per_request_says_what_and_how_long(client, lines):
    make_home()
    client.get("/en/criteria/?q=battery")
    (line,) = lines()
    said = json.loads(line)
    assert (said["method"], said["route"], said["status"]) == ("GET", "en/criteria/", 200)
    assert said["ms"] > 0


def test_no_person_stands_in_the_log(client, lines):
    event = make_event("Buyers meet")
    client.get("/en/criteria/", {"q": PERSON}, headers={"User-Agent": PERSON, "Referer": f"https://x/{PERSON}"})
    client.post(event.register_url, {"name": "Ria Buyer", "email": PERSON})
    client.get(f"/en/events/confirm/{PERSON}/")
    client.get(f"/en/{PERSON}/")
    assert len(lines()) == 4
    assert not [line for line in lines() if "buyer" in line.lower().replace("buyers-meet", "")]


@pytest.mark.parametrize("odd", ["a\r\nb", "\x1b[31mred", "a" * 5000])
def test_nobody_writes_lines_of_their_own_into_the_log(client, lines, odd):
    make_home()
    client.get("/en/search/", {"q": odd}, headers={"User-Agent": odd.replace("\r\n", " ")})
    client.generic("BREW" + "X" * 50, "/en/")
    assert [json.loads(line)["method"] for line in lines()] == ["GET", "other"]
    assert all(len(line) < 400 and "\n" not in line for line in lines())
