"""Requests per second of each page under wrk, beside a bare view, a one-query view and a bare kept page."""

import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass

from tests.benchmarks.figures import Figure
from tests.serving import Portal, served

CONNECTIONS, MANY_CONNECTIONS = 2, 16
PAGES = {
    "home": "/en/",
    "event": "/en/events/launch-2021/",
    "networks": "/en/networks/",
    "network": "/en/networks/netherlands/",
    "browse": "/en/criteria/",
    "browse, filtered": "/en/criteria/?product=laptop&level=basic",
    "browse, words": "/en/criteria/?q=battery",
    "criterion": "/en/criteria/CFIT-MOB-BAT-01/",
    "search": "/en/search/?q=battery",
}
AIMED = {"browse", "browse, filtered", "browse, words", "criterion"}


class CannotMeasureError(Exception):
    """Something is missing; the text says what."""


@dataclass(frozen=True)
class Load:
    """What wrk saw: requests per second and the 99th percentile in milliseconds."""

    rate: float
    p99: float


def measure(database: str, seconds: int) -> Iterator[Figure]:
    """Figures of all pages: first made anew for every request, then from the page cache."""
    if shutil.which("wrk") is None:
        raise CannotMeasureError("Measuring pages needs wrk: install Debian's package 'wrk'.")
    module = "tests.benchmarks.settings"
    with served(database, DJANGO_SETTINGS_MODULE=module, PAGE_CACHE_SECONDS="0") as portal:
        yield Figure("bare view", _load(portal, "/bare/", seconds).rate, "req/s")
        plain = _load(portal, "/one-query/", seconds).rate
        yield Figure("one-query view", plain, "req/s")
        for name, path in PAGES.items():
            aim = ">= 15 % of the one-query view" if name in AIMED else ""
            yield Figure(f"{name}, made anew", _load(portal, path, seconds).rate, "req/s", plain, aim)
        p99 = _load(portal, PAGES["browse"], seconds, MANY_CONNECTIONS).p99
        yield Figure("browse made anew, 99th percentile at 16", p99, "ms", None, "<= 120 ms")
        yield from _memory(portal)
    with served(database, DJANGO_SETTINGS_MODULE=module, PAGE_CACHE_SECONDS="600") as portal:
        plain = _load(portal, "/kept/", seconds).rate
        yield Figure("bare kept page", plain, "req/s")
        for name, path in PAGES.items():
            load = _load(portal, path, seconds)
            yield Figure(f"{name}, kept", load.rate, "req/s", plain, ">= 60 % of the bare kept page")
        p99 = _load(portal, PAGES["browse"], seconds, MANY_CONNECTIONS).p99
        yield Figure("browse kept, 99th percentile at 16", p99, "ms", None, "<= 120 ms")


def _load(portal: Portal, path: str, seconds: int, connections: int = CONNECTIONS) -> Load:
    """Two warm seconds, then `seconds` that count."""
    for duration in (2, seconds):
        command = ["wrk", "-t1", f"-c{connections}", f"-d{duration}s", "--latency", f"{portal.address}{path}"]
        said = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    if "Non-2xx" in said or "Socket errors" in said:
        raise CannotMeasureError(f"{path} did not answer every request:\n{said}")
    number, unit = re.search(r"99%\s+([\d.]+)(us|ms|s)", said).groups()  # type: ignore[union-attr]
    rate = re.search(r"Requests/sec:\s+([\d.]+)", said)
    return Load(float(rate[1]) if rate else 0.0, float(number) * {"us": 0.001, "ms": 1, "s": 1000}[unit])


def _memory(portal: Portal) -> Iterator[Figure]:
    """Resident memory of the largest worker after all pages were read."""
    pattern = portal.address.rpartition(":")[2]
    pids = subprocess.run(["pgrep", "-f", f"bind=127.0.0.1:{pattern}"], capture_output=True, text=True, check=True)
    sizes = []
    for pid in pids.stdout.split():
        listed = subprocess.run(["ps", "-o", "rss=", "-p", pid], capture_output=True, text=True, check=False).stdout
        sizes.append(int(listed or 0) / 1024)
    yield Figure("largest worker", max(sizes), "MB", None, "<= 180 MB")
