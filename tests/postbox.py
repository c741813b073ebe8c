"""A mail server for tests: keeps what arrives, refuses whom it is told to, and can fail at any moment of a mail."""

import asyncio
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from email.message import Message as Letter
from enum import Enum, auto

from aiosmtpd.controller import Controller
from aiosmtpd.handlers import Message
from aiosmtpd.smtp import SMTP

HANG_UP, SILENCE = "hang up", "silence"


class Moment(Enum):
    """How far a mail has come, from the server's side."""

    SENDER = auto()
    ADDRESS = auto()
    DATA = auto()
    """The sender asked to hand the words over, and was not told to begin."""
    WORDS = auto()
    """The sender was told to begin, and nothing was read."""
    DOT = auto()
    """Everything was read and is thrown away."""
    TAKEN = auto()
    """The mail was taken and arrives; only the answer is missing."""


@dataclass
class Trouble:
    """What the server does at a moment of a mail, to one address or to all: hang up, say nothing, or say something."""

    moment: Moment
    does: str
    address: str = ""


class Server(SMTP):
    """Fails as its postbox is told."""

    async def smtp_DATA(self, arg: str) -> None:  # noqa: N802  aiosmtpd's name
        answer = await self.event_handler.meet(Moment.DATA, self, self.envelope)
        if answer:
            return await self.push(answer)
        if self.event_handler.would_meet(Moment.WORDS, self.envelope):
            await self.push("354 begin")
            await self.event_handler.meet(Moment.WORDS, self, self.envelope)
        return await super().smtp_DATA(arg)


class Postbox(Message):
    """`full` refuses everything for now, `unknown` addresses for good; without `relays` it refuses us."""

    def __init__(self) -> None:
        super().__init__()
        self.address, self.port = "127.0.0.1", 0
        self.letters: list[Letter] = []
        self.full, self.relays = False, True
        self.unknown: set[str] = set()
        self.patience = 5
        """Seconds the portal waits for an answer."""
        self.trouble: Trouble | None = None
        self.reached = threading.Event()
        """Set when a mail came to the moment of `trouble`."""

    @property
    def mailers(self) -> dict[str, object]:
        """The setting that makes the portal send here."""
        options = {"host": self.address, "port": self.port, "timeout": self.patience}
        return {"default": {"BACKEND": "portal.mail_server.Backend", "OPTIONS": options}}

    def handle_message(self, message: Letter) -> None:
        self.letters.append(message)

    def to(self, address: str) -> list[Letter]:
        return [letter for letter in self.letters if letter["To"] == address]

    def would_meet(self, moment: Moment, envelope) -> bool:
        trouble = self.trouble
        return trouble is not None and trouble.moment == moment and trouble.address in {"", *envelope.rcpt_tos}

    async def meet(self, moment: Moment, server, envelope) -> str:
        """The answer to give at this moment of a mail, where it is not the usual one."""
        if not self.would_meet(moment, envelope):
            return ""
        does = self.trouble.does
        self.reached.set()
        if does == HANG_UP:
            server.transport.abort()
        if does in {HANG_UP, SILENCE}:
            await asyncio.sleep(3600)
        return does

    async def handle_MAIL(self, server, session, envelope, address, mail_options):  # noqa: N802  aiosmtpd's name
        envelope.mail_from = address
        return await self.meet(Moment.SENDER, server, envelope) or "250 OK"

    async def handle_RCPT(self, server, session, envelope, address, rcpt_options):  # noqa: N802  aiosmtpd's name
        if not self.relays:
            return "550 5.7.1 relaying denied"
        if address in self.unknown:
            return "550 5.1.1 no such person"
        envelope.rcpt_tos.append(address)
        return await self.meet(Moment.ADDRESS, server, envelope) or "250 OK"

    async def handle_DATA(self, server, session, envelope):  # noqa: N802  aiosmtpd's name
        if self.full:
            return "452 too much mail"
        answer = await self.meet(Moment.DOT, server, envelope)
        if answer:
            return answer
        said = await super().handle_DATA(server, session, envelope)
        return await self.meet(Moment.TAKEN, server, envelope) or said


class PostOffice(Controller):
    """Opens the server."""

    def factory(self) -> SMTP:
        return Server(self.handler, **self.SMTP_kwargs)


@contextmanager
def open_postbox() -> Iterator[Postbox]:
    """A mail server on a free port until the block ends."""
    box = Postbox()
    with socket.socket() as probe:
        probe.bind((box.address, 0))
        box.port = probe.getsockname()[1]
    server = PostOffice(box, hostname=box.address, port=box.port)
    server.start()
    try:
        yield box
    finally:
        server.stop()


def text_of(letter: Letter, kind: str = "text/plain") -> str:
    """One half of a letter, decoded."""
    part = next(part for part in letter.walk() if part.get_content_type() == kind)
    return part.get_payload(decode=True).decode()
