"""Two workers in processes of their own, a real mail server, one worker killed midway: no digest arrives twice."""

import signal
import subprocess
import sys
import time
from collections import Counter
from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.utils import timezone

from portal.mail import uncertain
from portal.models import Notice, OutgoingMail, User
from portal.reader import Reader
from portal.uncertain_mail import send_again
from tests.portal.notices.cast import MONDAY, make_member, make_thing, tell_about
from tests.postbox import SILENCE, Moment, Trouble
from tests.serving import ROOT

pytestmark = [
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
    pytest.mark.usefixtures("database_as_it_was"),
]
LONG = timedelta(days=30)
BLOCKED = "SELECT count(*) FROM pg_locks WHERE NOT granted AND pg_backend_pid() = ANY(pg_blocking_pids(pid))"
NEVER_STALE, STALE_AT_ONCE = "3600", "0"


def start_worker(postbox, stale_after=NEVER_STALE):
    database = connection.settings_dict["NAME"]
    return subprocess.Popen(
        [sys.executable, "-m", "tests.portal.notices.worker", database, str(postbox.port), stale_after],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


def finish(worker):
    said, _none = worker.communicate(timeout=120)
    assert worker.returncode == 0, said


def arrived(postbox):
    return Counter(letter["To"] for letter in postbox.letters)


@pytest.fixture
def people():
    """Forty people with a digest that is due."""
    thing = make_thing()
    people = [make_member(f"p{number:02}@example.org", thing) for number in range(40)]
    tell_about(thing, *people, at=MONDAY)
    tell_about(thing, *people, key="two", at=MONDAY)
    Notice.objects.update(due_at=timezone.now() - LONG)
    return people


def everybody_once(people):
    return Counter({person.email: 1 for person in people})


def test_two_workers_send_each_digest_once(postbox, people):
    workers = [start_worker(postbox), start_worker(postbox)]
    for worker in workers:
        finish(worker)
    assert arrived(postbox) == everybody_once(people)
    assert set(Notice.objects.values_list("told_as", flat=True)) == {"digest"}


def kill_worker_at(moment, postbox, address):
    """A worker that is killed when a mail to this address has come so far."""
    postbox.trouble = Trouble(moment, SILENCE, address)
    killed = start_worker(postbox)
    assert postbox.reached.wait(timeout=60)
    killed.send_signal(signal.SIGKILL)
    killed.wait(timeout=10)
    postbox.trouble = None


def test_worker_killed_before_it_hands_a_digest_over(postbox, people):
    kill_worker_at(Moment.ADDRESS, postbox, people[17].email)
    finish(start_worker(postbox))
    assert arrived(postbox) == everybody_once(people) - Counter([people[17].email])
    finish(start_worker(postbox, STALE_AT_ONCE))
    assert arrived(postbox) == everybody_once(people)
    assert not OutgoingMail.objects.filter(sent_at=None).exists()


def test_worker_killed_between_the_servers_yes_and_our_note(postbox, people):
    kill_worker_at(Moment.TAKEN, postbox, people[17].email)
    finish(start_worker(postbox, STALE_AT_ONCE))
    finish(start_worker(postbox, STALE_AT_ONCE))
    assert arrived(postbox) == everybody_once(people)
    assert [letter.person for letter in uncertain(timezone.now() + LONG)] == [people[17]]


def test_digest_that_may_not_have_arrived_comes_when_somebody_wants_it_to(postbox, people):
    kill_worker_at(Moment.DOT, postbox, people[17].email)
    finish(start_worker(postbox, STALE_AT_ONCE))
    assert arrived(postbox) == everybody_once(people) - Counter([people[17].email])
    admin = Reader(User.objects.create_superuser("ada@example.org"))
    at = timezone.now() + LONG
    assert send_again([letter.pk for letter in uncertain(at)], by=admin, at=at) == 1
    assert arrived(postbox) == everybody_once(people)


def test_worker_killed_with_a_mail_that_somebody_waits_for(postbox):
    OutgoingMail.objects.create(key="a place at the event", to="ria@example.org", subject="Confirm", text="x")
    kill_worker_at(Moment.TAKEN, postbox, "ria@example.org")
    finish(start_worker(postbox, STALE_AT_ONCE))
    first, second = postbox.letters
    assert first["Message-ID"] == second["Message-ID"]


def test_worker_killed_while_it_writes_the_outbox(postbox, people):
    with connection.cursor() as cursor:
        cursor.execute("BEGIN; LOCK TABLE portal_outgoingmail IN EXCLUSIVE MODE")
        killed = start_worker(postbox)
        _wait_until_blocked(killed)
        killed.send_signal(signal.SIGKILL)
        killed.wait(timeout=10)
        cursor.execute("ROLLBACK")
    assert Notice.objects.filter(told_at=None).count() == 80
    finish(start_worker(postbox))
    assert arrived(postbox) == everybody_once(people)


def test_worker_waits_for_rights_that_another_is_asking_about(postbox, people):
    Notice.objects.update(vetted=False)
    with transaction.atomic():
        assert len(Notice.objects.filter(key="two").select_for_update()) == len(people)
        worker = start_worker(postbox)
        _wait_until_blocked(worker)
    finish(worker)
    assert arrived(postbox) == everybody_once(people)


def _wait_until_blocked(worker):
    """Until the worker stands before what this connection has locked."""
    for _attempt in range(600):
        assert worker.poll() is None, worker.stdout.read()
        with connection.cursor() as cursor:
            cursor.execute(BLOCKED)
            if cursor.fetchone()[0]:
                return
        time.sleep(0.1)
    raise AssertionError("The worker never came to what is locked.")
