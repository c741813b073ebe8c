"""Asks a ClamAV server about a file (its INSTREAM protocol); the answer is never guessed."""

import logging
import socket
from dataclasses import dataclass
from typing import IO
from urllib.parse import urlsplit

from django.conf import settings

from portal.files.refusals import FileRefused

log = logging.getLogger(__name__)
PIECE = 1 << 16
MAX_REPLY = 4096
SECONDS = 30
"""To wait for each step of the server."""


@dataclass(frozen=True)
class Clean:
    """Nothing was found; `is_scanned` is false where no scanner is set up (CLAMAV)."""

    is_scanned: bool = True


@dataclass(frozen=True)
class Infected:
    """The scanner knows the file as `name`."""

    name: str


@dataclass(frozen=True)
class Unreachable:
    """No answer, or none about the file: it has to wait. `reason` is for the log."""

    reason: str


type Scan = Clean | Infected | Unreachable


def scan(file: IO[bytes], *, address: str | None = None, seconds: float = SECONDS) -> Scan:
    """What the scanner at `address` says, by default the one of CLAMAV. The file is at its start afterwards."""
    where = settings.CLAMAV if address is None else address
    if not where:
        return Clean(is_scanned=False)
    try:
        with _connect(where, seconds) as server:
            found = _understood(_ask(server, file))
    except (OSError, ValueError) as error:
        found = Unreachable(type(error).__name__)
    finally:
        file.seek(0)
    if not isinstance(found, Clean):
        log.warning("file not clean", extra={"found": repr(found)})
    return found


def admits(file: IO[bytes]) -> bool:
    """Whether the file may be handed out now; False: it has to wait. Raises FileRefused for an infected one."""
    found = scan(file)
    if isinstance(found, Infected):
        raise FileRefused("infected", virus=found.name)
    return isinstance(found, Clean)


def _connect(address: str, seconds: float) -> socket.socket:
    parts = urlsplit(address)
    if parts.scheme == "unix":
        server = socket.socket(socket.AF_UNIX)
        server.settimeout(seconds)
        server.connect(parts.path)
        return server
    if parts.scheme == "tcp" and parts.hostname:
        return socket.create_connection((parts.hostname, parts.port or 3310), timeout=seconds)
    raise ValueError(address)


def _ask(server: socket.socket, file: IO[bytes]) -> bytes:
    """Send the file in pieces, each after its length; a server that stops listening has already answered."""
    file.seek(0)
    try:
        server.sendall(b"zINSTREAM\x00")
        while piece := file.read(PIECE):
            server.sendall(len(piece).to_bytes(4, "big") + piece)
        server.sendall(bytes(4))
    except (BrokenPipeError, ConnectionResetError):
        pass
    reply = b""
    while len(reply) < MAX_REPLY and b"\x00" not in reply and (more := server.recv(1024)):
        reply += more
    return reply.partition(b"\x00")[0]


def _understood(reply: bytes) -> Scan:
    text = "".join(character for character in reply.decode("utf-8", "replace") if character.isprintable()).strip()
    if text == "stream: OK":
        return Clean()
    if text.startswith("stream: ") and text.endswith(" FOUND"):
        return Infected(text.removeprefix("stream: ").removesuffix(" FOUND")[:100])
    return Unreachable(text[:100] or "no answer")
