"""Mail is queued inside the transaction that causes it and sent once, after the commit."""

import logging
from smtplib import SMTPException
from typing import Any

from django.core.mail import EmailMessage
from django.db import transaction
from django.tasks import task
from django.template.loader import render_to_string
from django.utils import timezone

from portal.models import OutgoingMail

log = logging.getLogger(__name__)
MAX_ATTEMPTS = 10


def queue(*, key: str, to: str, template: str, context: dict[str, Any]) -> bool:
    """Put a mail in the outbox unless one with this `key` is there already; returns whether it was put there.

    The first line of the rendered template is the subject, the rest after an empty line the text.
    """
    subject, _, text = render_to_string(template, context).strip().partition("\n\n")
    _mail, is_new = OutgoingMail.objects.get_or_create(
        key=key, defaults={"to": to, "subject": " ".join(subject.split()), "text": text.strip() + "\n"}
    )
    if is_new:
        transaction.on_commit(send_waiting.enqueue)
    return is_new


@task()
def send_waiting() -> None:
    """Send every mail that waits; a mail whose server refuses stays and is tried again at the next occasion."""
    waiting = OutgoingMail.objects.filter(sent_at=None, attempts__lt=MAX_ATTEMPTS).order_by("pk")
    for pk in waiting.values_list("pk", flat=True):
        _send(pk)


def _send(pk: int) -> None:
    with transaction.atomic():
        mail = OutgoingMail.objects.select_for_update(skip_locked=True).filter(pk=pk, sent_at=None).first()
        if mail is None:
            return
        mail.attempts += 1
        try:
            EmailMessage(subject=mail.subject, body=mail.text, to=[mail.to]).send()
        except (OSError, SMTPException) as error:
            mail.last_error = type(error).__name__
            log.warning("mail not sent", extra={"mail": mail.pk, "error": mail.last_error})
        else:
            mail.sent_at, mail.to, mail.text, mail.last_error = timezone.now(), "", "", ""
        mail.save()
