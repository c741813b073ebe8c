"""Looks whether a link of ours still leads somewhere, without ever visiting an address inside a network."""

import http.client
import ipaddress
import re
import socket
import ssl
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from urllib.parse import SplitResult, quote, urljoin, urlsplit

from django.utils import timezone

MAX_REDIRECTS = 5
SECONDS = 20
"""For one link with all its redirects."""
STEP = 8
"""Seconds to wait for a connection or the next bytes."""
AGENT = "CircularAndFairICTPact-LinkCheck"
PERMANENT = {301, 308}
REDIRECTS = PERMANENT | {302, 303, 307}
GONE = {404, 410}
NOT_VISITED = [
    ipaddress.ip_network(network)
    for network in ("::/96", "::ffff:0:0:0/96", "64:ff9b::/96", "64:ff9b:1::/48", "2001::/32", "2002::/16", "fec0::/10")
]
"""IPv6 addresses that stand for IPv4 addresses, and so could stand for private ones; and old private ones."""


class Condition(StrEnum):
    """What a check found."""

    OK = "ok"
    MOVED = "moved"
    GONE = "gone"
    UNREACHABLE = "unreachable"
    REFUSED = "refused"


@dataclass(frozen=True)
class LinkState:
    """`status` is the last HTTP status, None without an answer; `final_url` is where a moved link leads now."""

    condition: Condition
    status: int | None
    final_url: str
    checked_at: datetime


class NotAllowed(Exception):  # noqa: N818  an answer about the link
    """The address is none we may visit."""


def check_link(url: str, *, allow_private: bool = False, seconds: float = SECONDS) -> LinkState:
    """Visit `url` and what it redirects to. Never raises. `allow_private` is for tests on the own machine."""
    ends = time.monotonic() + seconds
    here, lasting, status = url, url, None
    try:
        for _step in range(MAX_REDIRECTS + 1):
            status, target = _visit(here, allow_private=allow_private, ends=ends)
            if status not in REDIRECTS or not target:
                return _state(_condition(status, moved=lasting != url), status, lasting)
            # What a temporary redirect leads to may change again, so the link stays as it is from there on.
            follows = status in PERMANENT and lasting == here
            here = urljoin(here, target)
            lasting = here if follows else lasting
    except NotAllowed:
        return _state(Condition.REFUSED, status, url)
    except (OSError, ValueError, http.client.HTTPException):
        return _state(Condition.UNREACHABLE, status, url)
    return _state(Condition.UNREACHABLE, status, url)


def _state(condition: Condition, status: int | None, url: str) -> LinkState:
    return LinkState(condition, status, url, timezone.now())


def _condition(status: int, *, moved: bool) -> Condition:
    """A page that wants a sign-in, or no programs, is there; so is one whose server is only busy (429)."""
    if status in GONE:
        return Condition.GONE
    if status < 400 or status in {401, 403, 405, 406, 429}:
        return Condition.MOVED if moved else Condition.OK
    return Condition.UNREACHABLE


def _visit(url: str, *, allow_private: bool, ends: float) -> tuple[int, str]:
    """Status and redirect target of one address; some servers do not answer HEAD, or not truly, so GET has a say."""
    parts = split(url)
    addresses = resolve(parts, allow_private=allow_private)
    status, target = _request("HEAD", parts, addresses, ends)
    if status >= 400:
        status, target = _request("GET", parts, addresses, ends)
    return status, target


def split(url: str) -> SplitResult:
    """The parts of an address we may visit at all. Raises NotAllowed."""
    try:
        parts = urlsplit(url)
        allowed = parts.scheme in {"http", "https"} and parts.hostname and parts.port != 0
    except ValueError:
        raise NotAllowed(url) from None
    if not allowed or parts.username is not None or parts.password is not None or re.search(r"[\x00-\x20\x7f\\]", url):
        raise NotAllowed(url)
    return parts


def resolve(parts: SplitResult, *, allow_private: bool = False) -> list[str]:
    """The addresses behind a host. Raises NotAllowed when even one of them is not on the public internet."""
    host = (parts.hostname or "").encode("idna").decode()
    port = parts.port or (443 if parts.scheme == "https" else 80)
    found = [str(entry[4][0]) for entry in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]
    if not allow_private and not all(is_public(address) for address in found):
        raise NotAllowed(host)
    return list(dict.fromkeys(found))


def is_public(address: str) -> bool:
    """Whether an address is one of the public internet, and no other one in disguise."""
    ip = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(ip, ipaddress.IPv6Address) and (ip.ipv4_mapped or any(ip in network for network in NOT_VISITED)):
        return False
    return ip.is_global and not ip.is_multicast


def _request(method: str, parts: SplitResult, addresses: list[str], ends: float) -> tuple[int, str]:
    """Ask at the addresses that were checked, so that a second look-up cannot lead elsewhere (DNS rebinding)."""
    port = parts.port or (443 if parts.scheme == "https" else 80)
    raw = _connect(addresses, port, ends)
    with _ended_at(raw, ends):
        secure = parts.scheme == "https"
        host = (parts.hostname or "").encode("idna").decode()
        connection = http.client.HTTPConnection(host, port)
        try:
            connection.sock = ssl.create_default_context().wrap_socket(raw, server_hostname=host) if secure else raw
            path = quote(parts.path or "/", safe="/%:@!$&'()*+,;=~") + (f"?{_query(parts)}" if parts.query else "")
            named = f"[{host}]" if ":" in host else host
            headers = {"Host": f"{named}:{parts.port}" if parts.port else named, "User-Agent": AGENT, "Accept": "*/*"}
            connection.request(method, path, headers=headers)
            response = connection.getresponse()
            return response.status, response.headers.get("Location", "")
        finally:
            connection.close()


def _query(parts: SplitResult) -> str:
    return quote(parts.query, safe="/%:@!$&'()*+,;=~?")


def _connect(addresses: list[str], port: int, ends: float) -> socket.socket:
    for address in addresses[:3]:
        left = min(STEP, ends - time.monotonic())
        if left <= 0:
            break
        try:
            return socket.create_connection((address, port), timeout=left)
        except OSError:
            continue
    raise OSError("no connection")


@contextmanager
def _ended_at(connection: socket.socket, ends: float) -> Iterator[None]:
    """Cut the connection at `ends`: a server that sends one byte now and then would keep us for ever otherwise."""
    watched = connection.dup()
    timer = threading.Timer(max(ends - time.monotonic(), 0), _cut, [watched])
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()
        watched.close()
        connection.close()


def _cut(connection: socket.socket) -> None:
    with suppress(OSError):
        connection.shutdown(socket.SHUT_RDWR)
