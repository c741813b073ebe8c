"""How long work takes in this process, and the plainest query to compare it with."""

import time
from collections.abc import Callable
from statistics import median

from django.db import connection

RUNS = 25


def time_of(work: Callable[[], object]) -> float:
    """Milliseconds, the median of RUNS after one warm run."""
    work()
    times = []
    for _run in range(RUNS):
        started = time.perf_counter()
        work()
        times.append((time.perf_counter() - started) * 1000)
    return median(times)


def one_query() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        cursor.fetchone()
