"""Mail over a real SMTP server: sent once, after the commit, and again when the server was away."""

from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone

from home.models import EventPage, Registration
from portal import mail
from portal.models import OutgoingMail
from tests.factories.pages import make_event
from tests.people import make_user

pytestmark = [
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
    pytest.mark.usefixtures("database_as_it_was"),
]


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


def test_both_halves_and_the_headers_arrive(postbox):
    mail.queue(
        key="halves", to="ria@example.org", template="mail/layout.txt", context={}, headers={"List-Unsubscribe": "<x>"}
    )
    letter = postbox.letters[0]
    assert [part.get_content_type() for part in letter.walk()][1:] == ["text/plain", "text/html"]
    assert letter["List-Unsubscribe"] == "<x>"
    assert letter["Auto-Submitted"] == "auto-generated"
    assert letter["Content-Language"] == "en"


def claim(minutes_ago):
    """As a worker leaves it that was killed while it spoke to the mail server."""
    long_ago = timezone.now() - timedelta(minutes=minutes_ago)
    OutgoingMail.objects.update(claimed_at=long_ago, attempts=1)


def queue_without_sending():
    with transaction.atomic():
        queue()
        transaction.get_connection().run_on_commit.clear()


def test_mail_that_another_worker_is_sending_is_left_alone(postbox):
    queue_without_sending()
    claim(minutes_ago=9)
    mail.send_waiting.enqueue()
    assert not postbox.letters


def test_mail_of_a_killed_worker_that_handed_nothing_over_goes_later(postbox):
    queue_without_sending()
    claim(minutes_ago=11)
    mail.send_waiting.enqueue()
    assert len(postbox.letters) == 1


def test_second_attempt_has_the_same_message_id(postbox):
    queue()
    OutgoingMail.objects.update(sent_at=None, to="ria@example.org", text="again")
    mail.send_waiting.enqueue()
    first, second = postbox.letters
    assert first["Message-ID"] == second["Message-ID"]
    assert "one" not in first["Message-ID"]


def test_mails_differ_in_their_message_id(postbox):
    queue("first")
    queue("second")
    assert len({letter["Message-ID"] for letter in postbox.letters}) == 2


def test_mail_that_no_server_could_take_keeps_nobody_waiting(postbox):
    OutgoingMail.objects.create(key="bad", to="no address", subject="x", text="x")
    queue()
    assert len(postbox.letters) == 1


def test_late_mail_of_which_somebody_says_no_is_dropped(postbox, monkeypatch):
    postbox.full = True
    queue()
    postbox.full = False
    monkeypatch.setattr(mail, "_checks", [lambda _mail: False])
    mail.send_waiting.enqueue()
    assert not postbox.letters
    assert not OutgoingMail.objects.exists()


def refuse(person, times):
    for _time in range(times):
        key = f"to {person.pk} {OutgoingMail.objects.count()}"
        mail.queue(key=key, to=person.email, person=person, template="mail/layout.txt", context={})
    person.refresh_from_db()


def test_address_that_refuses_for_good_is_not_tried_again(postbox):
    postbox.unknown = {"ria@example.org"}
    queue()
    mail.send_waiting.enqueue()
    refused = OutgoingMail.objects.get()
    assert (refused.attempts, refused.to, refused.refused_at is None) == (1, "", False)


def test_three_refusals_in_a_row_pause_mail(postbox):
    mira = make_user("mira@example.org")
    postbox.unknown = {"mira@example.org"}
    refuse(mira, 2)
    assert mira.mail_paused_at is None
    refuse(mira, 1)
    assert mira.mail_paused_at is not None


def test_mail_that_arrives_breaks_the_row(postbox):
    mira = make_user("mira@example.org")
    postbox.unknown = {"mira@example.org"}
    refuse(mira, 2)
    postbox.unknown = set()
    refuse(mira, 1)
    postbox.unknown = {"mira@example.org"}
    refuse(mira, 2)
    assert mira.mail_paused_at is None


def test_relay_that_is_set_up_wrongly_pauses_nobody(postbox):
    mira = make_user("mira@example.org")
    postbox.relays = False
    refuse(mira, 3)
    assert mira.mail_paused_at is None
    assert OutgoingMail.objects.filter(refused_at=None).count() == 3
