"""Mailing what is due: one person per transaction, so that two workers never tell the same and a killed one tells all.

A person's row is locked while their notices are put into the outbox and marked; whoever is killed midway leaves both
undone. From the outbox mail goes out by its own rules (`portal/mail.py`).
"""

import logging
from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.tasks import task
from django.utils import timezone

from portal.mail import send_waiting
from portal.models import Frequency, Notice, OutgoingMail, User
from portal.notices.mails import KEYS, mail_digest, mail_notice
from portal.notices.queries import hide, viewable
from portal.notices.wishes import chosen_by, due, wished
from portal.reader import Reader

log = logging.getLogger(__name__)
VETTED_AT_ONCE = 500
PER_HOUR = 12
"""Mails of single notices one person gets in an hour; what is over waits for the daily digest."""


@task()
def tell(people: list[int] | None = None) -> int:
    """Mail what is due now, to these people or to everybody; how many notices were dealt with.

    Rights of large groups are asked in runs for everybody only: no request waits for that.
    """
    if people is None:
        vet()
    done = tell_due(timezone.now(), people)
    send_waiting.call()
    return done


def vet() -> None:
    """Ask for the notices of large groups who may view the thing: theirs become visible, the others are hidden.

    What another worker is asking about is waited for at the end, or a digest would go out without it, and a second
    one with it.
    """
    try:
        while _vet_some(waits=False) or _vet_some(waits=True):
            pass
    except Exception:  # A rule that fails keeps its notices unseen, and the others go out.
        log.exception("rights not asked")


def _vet_some(*, waits: bool) -> int:
    with transaction.atomic():
        rows = Notice.objects.filter(vetted=False).order_by("pk").select_related("recipient").prefetch_related("about")
        notices = list(rows.select_for_update(skip_locked=not waits, of=("self",))[:VETTED_AT_ONCE])
        lost = [notice for notice in notices if not viewable(Reader(notice.recipient), [notice])]
        hide(lost, timezone.now())
        Notice.objects.filter(pk__in=[notice.pk for notice in notices]).update(vetted=True)
    return len(notices)


def tell_due(at: datetime, people: list[int] | None = None) -> int:
    """Put all mail that is due at a moment into the outbox; how many notices were dealt with."""
    done = 0
    while dealt_with := _pass(at, people):
        done += dealt_with
    return done


def _pass(at: datetime, people: list[int] | None) -> int:
    """Once through everybody with something due, leaving out whom another worker holds."""
    done, last = 0, 0
    while (number := _next(last, at, people)) is not None:
        last = number
        try:
            with transaction.atomic():
                done += _tell_one(number, at)
        except Exception:  # One person's notices must not keep the others from theirs.
            log.exception("notices not told", extra={"person": number})
    return done


def _next(after: int, at: datetime, people: list[int] | None) -> int | None:
    found = User.objects.filter(Exists(_due(at).filter(recipient=OuterRef("pk"))), pk__gt=after).order_by("pk")
    if people is not None:
        found = found.filter(pk__in=people)
    return found.values_list("pk", flat=True).first()


def _tell_one(number: int, at: datetime) -> int:
    """Deal with everything due for one person; 0 when another worker has them or was faster."""
    person = User.objects.select_for_update(skip_locked=True, no_key=True).filter(pk=number).first()
    if person is None:
        return 0
    notices = list(_due(at).filter(recipient=person).order_by("created_at", "pk").prefetch_related("about"))
    seen = viewable(Reader(person), notices)
    hide(set(notices) - set(seen), at)
    chosen = chosen_by(person)
    reachable = person.is_active and person.mail_paused_at is None
    wanted = [
        notice
        for notice in seen
        if reachable and notice.read_at is None and wished(chosen, notice.kind) != Frequency.NEVER
    ]
    _mark(set(seen) - set(wanted), Notice.Told.NOT_MAILED, at)
    single = [notice for notice in wanted if _is_single(notice, wished(chosen, notice.kind))]
    _mail_single(person, single, at)
    together = [notice for notice in wanted if notice not in single]
    if together:
        _mark(together, Notice.Told.DIGEST, at, mail_digest(person, together))
    return len(notices)


def may_still_go(mail: OutgoingMail) -> bool:
    """Whether a mail that was held up holds only what its reader may see and wants; else its notices are told anew."""
    if not mail.key.startswith(KEYS):
        return True
    person = mail.person
    if person is None:
        return False
    notices = list(Notice.objects.filter(recipient=person, mail_key=mail.key).prefetch_related("about"))
    seen, chosen = viewable(Reader(person), notices), chosen_by(person)
    wanted = [notice for notice in seen if wished(chosen, notice.kind) != Frequency.NEVER]
    if person.is_active and len(wanted) == len(notices):
        return True
    hide(set(notices) - set(seen), timezone.now())
    again = Notice.objects.filter(pk__in=[notice.pk for notice in seen])
    again.update(told_at=None, told_as="", mail_key="", due_at=timezone.now())
    return False


def _due(at: datetime) -> QuerySet[Notice]:
    return Notice.objects.filter(told_at=None, due_at__lte=at, vetted=True)


def _is_single(notice: Notice, wish: Frequency) -> bool:
    """Whether it goes alone; one that was put off by the limit goes with the digest."""
    return wish == Frequency.INSTANT and notice.due_at < due(Frequency.DAILY, notice.created_at)


def _mail_single(person: User, notices: list[Notice], at: datetime) -> None:
    if not notices:
        return
    lately = Notice.objects.filter(recipient=person, told_as=Notice.Told.MAIL, told_at__gt=at - timedelta(hours=1))
    room = max(0, PER_HOUR - lately.count())
    for notice in notices[:room]:
        _mark([notice], Notice.Told.MAIL, at, mail_notice(person, notice))
    put_off = [notice.pk for notice in notices[room:]]
    Notice.objects.filter(pk__in=put_off).update(due_at=due(Frequency.DAILY, at))


def _mark(notices: Iterable[Notice], how: Notice.Told, at: datetime, mail_key: str = "") -> None:
    numbers = [notice.pk for notice in notices]
    if numbers:
        Notice.objects.filter(pk__in=numbers).update(told_at=at, told_as=how, mail_key=mail_key)
