"""The guarded process: takes limits on itself, does one job on the file at standard input, writes the answer."""

import resource
import sys
from contextlib import suppress
from importlib import import_module

from portal.files.inside.finding import Finding

MEMORY = 2 * 1024 * 1024 * 1024
"""Bytes of address space: a WebP of 50 million pixels, turned and encoded, needs the most."""
ANSWER = 64 * 1024 * 1024
"""Bytes the answer may have."""
JOBS = {"inspect": "inspecting", "text": "reading", "picture": "cleaning", "preview": "drawing", "table": "tabling"}


def take_limits(seconds: float) -> None:
    """Limits that cannot be raised again. A system that does not know one (macOS: memory) still has the wall clock."""
    limits = {
        resource.RLIMIT_AS: MEMORY,
        resource.RLIMIT_CPU: int(seconds) + 1,
        resource.RLIMIT_FSIZE: ANSWER,
        resource.RLIMIT_CORE: 0,
    }
    for limit, value in limits.items():
        with suppress(ValueError, OSError):
            resource.setrlimit(limit, (value, value))


def answer(job: str, extension: str, seconds: float) -> bytes:
    """One line with a code, empty when all is well, and the result after it."""
    try:
        module = import_module(f"portal.files.inside.{JOBS[job]}")
        return b"\n" + module.run(sys.stdin.buffer, extension, seconds)
    except Finding as finding:
        return finding.code.encode() + b"\n"
    except (MemoryError, RecursionError):
        return b"complex\n"
    except Exception:  # noqa: BLE001  parsers raise whatever they like at broken files
        return b"damaged\n"


if __name__ == "__main__":
    _program, job, extension, seconds = sys.argv
    take_limits(float(seconds))
    sys.stdout.buffer.write(answer(job, extension, float(seconds)))
