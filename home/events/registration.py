"""The rules of registration: who gets a seat, when, and how often. All moves of a registration's state stand here.

A seat is taken when the address is confirmed, under a lock on the event, so that the last one is given once.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core import signing
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from home.events.queries import taken_seats
from home.models import EventPage, Registration
from home.models.registration import CONSENT_VERSION
from portal import mail
from portal.states import Machine, Refused, note

State = Registration.State

MACHINE = Machine(
    {
        State.PENDING: frozenset({State.CONFIRMED, State.WAITLIST, State.CANCELLED, State.ERASED}),
        State.WAITLIST: frozenset({State.CONFIRMED, State.CANCELLED, State.ERASED}),
        State.CONFIRMED: frozenset({State.ATTENDED, State.CANCELLED, State.ERASED}),
        State.CANCELLED: frozenset({State.PENDING, State.ERASED}),
        State.ATTENDED: frozenset({State.ERASED}),
        State.ERASED: frozenset(),
    }
)
CONFIRM, CANCEL = "registration-confirm", "registration-cancel"
CONFIRM_WITHIN = 48 * 3600
"""Seconds for which the link that confirms an address works."""
CANCEL_WITHIN = 400 * 24 * 3600


@dataclass(frozen=True)
class Person:
    """What somebody told us on the form, after its checks."""

    name: str
    email: str
    organisation: str
    country: str
    role: str
    access_needs: str


def register(event: EventPage, *, person: Person, address: str, at: datetime | None = None) -> None:
    """Note that a person wants to come, and mail them the link that confirms it.

    Says nothing about an address that is known already: its owner gets a mail instead. `address` is where the portal
    stands, such as https://portal.example. Raises Refused when the event takes no registrations.
    """
    now = at or timezone.now()
    with transaction.atomic():
        locked = _lock(event)
        _require_open(locked, now)
        known = Registration.objects.filter(event=locked, email__iexact=person.email).first()
        if known is None:
            try:
                with transaction.atomic():
                    known = Registration.objects.create(
                        event=locked,
                        **vars(person),
                        consent_at=now,
                        consent_version=CONSENT_VERSION,
                        erase_after=locked.erase_on,
                    )
            except IntegrityError:  # Another process was faster; its mail is on the way.
                return
            note(known, "", State.PENDING, at=now)
        elif known.state == State.CANCELLED:
            for field, value in vars(person).items():
                setattr(known, field, value)
            known.consent_at, known.consent_version = now, CONSENT_VERSION
            MACHINE.move(known, State.PENDING, at=now)
        hour = f"{now:%Y%m%d%H}"
        if known.state == State.PENDING:
            _mail("confirm", known, address, key=f"registration-{known.pk}-confirm-{hour}")
        else:
            _mail("known", known, address, key=f"registration-{known.pk}-known-{hour}")


def confirm(registration: Registration, *, address: str, at: datetime | None = None) -> Registration:
    """Give the person a seat. Confirming twice changes nothing. Raises Refused when it is too late or full."""
    now = at or timezone.now()
    with transaction.atomic():
        event = _lock(registration.event)
        current = Registration.objects.select_for_update().get(pk=registration.pk)
        if current.state in {State.CONFIRMED, State.ATTENDED}:
            return current
        if current.state not in {State.PENDING, State.WAITLIST}:
            raise Refused(_("This registration was cancelled. Register again if you want to come."))
        _require_open(event, now)
        if event.capacity is not None and taken_seats(event) >= event.capacity:
            raise Refused(_("All seats are taken. Somebody may still cancel, so it can help to try again later."))
        current.confirmed_at = now
        MACHINE.move(current, State.CONFIRMED, at=now)
        _mail("confirmed", current, address, key=f"registration-{current.pk}-confirmed-{now:%Y%m%d%H%M%S%f}")
    return current


def cancel(registration: Registration, *, at: datetime | None = None) -> Registration:
    """Give the seat back. Cancelling twice changes nothing. Raises Refused when the event is over."""
    now = at or timezone.now()
    with transaction.atomic():
        event = _lock(registration.event)
        current = Registration.objects.select_for_update().get(pk=registration.pk)
        if current.state in {State.CANCELLED, State.ERASED}:
            return current
        if event.end <= now:
            raise Refused(_("The event is over, so there is nothing left to cancel."))
        MACHINE.move(current, State.CANCELLED, at=now)
    return current


def erase(registration: Registration, *, actor: Any = None, at: datetime | None = None) -> None:
    """Empty everything personal; the row stays so that counts do."""
    now = at or timezone.now()
    with transaction.atomic():
        current = Registration.objects.select_for_update().get(pk=registration.pk)
        if current.state == State.ERASED:
            return
        for field in ("name", "email", "organisation", "country", "role", "access_needs"):
            setattr(current, field, "")
        MACHINE.move(current, State.ERASED, actor=actor, at=now)


def token_for(registration: Registration, purpose: str) -> str:
    """A signed token that serves one purpose for one registration."""
    return signing.dumps(registration.pk, salt=purpose, compress=False)


def registration_of(token: str, purpose: str) -> Registration | None:
    """The registration behind a token; None for a wrong, old or foreign one."""
    within = CONFIRM_WITHIN if purpose == CONFIRM else CANCEL_WITHIN
    try:
        pk = signing.loads(token, salt=purpose, max_age=within)
    except signing.BadSignature:
        return None
    rows = Registration.objects.select_related("event").exclude(state=State.ERASED)
    return rows.filter(pk=pk).first() if isinstance(pk, int) else None


def _lock(event: EventPage) -> EventPage:
    """The event as it is now, held until the end of the transaction: one registration at a time decides about seats."""
    return EventPage.objects.select_for_update(of=("self",)).get(pk=event.pk)


def _require_open(event: EventPage, now: datetime) -> None:
    if event.takes_registrations(now):
        return
    if event.registration_opens and now < event.registration_opens:
        raise Refused(_("Registration has not opened yet."))
    raise Refused(_("Registration for this event is closed."))


def _mail(kind: str, registration: Registration, address: str, *, key: str) -> None:
    context = {
        "registration": registration,
        "event": registration.event,
        "address": address,
        "confirm_token": token_for(registration, CONFIRM),
        "cancel_token": token_for(registration, CANCEL),
    }
    mail.queue(key=key, to=registration.email, template=f"mail/registration_{kind}.txt", context=context)
