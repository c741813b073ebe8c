"""Every way in which handing over a mail can fail: whether it goes again, or nobody knows whether it arrived."""

import pytest
from django.utils import timezone

from portal import mail
from portal.models import OutgoingMail
from tests.postbox import HANG_UP, SILENCE, Moment, Trouble

pytestmark = [
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
    pytest.mark.usefixtures("database_as_it_was"),
]
MIRA = "mira@example.org"
MORE_THAN_A_LINE_HOLDS = ("x" * 70 + "\n") * 150_000
"""So long that it is still being sent when the server goes away: 10 MB."""

WAITS, UNCERTAIN, REFUSED, SENT = "waits", "uncertain", "refused", "sent"
CASES = [
    ("the server takes it", None, "", SENT),
    ("takes it in other words", Moment.TAKEN, "251 will forward", SENT),
    ("refuses the sender for now", Moment.SENDER, "451 later", WAITS),
    ("hangs up at the sender", Moment.SENDER, HANG_UP, WAITS),
    ("refuses the address for now", Moment.ADDRESS, "450 come back", WAITS),
    ("refuses the address for ever", Moment.ADDRESS, "550 5.1.1 nobody", REFUSED),
    ("refuses the address because of us", Moment.ADDRESS, "550 5.7.1 not you", WAITS),
    ("closes at the address", Moment.ADDRESS, "421 closing", WAITS),
    ("hangs up at the address", Moment.ADDRESS, HANG_UP, WAITS),
    ("says nothing at the address", Moment.ADDRESS, SILENCE, WAITS),
    ("lets nobody begin for now", Moment.DATA, "451 later", WAITS),
    ("lets nobody begin", Moment.DATA, "554 no", WAITS),
    ("says nonsense instead of begin", Moment.DATA, "what?", WAITS),
    ("hangs up instead of begin", Moment.DATA, HANG_UP, WAITS),
    ("says nothing instead of begin", Moment.DATA, SILENCE, WAITS),
    ("hangs up before the end", Moment.WORDS, HANG_UP, WAITS),
    ("stops reading before the end", Moment.WORDS, SILENCE, WAITS),
    ("refuses what it read for now", Moment.DOT, "452 full", WAITS),
    ("refuses what it read", Moment.DOT, "554 5.6.0 no", WAITS),
    ("closes after the end", Moment.DOT, "421 closing", WAITS),
    ("hangs up after the end", Moment.DOT, HANG_UP, UNCERTAIN),
    ("says nothing after the end", Moment.DOT, SILENCE, UNCERTAIN),
    ("says nonsense after the end", Moment.DOT, "what?", UNCERTAIN),
    ("asks for more after the end", Moment.DOT, "354 go on", UNCERTAIN),
    ("takes it and hangs up", Moment.TAKEN, HANG_UP, UNCERTAIN),
    ("takes it and says nothing", Moment.TAKEN, SILENCE, UNCERTAIN),
    ("takes it and says nonsense", Moment.TAKEN, "what?", UNCERTAIN),
]
EVERY_CASE = pytest.mark.parametrize(("moment", "does", "then"), [c[1:] for c in CASES], ids=[c[0] for c in CASES])


def make_mail(*, at_most_once, moment=None):
    text = MORE_THAN_A_LINE_HOLDS if moment == Moment.WORDS else "Something changed."
    return OutgoingMail.objects.create(key="one", to=MIRA, subject="News", text=text, at_most_once=at_most_once)


def standing_of(letter):
    now = timezone.now()
    letter.refresh_from_db()
    found = {
        WAITS: mail.waiting(now).contains(letter),
        UNCERTAIN: mail.uncertain(now).contains(letter),
        REFUSED: letter.refused_at is not None,
        SENT: letter.sent_at is not None,
    }
    return {name for name, is_so in found.items() if is_so}


def send_in_trouble(postbox, settings, moment, does):
    """Once while the server fails, and what arrived nevertheless."""
    postbox.patience = 1 if does == SILENCE else 5
    settings.MAILERS = postbox.mailers
    postbox.trouble = moment and Trouble(moment, does)
    mail.send_waiting.call()
    postbox.trouble = None


@EVERY_CASE
def test_mail_that_is_sent_at_most_once(postbox, settings, moment, does, then):
    letter = make_mail(at_most_once=True, moment=moment)
    send_in_trouble(postbox, settings, moment, does)
    arrived = len(postbox.letters)
    assert standing_of(letter) == {then}
    mail.send_waiting.call()
    assert len(postbox.letters) - arrived == (1 if then == WAITS else 0)
    assert len(postbox.letters) <= 1


@EVERY_CASE
def test_mail_that_is_sent_at_least_once(postbox, settings, moment, does, then):
    letter = make_mail(at_most_once=False, moment=moment)
    send_in_trouble(postbox, settings, moment, does)
    assert standing_of(letter) == {WAITS if then == UNCERTAIN else then}
    mail.send_waiting.call()
    assert len(postbox.letters) >= 1 or then == REFUSED
    assert len({each["Message-ID"] for each in postbox.letters}) == (then != REFUSED)


def test_server_that_is_not_there_makes_nothing_uncertain(postbox, settings):
    letter = make_mail(at_most_once=True)
    settings.MAILERS = {"default": postbox.mailers["default"] | {"OPTIONS": {"host": "127.0.0.1", "port": 1}}}
    mail.send_waiting.call()
    assert standing_of(letter) == {WAITS}


def test_server_that_answers_nothing_gets_three_mails_a_run(postbox):
    for number in range(5):
        OutgoingMail.objects.create(key=str(number), to=MIRA, subject="News", text="x", at_most_once=True)
    postbox.trouble = Trouble(Moment.DOT, HANG_UP)
    mail.send_waiting.call()
    assert mail.uncertain(timezone.now()).count() == 3
    assert mail.waiting(timezone.now()).count() == 2


def test_one_mail_without_an_answer_keeps_nobody_waiting(postbox):
    make_mail(at_most_once=True)
    OutgoingMail.objects.create(key="two", to="ben@example.org", subject="News", text="x")
    postbox.trouble = Trouble(Moment.DOT, HANG_UP, MIRA)
    mail.send_waiting.call()
    assert [each["To"] for each in postbox.letters] == ["ben@example.org"]


def held_up(monkeypatch, meanwhile):
    """A mail on its second attempt, and what happens between the claim and the handing over."""
    letter = make_mail(at_most_once=True)
    OutgoingMail.objects.update(attempts=1)
    monkeypatch.setattr(mail, "_checks", [lambda _mail: meanwhile() or True])
    return letter


def test_process_that_lost_its_claim_hands_nothing_over(postbox, monkeypatch):
    now = timezone.now()
    letter = held_up(monkeypatch, lambda: OutgoingMail.objects.update(claimed_at=now))
    assert mail.send_waiting.call() == 0
    assert not postbox.letters
    letter.refresh_from_db()
    assert (letter.claimed_at, letter.begun_at, letter.last_error) == (now, None, "")


def test_mail_whose_person_was_erased_meanwhile_is_not_handed_over(postbox, monkeypatch):
    held_up(monkeypatch, lambda: OutgoingMail.objects.all().delete() and None)
    assert mail.send_waiting.call() == 0
    assert not postbox.letters
