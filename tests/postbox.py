"""A mail server for tests: keeps what arrives, refuses whom it is told to, and can keep a sender waiting for ever."""

import asyncio
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from email.message import Message as Letter

from aiosmtpd.controller import Controller
from aiosmtpd.handlers import Message


class Postbox(Message):
    """`full` refuses everything for now, `unknown` addresses for good; mail to the address `slow` gets no answer."""

    def __init__(self) -> None:
        super().__init__()
        self.address, self.port = "127.0.0.1", 0
        self.letters: list[Letter] = []
        self.full, self.relays = False, True
        self.unknown: set[str] = set()
        self.slow = ""
        self.stalled = threading.Event()
        """Set when somebody waits for the answer about `slow`."""

    @property
    def mailers(self) -> dict[str, object]:
        """The setting that makes the portal send here."""
        options = {"host": self.address, "port": self.port, "timeout": 5}
        return {"default": {"BACKEND": "portal.mail_server.Backend", "OPTIONS": options}}

    def handle_message(self, message: Letter) -> None:
        self.letters.append(message)

    def to(self, address: str) -> list[Letter]:
        return [letter for letter in self.letters if letter["To"] == address]

    async def handle_RCPT(self, server, session, envelope, address, rcpt_options):  # noqa: N802  aiosmtpd's name
        if not self.relays:
            return "550 5.7.1 relaying denied"
        if address in self.unknown:
            return "550 5.1.1 no such person"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):  # noqa: N802  aiosmtpd's name
        if self.full:
            return "452 too much mail"
        if self.slow in envelope.rcpt_tos:
            self.stalled.set()
            await asyncio.sleep(3600)
        return await super().handle_DATA(server, session, envelope)


@contextmanager
def open_postbox() -> Iterator[Postbox]:
    """A mail server on a free port until the block ends."""
    box = Postbox()
    with socket.socket() as probe:
        probe.bind((box.address, 0))
        box.port = probe.getsockname()[1]
    server = Controller(box, hostname=box.address, port=box.port)
    server.start()
    try:
        yield box
    finally:
        server.stop()


def text_of(letter: Letter, kind: str = "text/plain") -> str:
    """One half of a letter, decoded."""
    part = next(part for part in letter.walk() if part.get_content_type() == kind)
    return part.get_payload(decode=True).decode()
