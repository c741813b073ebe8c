"""Runs all measurements in throw-away databases, prints a table and writes `var/benchmark.json`."""

import argparse
import os
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path

from portal.local import LocalServer
from portal.local.server import THROW_AWAY
from tests.benchmarks import pages
from tests.benchmarks.figures import Figure, write
from tests.serving import ROOT, fill, make_database

RESULT = ROOT / "var" / "benchmark.json"


def main() -> int:
    asked = argparse.ArgumentParser(prog="make benchmark", description=__doc__)
    asked.add_argument("--seconds", type=int, default=8, help="seconds of load for each page")
    asked.add_argument("--records", default="1000,5000,10000,100000", help="generated criteria in the library")
    asked.add_argument("--followers", type=int, default=10_000, help="people who get a digest")
    asked.add_argument("--only", default="pages,library,digests,accounts", help="parts to measure, with commas")
    asked.add_argument("--resources", type=int, default=20_000, help="generated guidelines and tools")
    options = asked.parse_args()
    parts = set(options.only.split(","))
    folder = Path(tempfile.mkdtemp(prefix="cfit-benchmark-"))
    folder.chmod(0o755)
    server = LocalServer(folder, settings=THROW_AWAY)
    os.environ["DATABASE_URL"] = server.acquire("portal")
    figures: list[Figure] = []
    try:
        database = make_database("measured")
        if "pages" in parts:
            print("Pages: two gunicorn workers, two connections. Ratios are to the plain address of the same run.\n")
            _print(pages.measure(database, options.seconds), figures)
        if "library" in parts:
            fill(database)
            sizes = [int(size) for size in options.records.split(",")]
            print("\nThe library's engine. Counts: ratios are to the same counts in plain SQL.\n")
            _print(_library(database, sizes, options.resources), figures)
        if "digests" in parts:
            print(f"\nA digest for {options.followers:,} followers: two workers, one killed midway.\n")
            _print(_digests(make_database("digests"), options.followers), figures)
        if "accounts" in parts:
            print("\nDoors that take an address: does the time of the answer tell who has an account?\n")
            _print(_accounts(make_database("accounts")), figures)
    except pages.CannotMeasureError as reason:
        print(reason, file=sys.stderr)
        return 1
    finally:
        server.destroy()
    write(figures, RESULT)
    print(f"\nWritten to {RESULT.relative_to(ROOT)}.")
    return 0


def _print(measured: Iterable[Figure], figures: list[Figure]) -> None:
    for figure in measured:
        figures.append(figure)
        print(figure.line, flush=True)


def _digests(database: str, followers: int):
    os.environ |= {"DATABASE_URL": database, "DJANGO_SETTINGS_MODULE": "portal.settings.test"}
    import django

    django.setup()
    from django.db import connection, connections

    connection.close()
    connections.settings["default"]["NAME"] = "digests"
    from tests.benchmarks import digests

    yield from digests.measure(followers)
    connection.close()


def _accounts(database: str):
    os.environ |= {"DATABASE_URL": database, "DJANGO_SETTINGS_MODULE": "portal.settings.test"}
    import django

    django.setup()
    from django.db import connection, connections

    connection.close()
    connections.settings["default"]["NAME"] = "accounts"
    from tests.benchmarks import accounts

    yield from accounts.measure()
    connection.close()


def _library(database: str, sizes: list[int], shared: int):
    os.environ |= {"DATABASE_URL": database, "DJANGO_SETTINGS_MODULE": "portal.settings.test"}
    import django

    django.setup()
    from tests.benchmarks import library, resources

    yield from library.measure(sizes)
    yield from resources.measure(shared)
    from django.db import connection

    connection.close()


if __name__ == "__main__":
    sys.exit(main())
