"""A pytest plugin: gives the run a real PostgreSQL of its own unless DATABASE_URL names one, and starts to fill it."""

import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest

from portal.local import LocalServer
from portal.local.server import THROW_AWAY
from tests import templates
from tests.serving import ROOT

_until_the_end = ExitStack()
"""What the controlling process of the run holds; workers inherit the address and hold nothing."""


@pytest.hookimpl(tryfirst=True)
def pytest_load_initial_conftests(early_config, parser, args):
    """Runs before pytest-django reads the settings."""
    if "PYTEST_XDIST_WORKER" in os.environ:
        return
    if not os.environ.get("DATABASE_URL"):
        _until_the_end.enter_context(_server())
    _until_the_end.enter_context(_migrating())


def pytest_unconfigure(config):
    _until_the_end.close()


@contextmanager
def _server() -> Iterator[None]:
    folder = Path(tempfile.mkdtemp(prefix="cfit-test-"))
    folder.chmod(0o755)
    server = LocalServer(folder, settings=THROW_AWAY)
    os.environ["DATABASE_URL"] = server.acquire("portal")
    yield
    server.destroy()


@contextmanager
def _migrating() -> Iterator[None]:
    """Make what all databases are copies of while tests are still being collected."""
    templates.forget()
    make = "from tests import templates; templates.filled()"
    making = subprocess.Popen([sys.executable, "-c", make], cwd=ROOT, start_new_session=True)
    yield
    if making.poll() is None:
        os.killpg(making.pid, signal.SIGKILL)
    making.wait()
    templates.forget()
