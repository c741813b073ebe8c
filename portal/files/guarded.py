"""Runs a parser of hostile files in a process of its own, with limits, so that none can hang or empty a worker."""

import subprocess
import sys
import tempfile
from pathlib import Path
from typing import IO

from portal.files.refusals import FileRefused

ROOT = Path(__file__).resolve().parents[2]
SECONDS = 20
"""Wall clock and processor time of one job."""


class Stopped(Exception):  # noqa: N818  what the guarded process found is an answer
    """The job came to no result; `code` is a key of `refusals.SENTENCES`."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def run(job: str, file: IO[bytes], extension: str, *, seconds: float = SECONDS) -> bytes:
    """What `portal.files.inside` answers to `job` about `file`. Raises Stopped.

    The process knows nothing of ours: no settings, no secrets, no database, and no program it could call by name.
    """
    command = [sys.executable, "-m", "portal.files.inside", job, extension, str(seconds)]
    with tempfile.TemporaryFile() as given, tempfile.TemporaryFile() as answer:
        file.seek(0)
        while chunk := file.read(1 << 20):
            given.write(chunk)
        file.seek(0)
        given.seek(0)
        try:
            ended = subprocess.run(  # noqa: S603  our own interpreter and module, no shell
                command, stdin=given, stdout=answer, stderr=subprocess.DEVNULL, cwd=ROOT, env={"PATH": ""},
                timeout=seconds, check=False,
            )  # fmt: skip
        except subprocess.TimeoutExpired:
            raise Stopped("complex") from None
        answer.seek(0)
        return _read(ended.returncode, answer.read())


def _read(returncode: int, answer: bytes) -> bytes:
    """The answer is one line with a code, empty when all is well, and the result after it."""
    code, line_end, result = answer.partition(b"\n")
    if returncode or not line_end:
        raise Stopped("complex")
    if code:
        raise Stopped(code.decode())
    return result


def run_or_refuse(job: str, file: IO[bytes], extension: str) -> bytes:
    """As `run`, for checks at the door: no result is a refusal. Raises FileRefused."""
    try:
        return run(job, file, extension)
    except Stopped as stopped:
        raise FileRefused(stopped.code, extension=extension) from None
