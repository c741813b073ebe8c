"""Reports of undeliverable mail count for mail of ours to that very person; hostile ones end quietly."""

import io
import sys
from types import SimpleNamespace

import pytest
from django.core import mail as sent
from django.core.management import CommandError, call_command
from django.utils import timezone

from portal import mail
from portal.bounces import MAX_BYTES, take_in
from portal.models import OutgoingMail
from tests.people import make_user

pytestmark = pytest.mark.django_db
NAME = "mira@example.org"


@pytest.fixture
def mira():
    return make_user(NAME)


def sent_to(person, key="one"):
    mail.queue(key=key, to=person.email, person=person, template="mail/layout.txt", context={}, send=False)
    OutgoingMail.objects.filter(key=key).update(sent_at=timezone.now(), to="")
    return OutgoingMail.objects.get(key=key)


def report(message_id, *, to=NAME, status="5.1.1", action="failed", about="message/rfc822", kind="multipart/report"):
    """As Postfix writes it."""
    return f"""From: MAILER-DAEMON@mx.example
Subject: Undelivered Mail Returned to Sender
MIME-Version: 1.0
Content-Type: {kind}; report-type=delivery-status; boundary="B"

--B
Content-Type: text/plain

I'm sorry to have to inform you.
--B
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example

Final-Recipient: rfc822; {to}
Original-Recipient: rfc822;{to}
Action: {action}
Status: {status}
Diagnostic-Code: smtp; 550 no such person
--B
Content-Type: {about}

Message-ID: {message_id}
To: {to}
Subject: Notice

Words.
--B--
""".encode()


@pytest.mark.parametrize("about", ["message/rfc822", "text/rfc822-headers"])
@pytest.mark.parametrize("to", [NAME, NAME.upper()])
def test_mail_that_comes_back_counts_once_as_refused(mira, about, to):
    letter = sent_to(mira)
    assert take_in(report(letter.message_id, about=about, to=to)) == 1
    assert take_in(report(letter.message_id, about=about, to=to)) == 0
    letter.refresh_from_db()
    assert (letter.refused_at is not None, letter.last_error) == (True, "Bounced")


def test_mail_that_comes_back_was_taken_also_where_nobody_knew(mira):
    letter = sent_to(mira)
    OutgoingMail.objects.update(sent_at=None, begun_at=timezone.now(), to=NAME, text="words", at_most_once=True)
    assert mail.uncertain(timezone.now()).contains(letter)
    assert take_in(report(letter.message_id)) == 1
    letter.refresh_from_db()
    assert (letter.refused_at is not None, letter.to, letter.text) == (True, "", "")
    assert not mail.uncertain(timezone.now()).exists()


def test_mail_that_was_never_handed_over_cannot_come_back(mira):
    letter = sent_to(mira)
    OutgoingMail.objects.update(sent_at=None, to=NAME)
    assert take_in(report(letter.message_id)) == 0


def test_three_in_a_row_pause_mail_to_the_person(mira):
    for key in ("one", "two", "three"):
        mira.refresh_from_db()
        assert mira.mail_paused_at is None
        take_in(report(sent_to(mira, key).message_id))
    mira.refresh_from_db()
    assert mira.mail_paused_at is not None


def test_the_message_id_is_that_of_the_mail_that_goes_out(mira):
    mail.queue(key="one", to=NAME, person=mira, template="mail/layout.txt", context={}, send=False)
    mail.send_waiting.call()
    assert sent.outbox[0].extra_headers["Message-ID"] == OutgoingMail.objects.get().message_id


def test_mail_comes_back_to_an_address_of_its_own(mira, settings):
    settings.MAIL_BOUNCES = "bounces@portal.example"
    mail.queue(key="one", to=NAME, person=mira, template="mail/layout.txt", context={}, send=False)
    mail.send_waiting.call()
    assert sent.outbox[0].from_email == "bounces@portal.example"
    assert sent.outbox[0].message()["From"] == settings.DEFAULT_FROM_EMAIL


