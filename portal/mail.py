"""Mail is queued inside the transaction that causes it and sent once, after the commit.

A process claims a mail, commits, greets the mail server, commits that it begins to hand the mail over, does so, and
notes what came of it. One that is killed in between leaves a claim. When the claim is old and nothing was begun, the
mail is sent by another process. What was begun and never answered is uncertain, for SMTP has no way to ask: then mail
that is sent at most once waits for a person (`portal/uncertain_mail.py`), and all other mail is sent again with the
same Message-ID, by which mail servers know a double.
"""

import logging
from collections import Counter
from collections.abc import Callable
from datetime import datetime, timedelta
from enum import StrEnum
from smtplib import SMTPRecipientsRefused
from typing import Any, Protocol

from django.conf import settings
from django.core.mail import mailers
from django.db import transaction
from django.db.models import Q, QuerySet
from django.tasks import task
from django.template import TemplateDoesNotExist
from django.template.loader import get_template, render_to_string
from django.utils import timezone, translation
from django.utils.crypto import salted_hmac

from portal.mail_server import UnansweredError, WatchedMail
from portal.models import OutgoingMail, User

log = logging.getLogger(__name__)
MAX_ATTEMPTS = 10
STALE_AFTER = timedelta(minutes=10)
"""From then on a claim is taken for that of a process that was killed; a mail server gets no more than a minute."""
PAUSED_AFTER = 3
"""So many mails in a row refused for good, and no more notices are mailed to that account."""
UNANSWERED_AT_MOST = 3
"""So many mails without an answer, and the run ends: a server that is not well must not make all of them uncertain."""
EMPTY: dict[str, Any] = {"to": "", "text": "", "html": "", "headers": {}}
"""What is left of a mail that is done with."""
FRESH_FOR = timedelta(minutes=10)
"""After that, or a failed attempt, whoever queued a mail is asked whether it may still go."""

type Check = Callable[[OutgoingMail], bool]
_checks: list[Check] = []


class ClaimLostError(Exception):
    """Somebody else has taken the mail meanwhile, or it is gone; it must not be handed over."""


class Outcome(StrEnum):
    """What came of one attempt."""

    SENT = "sent"
    NOT_SENT = "not sent"
    UNANSWERED = "perhaps sent"


class Carrier(Protocol):
    """What takes mail away: one of Django's mail back ends."""

    def open(self) -> bool | None: ...
    def close(self) -> None: ...
    def send_messages(self, email_messages: Any) -> int: ...


def queue(
    *,
    key: str,
    to: str,
    template: str,
    context: dict[str, Any],
    language: str | None = None,
    headers: dict[str, str] | None = None,
    person: User | None = None,
    at_most_once: bool = False,
    send: bool = True,
) -> bool:
    """Put a mail in the outbox unless one with this `key` is there already; returns whether it was put there.

    The first line of the rendered template (a `.txt`) is the subject, the rest after an empty line the text. A template
    of the same name that ends in `.html` becomes the second half. Both know `portal_address`. It is written in
    `language`, or in the one at hand. Mail that a person waits for and can ask for is sent at least once, what is
    rather lost than sent twice `at_most_once`. With `send=False` it waits until the caller, who has many, calls
    `send_waiting`.
    """
    values = {"portal_address": portal_address()} | context
    with translation.override(language or translation.get_language()):
        subject, _, text = render_to_string(template, values).strip().partition("\n\n")
        subject = " ".join(subject.split())
        html = _html_of(template, values | {"subject": subject})
        spoken = translation.get_language() or settings.LANGUAGE_CODE
    _mail, is_new = OutgoingMail.objects.get_or_create(
        key=key,
        defaults={
            "to": to,
            "person": person,
            "language": spoken,
            "message_id": message_id(key),
            "subject": subject[:300],
            "text": text.strip() + "\n",
            "html": html,
            "headers": headers or {},
            "at_most_once": at_most_once,
        },
    )
    if is_new and send:
        transaction.on_commit(send_waiting.enqueue)
    return is_new


def portal_address() -> str:
    """Where the portal stands, without a slash at the end, for links in mail that no request causes."""
    return str(settings.WAGTAILADMIN_BASE_URL).rstrip("/")


def ask_when_late(check: Check) -> None:
    """Register who is asked, inside a transaction, about a mail that was held up; it is dropped on one no."""
    _checks.append(check)


@task()
def send_waiting() -> int:
    """Send every mail that waits, each tried once; how many were sent. A refused one is tried at the next occasion."""
    came_of_them: Counter[Outcome] = Counter()
    last, carrier = 0, mailers.default
    try:
        while came_of_them[Outcome.UNANSWERED] < UNANSWERED_AT_MOST and (mail := _claim_next(last)) is not None:
            last = mail.pk
            if _may_still_go(mail):
                came_of_them[_send(mail, carrier)] += 1
    finally:
        _hang_up(carrier)
    return came_of_them[Outcome.SENT]


def waiting(at: datetime) -> QuerySet[OutgoingMail]:
    """Mail to be sent that nobody is sending at the moment."""
    may_go = Q(begun_at=None) | Q(at_most_once=False)
    return _in_nobodys_hands(at).filter(may_go, attempts__lt=MAX_ATTEMPTS)


def uncertain(at: datetime) -> QuerySet[OutgoingMail]:
    """Mail of which nobody knows whether the server took it, and which is therefore not sent again."""
    return _in_nobodys_hands(at).filter(at_most_once=True).exclude(begun_at=None).exclude(to="")


