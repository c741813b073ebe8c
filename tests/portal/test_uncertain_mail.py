"""Mail that may not have arrived: who sees it in the CMS, and what becomes of it when somebody decides."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from networks.models import Role
from portal import mail, uncertain_mail
from portal.forgetting import forget_overdue
from portal.models import JournalEntry, OutgoingMail
from tests.factories.members import make_member
from tests.factories.pages import make_network
from tests.people import make_user

pytestmark = pytest.mark.django_db
PAGE = "/admin/reports/mail/"
HANDED_OVER = timezone.now() - timedelta(hours=1)


def make_uncertain(name="mira", **fields):
    """As a process leaves it that was killed while it handed the mail over."""
    person = make_user(f"{name}@example.org")
    values = {"to": person.email, "subject": "Secret plan", "text": "words", "at_most_once": True, "attempts": 1}
    values |= {"claimed_at": HANDED_OVER, "begun_at": HANDED_OVER}
    return OutgoingMail.objects.create(key=f"to {name}", person=person, **values | fields)


@pytest.fixture
def network():
    return make_network("Netherlands", "NL")


@pytest.fixture
def secretariat(network):
    return make_member(network, "sina", Role.SECRETARIAT)


@pytest.fixture
def people(network, secretariat, person):
    return {
        "visitor": person("visitor"),
        "member": person("member"),
        "moderator": person("moderator"),
        "coordinator": make_member(network, "cora", Role.COORDINATOR),
        "secretariat": secretariat,
        "admin": person("admin"),
    }


OUTSIDE = ["visitor", "member", "moderator", "coordinator"]
DECIDING = ["secretariat", "admin"]


def journal():
    return list(JournalEntry.objects.order_by("pk").values_list("from_state", "to_state", "actor__email"))


@pytest.mark.parametrize("who", DECIDING)
def test_secretariat_sees_to_whom_it_went_and_not_what_it_said(people, who):
    make_uncertain("mara")
    client = people[who].client
    page = client.get(PAGE)
    text = page.content.decode()
    assert "Mara Test" in text
    assert "mara@example.org" in text
    assert "Secret plan" not in text
    assert "no-store" in page.headers["Cache-Control"]
    assert "1 mail waits for your decision" in client.get("/admin/").content.decode()
    assert PAGE in client.get("/admin/").content.decode()


@pytest.mark.parametrize("who", OUTSIDE)
def test_nobody_else_sees_or_decides_anything(people, who):
    letter = make_uncertain("mara")
    client = people[who].client
    answers = [client.get(PAGE), client.post(PAGE, {"mail": letter.pk, "settle": "1"}), client.get("/admin/")]
    assert not [each for each in answers if b"mara@example.org" in each.content or PAGE.encode() in each.content]
    letter.refresh_from_db()
    assert (letter.text, letter.begun_at) == ("words", HANDED_OVER)
    with pytest.raises(PermissionDenied):
        uncertain_mail.send_again([letter.pk], by=people[who].reader)
    assert not journal()


def test_sending_again_brings_it_once_and_says_who_wanted_it(
    secretariat, mailoutbox, django_capture_on_commit_callbacks
):
    letter, other = make_uncertain("mara"), make_uncertain("ben")
    with django_capture_on_commit_callbacks(execute=True):
        for _time in range(2):
            secretariat.client.post(PAGE, {"mail": [letter.pk], "again": "1"})
    assert [each.to for each in mailoutbox] == [["mara@example.org"]]
    assert journal() == [("uncertain", "waiting", "sina@example.org")]
    assert list(mail.uncertain(timezone.now())) == [other]


def test_settled_mail_is_forgotten_and_never_sent(secretariat, mailoutbox, django_capture_on_commit_callbacks):
    letter = make_uncertain("mara")
    with django_capture_on_commit_callbacks(execute=True):
        page = secretariat.client.post(PAGE, {"mail": [letter.pk], "settle": "1"}, follow=True)
    assert "1 mail is settled." in page.content.decode()
    mail.send_waiting.call()
    letter.refresh_from_db()
    assert (letter.to, letter.text, letter.sent_at, mailoutbox) == ("", "", None, [])
    assert journal() == [("uncertain", "settled", "sina@example.org")]
    assert "There is none at the moment." in secretariat.client.get(PAGE).content.decode()


def test_only_what_is_uncertain_can_be_decided(secretariat, mailoutbox, django_capture_on_commit_callbacks):
    others = [
        make_uncertain("sent", sent_at=timezone.now()),
        make_uncertain("refused", refused_at=timezone.now()),
        make_uncertain("soon", claimed_at=timezone.now()),
        make_uncertain("given up", to=""),
    ]
    data = {"mail": [*(each.pk for each in others), "nonsense", "9" * 30], "again": "1"}
    with django_capture_on_commit_callbacks(execute=True):
        page = secretariat.client.post(PAGE, data, follow=True)
    assert "Nothing was chosen" in page.content.decode()
    assert not mailoutbox
    assert not journal()


def test_uncertain_mail_neither_counts_as_refused_nor_breaks_the_row():
    letter = make_uncertain("mara", refused_at=timezone.now())
    more = {"person": letter.person, "subject": "x"}
    OutgoingMail.objects.create(key="two", refused_at=timezone.now(), **more)
    OutgoingMail.objects.create(key="three", begun_at=HANDED_OVER, at_most_once=True, to="x@example.org", **more)
    mail.pause_if_refused_in_a_row(letter.person_id)
    letter.person.refresh_from_db()
    assert letter.person.mail_paused_at is None
    OutgoingMail.objects.create(key="four", refused_at=timezone.now(), **more)
    mail.pause_if_refused_in_a_row(letter.person_id)
    letter.person.refresh_from_db()
    assert letter.person.mail_paused_at is not None


def test_decision_that_nobody_made_is_over_after_thirty_days(secretariat):
    letter = make_uncertain("mara")
    OutgoingMail.objects.update(created_at=timezone.now() - timedelta(days=31))
    forget_overdue.call()
    letter.refresh_from_db()
    assert (letter.to, letter.text) == ("", "")
    assert "mara@example.org" not in secretariat.client.get(PAGE).content.decode()


@pytest.mark.parametrize("number", [1, 20])
def test_list_takes_the_same_queries_however_long_it_is(secretariat, django_assert_num_queries, number):
    for each in range(number):
        make_uncertain(f"p{each}")
    secretariat.client.get(PAGE)
    with django_assert_num_queries(18):
        assert secretariat.client.get(PAGE).status_code == 200
