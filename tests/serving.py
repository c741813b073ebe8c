"""A portal of its own with the starter content, served by gunicorn as in production: for browsers and for measuring."""

import os
import re
import secrets
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg
from psycopg import sql

ROOT = Path(__file__).resolve().parents[1]
SETTINGS = "tests.served_settings"
READY_WITHIN = 30
MIGRATE = ["migrate", "--verbosity=0"]
FILL = (["createcachetable"], ["starter"])


@dataclass(frozen=True)
class Portal:
    """Where a running portal stands, its database, and the environment its commands run in."""

    address: str
    database: str
    environment: dict[str, str]

    def manage(self, *arguments: str, **extra: str) -> str:
        """Run a management command beside the running portal; what it printed."""
        return manage(self.environment | extra, *arguments)


@contextmanager
def served(database: str, *, workers: int = 2, port: int | None = None, **environment: str) -> Iterator[Portal]:
    """Serve a portal on `database` (made and filled unless it holds a portal) until the block ends."""
    port = port or free_port()
    address = f"http://127.0.0.1:{port}"
    values = fill(database, PORTAL_ADDRESS=address, **environment)
    portal = Portal(address, database, values)
    (ROOT / "var").mkdir(exist_ok=True)
    with (ROOT / "var" / f"served-{port}.log").open("wb") as log:
        server = subprocess.Popen(
            [
                *(sys.executable, "-m", "gunicorn", "portal.wsgi", f"--bind=127.0.0.1:{port}"),
                *(f"--workers={workers}", "--no-control-socket", "--log-level=error"),
            ],
            cwd=ROOT,
            env=values,
            stdout=log,
            stderr=log,
        )
        try:
            _wait_until_ready(address, server)
            yield portal
        finally:
            server.terminate()
            server.wait(timeout=20)


def fill(database: str, **environment: str) -> dict[str, str]:
    """Make a portal with its starter content in a database that holds none; the environment its commands run in."""
    values = environment_on(database, **environment)
    with psycopg.connect(database) as connection:
        known = connection.execute("SELECT to_regclass('django_migrations')").fetchone()
    if known == (None,):
        for command in (MIGRATE, *FILL):
            manage(values, *command)
    return values


def environment_on(database: str, **environment: str) -> dict[str, str]:
    """What the commands of a portal on this database find in their environment."""
    return os.environ | {
        "DJANGO_SETTINGS_MODULE": SETTINGS,
        "DATABASE_URL": database,
        "PORTAL_ADDRESS": "http://127.0.0.1",
        "SECRET_KEY": secrets.token_urlsafe(60),
        **environment,
    }


def manage(environment: dict[str, str], *arguments: str) -> str:
    """Run a management command; what it printed."""
    done = subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise RuntimeError(f"{' '.join(arguments)}: {done.stderr[-2000:]}")
    return done.stdout


def make_database(name: str, template: str = "template1") -> str:
    """A fresh database beside the one of DATABASE_URL, as a copy of another; its address."""
    here = os.environ["DATABASE_URL"]
    drop_database(name)
    with psycopg.connect(here, autocommit=True) as connection:
        copy = sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(sql.Identifier(name), sql.Identifier(template))
        connection.execute(copy)
    return re.sub(r"/[^/?]*(\?|$)", rf"/{name}\1", here, count=1) if "@/" in here else _renamed(here, name)


def drop_database(name: str) -> None:
    """Without asking who still uses it."""
    with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as connection:
        connection.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _renamed(address: str, name: str) -> str:
    head, _slash, tail = address.rpartition("/")
    return f"{head}/{name}{tail[tail.index('?') :] if '?' in tail else ''}"


def _wait_until_ready(address: str, server: subprocess.Popen) -> None:
    for _attempt in range(READY_WITHIN * 10):
        if server.poll() is not None:
            break
        try:
            with urllib.request.urlopen(f"{address}/readyz", timeout=5):
                return
        except OSError:
            time.sleep(0.1)
    raise RuntimeError("The portal did not start.")