OF_NO_ACCOUNT = {
    "of somebody else": {"to": "other@example.org"},
    "delayed": {"action": "delayed", "status": "4.4.1"},
    "given up for now": {"status": "4.4.7"},
    "a full mailbox": {"status": "5.2.2"},
    "about us": {"status": "5.7.1"},
    "delivered": {"action": "delivered", "status": "2.0.0"},
    "no report": {"kind": "multipart/mixed"},
    "without its mail": {"about": "text/plain"},
}


@pytest.mark.parametrize("fields", OF_NO_ACCOUNT.values(), ids=OF_NO_ACCOUNT)
def test_other_reports_change_nothing(mira, fields):
    letter = sent_to(mira)
    assert take_in(report(letter.message_id, **fields)) == 0
    letter.refresh_from_db()
    assert letter.refused_at is None


@pytest.mark.parametrize("guess", ["", "<x@y>", f"<{'0' * 40}@localhost>", f"<{'a' * 40}@{'b' * 5000}>"])
def test_forged_reports_change_nothing(mira, guess):
    sent_to(mira)
    assert take_in(report(guess)) == 0
    assert not OutgoingMail.objects.exclude(refused_at=None).exists()


def test_old_mail_without_an_id_is_not_hit(mira):
    sent_to(mira)
    OutgoingMail.objects.update(message_id="")
    assert take_in(report("")) == 0


def nested(depth):
    head = b"".join(b'Content-Type: multipart/report; boundary="%d"\n\n--%d\n' % (n, n) for n in range(depth))
    return head + b"Content-Type: text/plain\n\nend"


HOSTILE = {
    "empty": b"",
    "no mail": b"\x00\xff" * 500,
    "no parts": b"Content-Type: multipart/report; report-type=delivery-status\n\n",
    "one part as text": b"Content-Type: message/delivery-status\n\nAction: failed\n",
    "nested": nested(5000),
    "huge": report(f"<{'0' * 40}@localhost>") + b"x" * (2 * MAX_BYTES),
    "many recipients": report("<x>").replace(b"Action: failed", b"Action: failed\n\n" * 5000),
    "strange charset": report("<x>").replace(b"text/plain", b'text/plain; charset="nowhere\xff"'),
    "strange encoding": report("<x>", about="text/rfc822-headers\nContent-Transfer-Encoding: base64"),
    "long head": b"X: " + b"a" * MAX_BYTES,
}


@pytest.mark.parametrize("raw", HOSTILE.values(), ids=HOSTILE)
def test_hostile_mail_ends_quietly(raw):
    assert take_in(raw) == 0


def test_a_pipe_is_read_to_its_end(mira, monkeypatch):
    letter = sent_to(mira)
    pipe = io.BytesIO(report(letter.message_id) + b"x" * (2 * MAX_BYTES))
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=pipe))
    call_command("read_bounces")
    assert pipe.read() == b""
    letter.refresh_from_db()
    assert letter.refused_at


def test_a_maildir_is_emptied_into_what_was_seen(mira, tmp_path):
    for name in ("new", "cur"):
        (tmp_path / name).mkdir()
    (tmp_path / "new" / "1.mx").write_bytes(report(sent_to(mira).message_id))
    (tmp_path / "new" / "2.mx").write_bytes(b"unwanted")
    (tmp_path / "new" / "3.mx").symlink_to("/etc/hostname")
    call_command("read_bounces", maildir=tmp_path)
    assert sorted(file.name for file in (tmp_path / "cur").iterdir()) == ["1.mx:2,S", "2.mx:2,S"]
    assert OutgoingMail.objects.get().refused_at


def test_a_folder_that_is_no_maildir_is_said_to_be_none(tmp_path):
    with pytest.raises(CommandError, match="no Maildir"):
        call_command("read_bounces", maildir=tmp_path)
