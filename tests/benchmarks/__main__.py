"""Runs all measurements in throw-away databases, prints a table and writes `var/benchmark.json`."""

import argparse
import os
import sys
import tempfile
from pathlib import Path

from portal.local import LocalServer
from portal.local.server import THROW_AWAY
from tests.benchmarks import pages
from tests.benchmarks.figures import Figure, write
from tests.serving import ROOT, make_database

RESULT = ROOT / "var" / "benchmark.json"


def main() -> int:
    asked = argparse.ArgumentParser(prog="make benchmark", description=__doc__)
    asked.add_argument("--seconds", type=int, default=8, help="seconds of load for each page")
    asked.add_argument("--records", type=int, default=10_000, help="generated criteria for the library's engine")
    asked.add_argument("--resources", type=int, default=20_000, help="generated guidelines and tools")
    options = asked.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="cfit-benchmark-"))
    folder.chmod(0o755)
    server = LocalServer(folder, settings=THROW_AWAY)
    os.environ["DATABASE_URL"] = server.acquire("portal")
    figures: list[Figure] = []
    try:
        database = make_database("measured")
        print("Pages: two gunicorn workers, two connections. Ratios are to the plain address of the same run.\n")
        for figure in pages.measure(database, options.seconds):
            figures.append(figure)
            print(figure.line, flush=True)
        print(f"\nThe library's engine: {options.records:,} generated criteria, {options.resources:,} resources.\n")
        for figure in _library(database, options.records, options.resources):
            figures.append(figure)
            print(figure.line, flush=True)
    except pages.CannotMeasureError as reason:
        print(reason, file=sys.stderr)
        return 1
    finally:
        server.destroy()
    write(figures, RESULT)
    print(f"\nWritten to {RESULT.relative_to(ROOT)}.")
    return 0


def _library(database: str, records: int, shared: int):
    os.environ |= {"DATABASE_URL": database, "DJANGO_SETTINGS_MODULE": "portal.settings.test"}
    import django

    django.setup()
    from tests.benchmarks import library, resources

    yield from library.measure(records)
    yield from resources.measure(shared)
    from django.db import connection

    connection.close()


if __name__ == "__main__":
    sys.exit(main())
