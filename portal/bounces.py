"""Reads what mail servers report later about mail that could not be delivered (RFC 3464), and believes little of it.

A report counts only if it names the Message-ID of a mail of ours, which nobody can guess who did not get it, and the
address of the person that mail was for. What comes here was written by strangers: whatever does not fit is passed over.
"""

import logging
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from email import message_from_bytes
from email.message import Message
from typing import Any

from django.db import transaction
from django.utils import timezone

from portal.mail import EMPTY, pause_if_refused_in_a_row
from portal.models import OutgoingMail

log = logging.getLogger(__name__)
MAX_BYTES = 1_000_000
"""No more of a report is read; what we look for stands long before."""
MAX_PARTS, MAX_RECIPIENTS = 20, 50
OUR_MESSAGE_ID = re.compile(r"<[0-9a-f]{40}@[^<>\s]{1,255}>")
NOT_ABOUT_THE_ADDRESS = ("5.2.2", "5.7.")
"""A mailbox that is full today, and refusals of us or of what we say (RFC 3463)."""


@dataclass(frozen=True)
class Report:
    """That one mail did not reach one address, and never will."""

    message_id: str
    addresses: frozenset[str]


def take_in(raw: bytes) -> int:
    """Note what a report says about mail of ours; for how many mails it counted. Never fails by what it holds."""
    try:
        reports = list(_read(message_from_bytes(raw[:MAX_BYTES])))
    except (RecursionError, ValueError, LookupError, TypeError, AttributeError) as error:
        log.info("report not read", extra={"error": type(error).__name__})
        return 0
    return sum(_note(report) for report in reports)


def _read(message: Message) -> Iterator[Report]:
    """The reports in a mail, for parts that stand directly in it: a report inside a report is somebody else's."""
    if message.get_content_type() != "multipart/report" or not message.is_multipart():
        return
    parts = [part for part in _list(message.get_payload())[:MAX_PARTS] if isinstance(part, Message)]
    named = next((found for part in parts if (found := _message_id_in(part))), "")
    if not named:
        return
    for part in parts:
        if part.get_content_type() == "message/delivery-status":
            for block in _list(part.get_payload())[:MAX_RECIPIENTS]:
                if isinstance(block, Message) and _is_for_good(block):
                    yield Report(named, _addresses(block))


def _message_id_in(part: Message) -> str:
    """The Message-ID of the mail that comes back, from its head."""
    kind = part.get_content_type()
    if kind == "message/rfc822":
        inner = next(iter(_list(part.get_payload())), None)
        head = str(inner.get("Message-ID", "")) if isinstance(inner, Message) else ""
    elif kind == "text/rfc822-headers":
        body = part.get_payload(decode=True)
        head = str(message_from_bytes(body).get("Message-ID", "")) if isinstance(body, bytes) else ""
    else:
        return ""
    found = OUR_MESSAGE_ID.search(head)
    return found[0] if found else ""


def _is_for_good(block: Message) -> bool:
    """Whether it failed, and by a code that says the address itself takes no mail."""
    action = str(block.get("Action", "")).strip().lower()
    status = str(block.get("Status", "")).strip()
    return action == "failed" and status.startswith("5.") and not status.startswith(NOT_ABOUT_THE_ADDRESS)


def _addresses(block: Message) -> frozenset[str]:
    """Whom it was for, as we wrote it and as the last server knew it: `rfc822; somebody@example.org`."""
    given = (str(block.get(name, "")) for name in ("Original-Recipient", "Final-Recipient"))
    return frozenset(text.partition(";")[2].strip().strip("<>").lower() for text in given) - {""}


@transaction.atomic
def _note(report: Report) -> bool:
    """Count the mail as refused, once; pause its person as for a refusal at once. Whether anything changed.

    What comes back was taken once, also where the server's answer never reached us.
    """
    rows = OutgoingMail.objects.select_for_update(of=("self",)).select_related("person")
    mail = rows.filter(message_id=report.message_id, refused_at=None).exclude(sent_at=None, begun_at=None).first()
    if mail is None or mail.person is None or mail.person.email.lower() not in report.addresses:
        return False
    values = {"refused_at": timezone.now(), "last_error": "Bounced"} | EMPTY
    OutgoingMail.objects.filter(pk=mail.pk).update(**values)
    pause_if_refused_in_a_row(mail.person.pk)
    return True


def _list(payload: Any) -> list[Any]:
    return list(payload) if isinstance(payload, Iterable) and not isinstance(payload, str | bytes) else []
