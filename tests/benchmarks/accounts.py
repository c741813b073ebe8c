"""Whether the time of an answer tells who has an account: every door, by a known and by an unknown address."""

import time
from collections.abc import Callable, Iterator
from statistics import median

from django.core.cache import cache
from django.core.management import call_command
from django.test import Client
from django.test.utils import override_settings

from portal.models import User
from tests.benchmarks.figures import Figure
from tests.people import make_user
from tests.postbox import open_postbox

RUNS = 40
AS_SERVED = {"PASSWORD_HASHERS": ["django.contrib.auth.hashers.PBKDF2PasswordHasher"], "EVEN_ANSWER_SECONDS": 0.25}
"""Production's; the tests have a quick hasher, and wait for nothing."""
KNOWN, CLOSED = "known@example.org", "closed@example.org"


def measure() -> Iterator[Figure]:
    """Milliseconds by door and address, the median of RUNS; addresses take turns, so all meet the same load."""
    call_command("migrate", verbosity=0)
    with open_postbox() as postbox, override_settings(MAILERS=postbox.mailers, **AS_SERVED):
        make_user(KNOWN)
        User.objects.filter(pk=make_user(CLOSED).pk).update(is_active=False)
        for name, door in DOORS.items():
            known, unknown, closed = _times(door)
            yield Figure(f"{name}, unknown address", unknown, "ms")
            yield Figure(f"{name}, known address", known, "ms", unknown, "about 100 %")
            yield Figure(f"{name}, closed account", closed, "ms", unknown, "about 100 %")


def _sign_up(client: Client, email: str) -> None:
    client.post("/accounts/signup/", {"email": email, "name": "Somebody"})


def _code(client: Client, email: str) -> None:
    client.post("/accounts/login/code/", {"email": email})


def _password(client: Client, email: str) -> None:
    client.post("/accounts/login/", {"login": email, "password": "not the right one at all"})


def _reset(client: Client, email: str) -> None:
    client.post("/accounts/password/reset/", {"email": email})


DOORS = {"sign up": _sign_up, "code by mail": _code, "wrong password": _password, "reset": _reset}


def _times(door: Callable[[Client, str], None]) -> tuple[float, float, float]:
    taken: dict[str, list[float]] = {"known": [], "unknown": [], "closed": []}
    for run in range(RUNS + 1):
        addresses = {"known": KNOWN, "unknown": f"nobody{run}-{door.__name__}@example.org", "closed": CLOSED}
        for kind in sorted(addresses, key=lambda each, run=run: hash((run, each))):
            cache.clear()  # Limits would answer instead.
            client = Client()
            started = time.perf_counter()
            door(client, addresses[kind])
            if run:
                taken[kind].append((time.perf_counter() - started) * 1000)
    return median(taken["known"]), median(taken["unknown"]), median(taken["closed"])
