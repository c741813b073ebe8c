"""Speaks to the mail server, and knows of every mail whether the server can have taken it.

SMTP has one moment in which nobody knows: the dot that ends a mail is on its way, and the answer to it has not come
back. Whatever fails before can be tried again; whatever is answered is a yes or a no (RFC 5321, 4.1.1.10 and 4.2.1).
"""

from collections.abc import Callable, Sequence
from smtplib import SMTP, SMTPDataError, SMTPException
from typing import Any

from django.core.mail import EmailMessage, EmailMultiAlternatives
from django.core.mail.backends.smtp import EmailBackend

YES, NOT_NOW, NEVER = 2, 4, 5
"""The first digit of an answer says what it means, whatever the others are."""


class UnansweredError(SMTPException):
    """The mail went out to its last byte, and neither yes nor no came back: the server may have taken it."""


class WatchedMail(EmailMultiAlternatives):
    """A mail whose sender is told right before it is handed over, when the server has said yes to its address."""

    def __init__(self, *args: Any, before_handing_over: Callable[[], None], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.before_handing_over = before_handing_over


class Conversation(SMTP):
    """One connection to the mail server."""

    before_handing_over: Callable[[], None] | None = None
    _is_out = False

    def data(self, msg: Any) -> tuple[int, bytes]:
        """Hand over the words of a mail; the answer. Raises UnansweredError when there was none that says yes or no."""
        if self.before_handing_over is not None:
            self.before_handing_over()
        try:
            code, said = super().data(msg)
        except SMTPDataError:  # The answer to the command: nothing was handed over.
            raise
        except OSError as error:
            if self._is_out:
                raise UnansweredError(str(error)) from error
            raise
        if code // 100 == YES:
            return 250, said  # The only yes that smtplib knows.
        if code // 100 in {NOT_NOW, NEVER}:
            return code, said
        raise UnansweredError(f"{code} is neither yes nor no")

    def send(self, s: Any) -> None:
        """Send a command, which is text to smtplib, or a whole mail with the dot that ends it, which is bytes."""
        self._is_out = False
        super().send(s)
        self._is_out = isinstance(s, bytes)


class Backend(EmailBackend):
    """Django's way to the mail server, by a `Conversation`."""

    @property
    def connection_class(self) -> type[SMTP]:
        return Conversation

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """Send them by one connection; how many were sent. Who watches a mail is told before it is handed over."""
        sent, is_new = 0, self.open()
        try:
            for message in email_messages:
                if isinstance(self.connection, Conversation):
                    self.connection.before_handing_over = getattr(message, "before_handing_over", None)
                sent += super().send_messages([message])
        finally:
            if is_new:
                self.close()
        return sent
