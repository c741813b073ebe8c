"""When mail goes, as what, and to whom no more."""

from datetime import timedelta

import pytest

from portal.mail import send_waiting
from portal.models import Frequency, Notice, OutgoingMail
from portal.notices import telling
from portal.notices.telling import tell_due
from portal.notices.wishes import EVERYTHING, choose, stop
from portal.uncertain_mail import send_again
from tests.portal.notices.cast import MONDAY, NEXT_DAY, NEXT_WEEK, make_member, make_thing, tell_about, the_notice

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


@pytest.fixture
def thing():
    return make_thing()


@pytest.fixture
def mira(thing):
    return make_member(thing=thing)


def subjects():
    return list(OutgoingMail.objects.order_by("pk").values_list("subject", flat=True))


@pytest.mark.parametrize(
    ("kind", "too_early", "moment"),
    [
        ("decision", MONDAY - HOUR, MONDAY),
        ("topic", MONDAY + 16 * HOUR, NEXT_DAY),
        ("news", NEXT_DAY, NEXT_WEEK),
    ],
)
def test_mail_goes_when_its_time_has_come(thing, mira, kind, too_early, moment):
    tell_about(thing, mira, kind=kind)
    tell_due(too_early)
    assert not subjects()
    tell_due(moment)
    assert len(subjects()) == 1
    tell_due(moment + timedelta(days=30))
    assert len(subjects()) == 1


def test_single_notice_is_a_mail_with_both_halves_and_its_way_to_stop(thing, mira):
    tell_about(thing, mira, kind="decision", text="Ready <b>now</b>")
    tell_due(MONDAY)
    letter = OutgoingMail.objects.get()
    assert (letter.to, letter.person, letter.subject) == ("mira@example.org", mira, "News of Take-back guide")
    assert "Ready <b>now</b>" in letter.text
    assert "http://127.0.0.1:8000/en/thing/" in letter.text
    assert "Ready &lt;b&gt;now" in letter.html
    stop_address = letter.headers["List-Unsubscribe"].strip("<>")
    assert stop_address in letter.text
    assert stop_address in letter.html
    assert letter.headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"


def test_digest_is_one_mail_by_kind(thing, mira):
    tell_about(thing, mira, key="weekly", kind="news", title="W")
    tell_about(thing, mira, key="first", title="D1")
    tell_about(thing, mira, key="second", title="D2")
    tell_due(NEXT_WEEK)
    letter = OutgoingMail.objects.get()
    assert letter.subject == "3 notices for you"
    places = [letter.text.index(word) for word in ("Topics", "D1", "D2", "News\n", "W\n")]
    assert places == sorted(places)
    assert set(Notice.objects.values_list("told_as", flat=True)) == {"digest"}


def test_long_digest_counts_what_it_leaves_out(thing, mira):
    for number in range(53):
        tell_about(thing, mira, key=str(number))
    tell_due(NEXT_DAY)
    assert "3 more stand in the portal" in OutgoingMail.objects.get().text


def test_digest_comes_in_the_language_of_its_reader(thing, settings):
    settings.LANGUAGES = [("en", "English"), ("nl", "Dutch")]
    daan = make_member("daan@example.org", thing, language="nl")
    tell_about(thing, daan)
    tell_due(NEXT_DAY)
    letter = OutgoingMail.objects.get()
    assert letter.language == "nl"
    assert "/nl/members/notices/" in letter.text
    assert '<html lang="nl">' in letter.html


def test_who_lost_the_right_gets_no_mail_and_no_line_in_the_list(thing, mira):
    tell_about(thing, mira)
    mira.groups.clear()
    tell_due(NEXT_DAY)
    assert not subjects()
    assert (the_notice().told_as, the_notice().hidden_at) == ("not_mailed", NEXT_DAY)


def test_thing_that_is_gone_is_told_to_nobody(thing, mira):
    tell_about(thing, mira, kind="decision")
    thing.delete()
    tell_due(MONDAY)
    assert not subjects()


def test_what_was_read_in_the_portal_is_not_mailed(thing, mira):
    tell_about(thing, mira)
    Notice.objects.update(read_at=MONDAY)
    tell_due(NEXT_DAY)
    assert not subjects()


@pytest.mark.parametrize("change", [{"is_active": False}, {"mail_paused_at": MONDAY}], ids=["closed", "paused"])
def test_closed_and_paused_accounts_get_no_mail(thing, mira, change):
    tell_about(thing, mira)
    type(mira).objects.update(**change)
    tell_due(NEXT_DAY)
    assert not subjects()
    assert the_notice().told_as == "not_mailed"


