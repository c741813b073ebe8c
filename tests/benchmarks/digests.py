"""A digest for everybody who follows a thing, by two workers of which one is killed midway: who got it, how often."""

import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from datetime import timedelta

from django.contrib.auth.models import Group
from django.core.management import call_command
from django.db import connection, transaction
from django.utils import timezone

from portal import rights
from portal.mail import uncertain, waiting
from portal.models import Follow, Notice, User
from portal.notices import followers_of, notify
from tests.benchmarks.figures import Figure
from tests.portal.notices.cast import may_view, register_all
from tests.postbox import Postbox, open_postbox
from tests.serving import ROOT

NOTICES = 2
"""Different notices each follower has waiting: they come in one mail."""
KILLED_AFTER = 0.3
"""The part of the mails that has arrived when one worker is killed."""


def measure(followers: int) -> Iterator[Figure]:
    """Figures for so many followers, in an empty database."""
    call_command("migrate", verbosity=0)
    rights.rule("view", Group)(may_view)
    register_all()
    thing = _make_followers(followers)
    started = time.perf_counter()
    for number in range(NOTICES):
        with transaction.atomic():
            notify("topic", to=followers_of(thing), about=thing, key=str(number), title="It changed", url="/en/thing/")
    seconds = (time.perf_counter() - started) / NOTICES
    yield Figure(f"noting what {followers:,} followers are told", seconds, "s")
    Notice.objects.update(due_at=timezone.now() - timedelta(hours=1))
    with open_postbox() as postbox:
        seconds = _send(postbox, followers)
        yield from _figures(postbox, followers, seconds)


def _make_followers(followers: int) -> Group:
    thing = Group.objects.create(name="A thing")
    people = [User(email=f"follower{number}@example.org") for number in range(followers)]
    people = User.objects.bulk_create(people, batch_size=2000)
    through = User.groups.through
    through.objects.bulk_create([through(user=person, group=thing) for person in people], batch_size=2000)
    Follow.objects.bulk_create([Follow(user=person, target=thing) for person in people], batch_size=2000)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return thing


def _send(postbox: Postbox, followers: int) -> float:
    """Two workers, one killed; then one more, to which the claim of the killed one counts as old. Seconds for all."""
    started = time.perf_counter()
    killed, other = _worker(postbox, "3600"), _worker(postbox, "3600")
    while len(postbox.letters) < followers * KILLED_AFTER:
        time.sleep(0.01)
    time.sleep(
        random.uniform(0, 0.5)
    )  # Not in step with a letter: the answer to the last one would just be on its way.
    killed.send_signal(signal.SIGKILL)
    for worker in (killed, other, _worker(postbox, "3600")):
        worker.wait()
    _worker(postbox, "0").wait()
    return time.perf_counter() - started


def _worker(postbox: Postbox, stale_after: str) -> subprocess.Popen:
    name = str(connection.settings_dict["NAME"])
    arguments = ["-m", "tests.portal.notices.worker", name, str(postbox.port), stale_after]
    return subprocess.Popen([sys.executable, *arguments], cwd=ROOT, env=os.environ, stdout=subprocess.DEVNULL)


def _figures(postbox: Postbox, followers: int, seconds: float) -> Iterator[Figure]:
    came = Counter(letter["To"] for letter in postbox.letters)
    unknown = set(uncertain(timezone.now() + timedelta(days=1)).values_list("to", flat=True))
    others = sum(count == 1 for address, count in came.items() if address not in unknown)
    yield Figure("digests that came", len(postbox.letters), "", None, f"= {followers:,}, or one less")
    by_id = Counter(letter["Message-ID"] for letter in postbox.letters)
    yield Figure("came twice", len(postbox.letters) - len(by_id), "", None, "0")
    yield Figure("not known whether it came", len(unknown), "", None, "0 or 1: what the killed worker had in hand")
    yield Figure("… of which came", len(unknown & came.keys()), "", None, "0 or 1")
    yield Figure("everybody else who got exactly one", others, "", None, f"= {followers - len(unknown):,}")
    yield Figure("notices or mails left", _left(), "", None, "0")
    yield Figure("time of all workers, start included", seconds, "s")
    yield Figure("digests a second, two cores", followers / seconds, "")


def _left() -> int:
    """What waits to be told or sent, mail that waits for a person's decision apart."""
    return Notice.objects.filter(told_at=None).count() + waiting(timezone.now() + timedelta(days=1)).count()