def _in_nobodys_hands(at: datetime) -> QuerySet[OutgoingMail]:
    free = Q(claimed_at=None) | Q(claimed_at__lt=at - STALE_AFTER)
    return OutgoingMail.objects.filter(free, sent_at=None, refused_at=None)


def _claim_next(after: int) -> OutgoingMail | None:
    """Take the next mail for this process; the claim is committed before anything is said to the mail server."""
    now = timezone.now()
    with transaction.atomic():
        rows = waiting(now).filter(pk__gt=after).order_by("pk").select_for_update(skip_locked=True, of=("self",))
        mail = rows.first()
        if mail is not None:
            mail.claimed_at, mail.begun_at = now, None
            mail.attempts += 1
            mail.save(update_fields=["claimed_at", "begun_at", "attempts"])
    return mail


def _may_still_go(mail: OutgoingMail) -> bool:
    """Whether a claimed mail may go; one that was held up and may not is deleted."""
    if mail.attempts == 1 and timezone.now() - mail.created_at < FRESH_FOR:
        return True
    with transaction.atomic():
        if all(check(mail) for check in _checks):
            return True
        mail.delete()
    return False


def _send(mail: OutgoingMail, carrier: Carrier) -> Outcome:
    """Hand a claimed mail to the server and note what came of it."""
    try:
        carrier.open()
        carrier.send_messages([_message(mail)])
    except (ClaimLostError, OSError, ValueError) as error:  # ValueError: an address or subject no mail can carry.
        _hang_up(carrier)
        outcome = Outcome.UNANSWERED if isinstance(error, UnansweredError) else Outcome.NOT_SENT
        _note_failure(mail, error, outcome)
        return outcome
    _give_back(mail, sent_at=timezone.now(), last_error="", **EMPTY)
    return Outcome.SENT


def _begin(mail: OutgoingMail) -> None:
    """Commit that a mail is about to be handed over. Raises ClaimLostError when it is not this process's any more."""
    if not _mine(mail).update(begun_at=timezone.now()):
        raise ClaimLostError


def _note_failure(mail: OutgoingMail, error: Exception, outcome: Outcome) -> None:
    """Give the claim back with the reason; what the server may have taken nevertheless stays marked as begun."""
    values: dict[str, Any] = {"last_error": type(error).__name__}
    if outcome == Outcome.NOT_SENT:
        values["begun_at"] = None
    is_refused = _is_for_good(error)
    if is_refused:
        values |= {"refused_at": timezone.now(), **EMPTY}
    _give_back(mail, **values)
    log.warning("mail %s", outcome, extra={"mail": mail.pk, "error": type(error).__name__})
    if is_refused and mail.person_id:
        pause_if_refused_in_a_row(mail.person_id)


def _give_back(mail: OutgoingMail, **values: Any) -> None:
    """Write what came of it and end the claim. Writes nothing when the person was erased, or the claim lost."""
    _mine(mail).update(claimed_at=None, **values)


def _mine(mail: OutgoingMail) -> QuerySet[OutgoingMail]:
    """The mail, as long as the claim is still the one that this process made."""
    return OutgoingMail.objects.filter(pk=mail.pk, claimed_at=mail.claimed_at)


def _message(mail: OutgoingMail) -> WatchedMail:
    headers = {"Message-ID": message_id(mail.key), "Auto-Submitted": "auto-generated"} | mail.headers
    if mail.language:
        headers["Content-Language"] = mail.language
    if settings.MAIL_BOUNCES:  # The envelope's sender, where mail comes back to; people read and answer the other one.
        headers["From"] = settings.DEFAULT_FROM_EMAIL
    message = WatchedMail(
        subject=mail.subject,
        body=mail.text,
        from_email=settings.MAIL_BOUNCES or None,
        to=[mail.to],
        headers=headers,
        before_handing_over=lambda: _begin(mail),
    )
    if mail.html:
        message.attach_alternative(mail.html, "text/html")
    return message


def message_id(key: str) -> str:
    """The same for every attempt of one mail, and saying nothing about it."""
    domain = settings.DEFAULT_FROM_EMAIL.rpartition("@")[2].strip(" >")
    return f"<{salted_hmac('portal.mail', key, algorithm='sha256').hexdigest()[:40]}@{domain}>"


def _html_of(template: str, values: dict[str, Any]) -> str:
    try:
        twin = get_template(template.removesuffix(".txt") + ".html")
    except TemplateDoesNotExist:
        return ""
    return twin.render(values)


def _is_for_good(error: Exception) -> bool:
    """Whether the server refuses this address for ever (replies 500 to 599, RFC 5321 4.2.1).

    Status 5.7 (RFC 3463) is about us, not about the address: a relay that is set up wrongly must pause nobody.
    """
    if not isinstance(error, SMTPRecipientsRefused):
        return False
    return all(500 <= code <= 599 and not said.startswith(b"5.7.") for code, said in error.recipients.values())


def pause_if_refused_in_a_row(person_id: int) -> None:
    """Stop mailing notices to an account whose last mails were all refused for good; its owner can resume it."""
    done = OutgoingMail.objects.filter(person_id=person_id).exclude(sent_at=None, refused_at=None)
    newest = list(done.order_by("-pk").values_list("refused_at", flat=True)[:PAUSED_AFTER])
    if len(newest) == PAUSED_AFTER and all(newest):
        User.objects.filter(pk=person_id, mail_paused_at=None).update(mail_paused_at=timezone.now())


def _hang_up(carrier: Carrier) -> None:
    try:
        carrier.close()
    except OSError:
        log.info("the mail server had hung up already")
