"""A pytest plugin: gives the run a real PostgreSQL of its own unless DATABASE_URL names one."""

import os
import tempfile
from pathlib import Path

import pytest

from portal.local import LocalServer
from portal.local.server import THROW_AWAY

_servers: list[LocalServer] = []


@pytest.hookimpl(tryfirst=True)
def pytest_load_initial_conftests(early_config, parser, args):
    """Runs before pytest-django reads the settings, in the controlling process only: workers inherit the address."""
    if not os.environ.get("DATABASE_URL"):
        folder = Path(tempfile.mkdtemp(prefix="cfit-test-"))
        folder.chmod(0o755)
        server = LocalServer(folder, settings=THROW_AWAY)
        os.environ["DATABASE_URL"] = server.acquire("portal")
        _servers.append(server)


def pytest_unconfigure(config):
    for server in _servers:
        server.destroy()
