"""Personal data whose time is over is forgotten by a chore: rooms register what they let go, and when."""

from collections.abc import Callable
from datetime import datetime, timedelta

from allauth.account.models import EmailAddress
from django.conf import settings
from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.tasks import task
from django.utils import timezone

from portal.mail import EMPTY, MAX_ATTEMPTS
from portal.models import OutgoingMail, User

type Forget = Callable[[datetime], int]
"""Forgets what is overdue at this moment; how many things that were. Called again for what is overdue later."""

UNSENT_MAIL_KEPT = timedelta(days=30)
"""Mail that could not be sent for so long is given up, and emptied as if it had been sent."""

_chores: dict[str, Forget] = {}


def register(key: str, forget: Forget) -> None:
    """Register what a room forgets; called from its app configuration. `key` is what the chore calls it."""
    if key in _chores:
        raise ValueError(f"“{key}” is forgotten twice.")
    _chores[key] = forget


@task()
def forget_overdue() -> dict[str, int]:
    """Run every chore once; how many things each forgot."""
    now = timezone.now()
    return {key: forget(now) for key, forget in sorted(_chores.items())}


def forget_unconfirmed_accounts(now: datetime) -> int:
    """Remove accounts whose owner never proved that the address is theirs, with all that hangs on them.

    Nobody was ever inside them, so there is nothing to keep. Accounts that administrators made have no address that
    waits for its proof, and stay.
    """
    removed = 0
    for pk in _unconfirmed(now).order_by("pk").values_list("pk", flat=True):
        with transaction.atomic():
            # Whoever types the code at this very moment changes the address, and is no longer found below.
            list(EmailAddress.objects.select_for_update().filter(user_id=pk))
            account = _unconfirmed(now).filter(pk=pk).select_for_update(of=("self",)).first()
            if account is not None:
                account.delete()
                removed += 1
    return removed


def forget_unsent_mail(now: datetime) -> int:
    """Give up mail that no server took, and forget to whom it was and what it said."""
    old = OutgoingMail.objects.filter(created_at__lt=now - UNSENT_MAIL_KEPT, sent_at=None).exclude(to="")
    return old.update(attempts=MAX_ATTEMPTS, **EMPTY)


def _unconfirmed(now: datetime) -> QuerySet[User]:
    own = EmailAddress.objects.filter(user=OuterRef("pk"))
    made_before = now - timedelta(days=settings.UNCONFIRMED_ACCOUNT_DAYS)
    never_inside = User.objects.filter(last_login=None, date_joined__lt=made_before, erased_at=None)
    plain = never_inside.filter(is_staff=False, is_superuser=False, groups=None)
    return plain.filter(Exists(own), ~Exists(own.filter(verified=True)))
