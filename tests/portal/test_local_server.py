"""The embedded PostgreSQL: made, shared, stopped, and none the worse for a crash."""

import os
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import psycopg
import pytest

from portal.local import LocalServer, ServerError
from portal.local.server import THROW_AWAY

ROOT = Path(__file__).resolve().parents[2]
HOLD = """
import sys, time
from pathlib import Path
from portal.local import LocalServer
server = LocalServer(Path(sys.argv[1]))
print(server.acquire("portal"), flush=True)
time.sleep(60)
"""


@pytest.fixture
def home():
    """A folder that the server's account can enter, also when root runs the tests."""
    home = Path(tempfile.mkdtemp(prefix="cfit-server-"))
    home.chmod(0o755)
    yield home
    LocalServer(home, settings=THROW_AWAY).acquire("portal")
    LocalServer(home).destroy()


def answers(url):
    try:
        with psycopg.connect(url, connect_timeout=3) as connection:
            return connection.execute("SELECT 1").fetchone() == (1,)
    except psycopg.OperationalError:
        return False


def holder(home):
    """Another command that shares the server."""
    command = [sys.executable, "-c", HOLD, str(home)]
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)
    return process, process.stdout.readline().strip()


def test_last_one_to_leave_stops_the_server(home):
    first, second = LocalServer(home), LocalServer(home)
    url = first.acquire("portal")
    assert second.acquire("portal") == url
    first.release()
    assert answers(url)
    second.release()
    assert not answers(url)


def test_files_outlive_the_server(home):
    server = LocalServer(home)
    with psycopg.connect(server.acquire("portal"), autocommit=True) as connection:
        connection.execute("CREATE TABLE kept AS SELECT 42 AS answer")
    server.release()
    with psycopg.connect(server.acquire("portal")) as connection:
        assert connection.execute("SELECT answer FROM kept").fetchone() == (42,)
    server.release()


def test_killed_command_leaves_nothing_to_clean_up(home):
    process, url = holder(home)
    assert answers(url)
    process.send_signal(signal.SIGKILL)
    process.wait()
    server = LocalServer(home)
    assert answers(server.acquire("portal"))
    server.release()
    assert not answers(url)


def test_killed_server_starts_again(home):
    server = LocalServer(home)
    url = server.acquire("portal")
    pid = int((server.data / "postmaster.pid").read_text().splitlines()[0])
    server.release()
    server.acquire("portal")
    pid = int((server.data / "postmaster.pid").read_text().splitlines()[0])
    os.kill(pid, signal.SIGKILL)
    time.sleep(1)
    again = LocalServer(home)
    assert answers(again.acquire("portal"))
    again.release()
    server.release()
    assert not answers(url)


def test_server_listens_on_no_port(home):
    server = LocalServer(home)
    with psycopg.connect(server.acquire("portal")) as connection:
        assert connection.execute("SHOW listen_addresses").fetchone() == ("",)
    server.release()


def test_what_cannot_start_says_why_in_one_sentence(home):
    server = LocalServer(home, settings={"max_connections": "many"})
    with pytest.raises(ServerError, match="could not run pg_ctl"):
        server.acquire("portal")
    server.release()
