"""Mail over a real SMTP server: sent once, after the commit, and again when the server was away."""

import socket

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.handlers import Message
from django.db import transaction

from home.models import EventPage, Registration
from portal import mail
from portal.models import OutgoingMail
from tests.factories.pages import make_event

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)


class Postbox(Message):
    """Keeps what arrives; refuses while it is full."""

    def __init__(self):
        super().__init__()
        self.letters, self.full = [], False

    def handle_message(self, message):
        self.letters.append(message)

    async def handle_DATA(self, server, session, envelope):  # noqa: N802  aiosmtpd's name
        return "452 too much mail" if self.full else await super().handle_DATA(server, session, envelope)


@pytest.fixture
def postbox(settings):
    """A mail server on a free port, and the portal told to use it."""
    box = Postbox()
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        address, port = probe.getsockname()
    server = Controller(box, hostname=address, port=port)
    server.start()
    backend = "django.core.mail.backends.smtp.EmailBackend"
    settings.MAILERS = {"default": {"BACKEND": backend, "OPTIONS": {"host": address, "port": port, "timeout": 5}}}
    yield box
    server.stop()


def queue(key="one", to="ria@example.org"):
    event = EventPage.objects.first() or make_event("Event one")
    known = Registration(event=event, email=to, name="Ria “Buyer” Łódź")
    context = {"registration": known, "event": event, "address": "https://x.example", "confirm_token": "C:1"}
    return mail.queue(key=key, to=to, template="mail/registration_confirm.txt", context=context)


def test_mail_arrives_with_its_text(postbox):
    queue()
    letter = postbox.letters[0]
    assert letter["To"] == "ria@example.org"
    assert "Event one" in letter["Subject"]
    assert "C:1" in letter.get_payload(decode=True).decode()


def test_nothing_is_sent_when_the_cause_is_rolled_back(postbox):
    with transaction.atomic():
        queue()
        transaction.set_rollback(True)
    mail.send_waiting.enqueue()
    assert not postbox.letters


def test_same_key_is_sent_once(postbox):
    known, again = queue(), queue()
    mail.send_waiting.enqueue()
    assert (known, again) == (True, False)
    assert len(postbox.letters) == 1


def test_refused_mail_waits_and_goes_with_the_next(postbox):
    postbox.full = True
    queue("first")
    waiting = OutgoingMail.objects.get()
    assert (waiting.sent_at, waiting.attempts, waiting.to) == (None, 1, "ria@example.org")
    postbox.full = False
    queue("second", "rob@example.org")
    assert [letter["To"] for letter in postbox.letters] == ["ria@example.org", "rob@example.org"]


def test_server_that_is_away_costs_no_page_and_no_mail(postbox, settings):
    there = settings.MAILERS
    backend = there["default"]["BACKEND"]
    settings.MAILERS = {"default": {"BACKEND": backend, "OPTIONS": {"host": "127.0.0.1", "port": 1, "timeout": 1}}}
    queue()
    assert OutgoingMail.objects.get().last_error == "ConnectionRefusedError"
    settings.MAILERS = there
    mail.send_waiting.enqueue()
    assert len(postbox.letters) == 1


def test_mail_is_given_up_after_ten_attempts(postbox):
    postbox.full = True
    queue()
    for _number in range(12):
        mail.send_waiting.enqueue()
    assert OutgoingMail.objects.get().attempts == 10


def test_sent_mail_is_forgotten(postbox):
    queue()
    assert OutgoingMail.objects.values_list("to", "text", "last_error").get() == ("", "", "")