def test_wish_for_nothing_counts_for_what_waits(thing, mira):
    tell_about(thing, mira)
    stop(mira, "topic")
    tell_due(NEXT_WEEK)
    assert not subjects()


def test_stopping_everything_counts_for_kinds_to_come(thing, mira):
    choose(mira, {"news": Frequency.DAILY})
    stop(mira, EVERYTHING)
    tell_about(thing, mira, kind="decision")
    tell_about(thing, mira, kind="news", key="two")
    tell_due(NEXT_WEEK)
    assert not subjects()


def test_wish_for_less_moves_what_waits(thing, mira):
    tell_about(thing, mira)
    choose(mira, {"topic": Frequency.WEEKLY}, at=MONDAY)
    tell_due(NEXT_DAY)
    assert not subjects()
    tell_due(NEXT_WEEK)
    assert subjects() == ["One notice for you"]


def test_flood_of_single_mails_ends_in_the_daily_one(thing, mira, monkeypatch):
    monkeypatch.setattr(telling, "PER_HOUR", 3)
    for number in range(5):
        tell_about(thing, mira, kind="decision", key=str(number), title=f"N{number}")
    tell_due(MONDAY)
    assert subjects() == ["N0", "N1", "N2"]
    tell_due(MONDAY + 2 * HOUR)
    assert len(subjects()) == 3
    tell_due(NEXT_DAY)
    assert subjects()[3:] == ["2 notices for you"]


def test_limit_is_for_an_hour(thing, mira, monkeypatch):
    monkeypatch.setattr(telling, "PER_HOUR", 1)
    for number in range(3):
        at = MONDAY + number * HOUR
        tell_about(thing, mira, kind="decision", key=str(number), title=f"N{number}", at=at)
        tell_due(at)
    assert subjects() == ["N0", "N1", "N2"]


def test_mistake_with_one_person_keeps_no_other_from_mail(thing, mira, monkeypatch):
    ben = make_member("ben@example.org", thing)
    tell_about(thing, mira, ben)
    right = telling.mail_digest

    def breaks_for_mira(person, notices):
        if person == mira:
            raise RuntimeError("a rule of some room")
        return right(person, notices)

    monkeypatch.setattr(telling, "mail_digest", breaks_for_mira)
    tell_due(NEXT_DAY)
    assert OutgoingMail.objects.get().to == "ben@example.org"
    assert Notice.objects.get(recipient=mira).told_at is None


def hold_up():
    OutgoingMail.objects.update(attempts=1)


def test_mail_that_was_held_up_goes_when_nothing_changed(thing, mira, mailoutbox):
    tell_about(thing, mira)
    tell_due(NEXT_DAY)
    hold_up()
    send_waiting.call()
    assert len(mailoutbox) == 1


def test_mail_that_was_held_up_holds_nothing_its_reader_lost(thing, mira, mailoutbox):
    other = make_thing("Secret plan")
    mira.groups.add(other)
    tell_about(thing, mira)
    tell_about(other, mira, key="two")
    tell_due(NEXT_DAY)
    hold_up()
    mira.groups.remove(other)
    send_waiting.call()
    assert not mailoutbox
    telling.tell.call()
    assert "Take-back" in mailoutbox[0].body
    assert "Secret" not in mailoutbox[0].body


def test_notices_and_digests_are_sent_at_most_once(thing, mira):
    tell_about(thing, mira, kind="decision")
    tell_about(thing, mira, key="two")
    tell_due(NEXT_DAY)
    assert list(OutgoingMail.objects.order_by("key").values_list("key", "at_most_once")) == [
        (f"digest-{Notice.objects.get(key='two').pk}", True),
        (f"notice-{Notice.objects.get(key='one').pk}", True),
    ]


def test_mail_that_is_sent_again_on_purpose_holds_nothing_its_reader_lost(thing, mira, person, mailoutbox):
    tell_about(thing, mira)
    tell_due(NEXT_DAY)
    OutgoingMail.objects.update(begun_at=NEXT_DAY, attempts=1)
    mira.groups.remove(thing)
    assert send_again(OutgoingMail.objects.values_list("pk", flat=True), by=person("admin").reader) == 1
    telling.tell.call()
    assert not mailoutbox
    assert not OutgoingMail.objects.exists()


@pytest.mark.parametrize("change", ["stop", "erase"])
def test_mail_that_was_held_up_is_dropped_when_nobody_wants_it_any_more(thing, mira, mailoutbox, change):
    tell_about(thing, mira)
    tell_due(NEXT_DAY)
    hold_up()
    stop(mira, "topic") if change == "stop" else mira.delete()
    telling.tell.call()
    assert not mailoutbox
