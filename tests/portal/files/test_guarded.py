"""A parser that hangs, eats memory or breaks ends alone; the worker goes on."""

import subprocess
import sys
import time

import pytest

from portal.files import guarded
from portal.files.refusals import FileRefused
from tests.factories.files import pdf, upload

LIMITED = "from portal.files.inside.__main__ import take_limits; take_limits({}); {}"


def limited(seconds, then):
    command = [sys.executable, "-c", LIMITED.format(seconds, then)]
    return subprocess.run(command, cwd=guarded.ROOT, capture_output=True, text=True, timeout=30, check=False)


def test_time_is_limited():
    started = time.monotonic()
    with pytest.raises(guarded.Stopped, match="complex"):
        guarded.run("inspect", upload("guide.pdf", pdf()), "pdf", seconds=0.01)
    assert time.monotonic() - started < 5


def test_memory_is_limited():
    assert "MemoryError" in limited(20, "bytes(3 * 1024 ** 3)").stderr


def test_processor_time_is_limited():
    assert limited(0, "[0 for _ in iter(int, 1)]").returncode < 0


def test_answers_are_limited(tmp_path):
    assert "File too large" in limited(20, f"open('{tmp_path}/answer', 'wb').write(bytes(70 * 1024 ** 2))").stderr


def test_the_process_knows_no_secret(monkeypatch):
    monkeypatch.setenv("SECRET_KEY", "secret")
    seen = {}
    run = subprocess.run

    def spy(command, **options):
        seen.update(options["env"])
        return run(command, **options)

    monkeypatch.setattr("portal.files.guarded.subprocess.run", spy)
    guarded.run("inspect", upload("guide.pdf", pdf()), "pdf")
    assert seen == {"PATH": ""}


@pytest.mark.parametrize(("returncode", "answer"), [(-9, b""), (1, b""), (0, b""), (-11, b"\n")])
def test_a_process_that_broke_has_no_result(returncode, answer):
    with pytest.raises(guarded.Stopped, match="complex"):
        guarded._read(returncode, answer)


def test_at_the_door_no_result_is_a_refusal():
    with pytest.raises(FileRefused, match="not a real"):
        guarded.run_or_refuse("inspect", upload("x.pdf", b"nothing"), "pdf")


def test_parsers_know_nothing_of_the_portal():
    """The guarded process must start fast and without settings."""
    for module in (guarded.ROOT / "portal" / "files" / "inside").glob("*.py"):
        assert "django" not in module.read_text().replace("import Django or settings", ""), module
