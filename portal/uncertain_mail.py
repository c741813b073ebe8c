"""Mail that may not have arrived: it went out, and nobody knows whether the server took it. A person decides.

All raise PermissionDenied for whoever may not. Every decision stands in the journal with who made it and when.
"""

from collections.abc import Iterable
from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from portal.mail import EMPTY, MAX_ATTEMPTS, send_waiting, uncertain
from portal.models import OutgoingMail
from portal.reader import Reader
from portal.rights import may
from portal.states import note

UNCERTAIN, WAITING, SETTLED = "uncertain", "waiting", "settled"
"""States as the journal calls them."""


def may_settle(reader: Reader) -> bool:
    """Whether the reader decides about such mail."""
    return may(reader, "settle", OutgoingMail())


def uncertain_to(reader: Reader, at: datetime) -> QuerySet[OutgoingMail]:
    """All such mail, the oldest first, for whoever decides about it."""
    if not may_settle(reader):
        raise PermissionDenied
    return uncertain(at).order_by("begun_at", "pk")


@transaction.atomic
def send_again(numbers: Iterable[int], *, by: Reader, at: datetime | None = None) -> int:
    """Let these go once more, on purpose; how many still waited for a decision. Rights of their readers are asked."""
    return _decide(numbers, WAITING, by=by, at=at, begun_at=None, claimed_at=None, attempts=1)


@transaction.atomic
def settle(numbers: Iterable[int], *, by: Reader, at: datetime | None = None) -> int:
    """Leave these as they are, and forget what they said; how many still waited for a decision."""
    return _decide(numbers, SETTLED, by=by, at=at, attempts=MAX_ATTEMPTS, **EMPTY)


def _decide(numbers: Iterable[int], to_state: str, *, by: Reader, at: datetime | None, **values: object) -> int:
    now = at or timezone.now()
    rows = uncertain_to(by, now).filter(pk__in=list(numbers)).order_by("pk")
    mails = list(rows.select_for_update(of=("self",)))
    for mail in mails:
        note(mail, UNCERTAIN, to_state, actor=by.user, at=now)
    OutgoingMail.objects.filter(pk__in=[mail.pk for mail in mails]).update(**values)
    if to_state == WAITING:
        transaction.on_commit(send_waiting.enqueue)
    return len(mails)
