"""How often somebody wants mail about a kind of notice, and when that is."""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from portal.models import Frequency, Notice, NoticeWish, User
from portal.notices.kinds import kind_of, kinds

EVERYTHING = ""
"""The wish that counts for every kind without one of its own."""
DIGEST_HOUR = 5
"""Digests are due at this hour of the day (UTC): before work starts everywhere in Europe. Weekly ones on Mondays."""

type Wishes = Mapping[str, Frequency]


def wishes_of(user: User) -> dict[str, Frequency]:
    """How often this person wants mail about each registered kind."""
    chosen = _chosen([user.pk]).get(user.pk, {})
    return {kind.key: wished(chosen, kind.key) for kind in kinds()}


def wishes_about(kind: str, people: Iterable[User]) -> dict[int, Frequency]:
    """How often each of these people, by number, wants mail about one kind; one query."""
    numbers = [person.pk for person in people]
    chosen = _chosen(numbers, {kind, EVERYTHING})
    return {number: wished(chosen.get(number, {}), kind) for number in numbers}


def wished(chosen: Wishes, kind: str) -> Frequency:
    """What counts for a kind: the person's choice, else their choice for everything, else what the kind proposes."""
    return chosen.get(kind) or chosen.get(EVERYTHING) or kind_of(kind).default


def chosen_by(user: User) -> Wishes:
    """What this person chose, by kind; kinds they never chose about are missing."""
    return _chosen([user.pk]).get(user.pk, {})


def choose(user: User, choices: Wishes, *, language: str | None = None, at: datetime | None = None) -> None:
    """Note what somebody wants from now on; what waits to be mailed follows it."""
    now = at or timezone.now()
    with transaction.atomic():
        _lock(user)
        if language:
            User.objects.filter(pk=user.pk).update(language=language)
        for kind, frequency in choices.items():
            NoticeWish.objects.update_or_create(user=user, kind=kind, defaults={"frequency": frequency})
        _reschedule(user, now)


def stop(user: User, kind: str, *, at: datetime | None = None) -> None:
    """No more mail about a kind, or about anything at all (`EVERYTHING`), kinds of later releases included."""
    now = at or timezone.now()
    with transaction.atomic():
        _lock(user)
        if kind == EVERYTHING:
            NoticeWish.objects.filter(user=user).exclude(kind=EVERYTHING).delete()
        NoticeWish.objects.update_or_create(user=user, kind=kind, defaults={"frequency": Frequency.NEVER})
        _reschedule(user, now)


def resume_mail(user: User) -> None:
    """Mail notices again to somebody whose address had refused it."""
    User.objects.filter(pk=user.pk).update(mail_paused_at=None)


def due(frequency: Frequency, at: datetime) -> datetime:
    """When a notice of this moment may be mailed."""
    if frequency not in {Frequency.DAILY, Frequency.WEEKLY}:
        return at
    day = timezone.localtime(at, timezone.get_default_timezone())
    moment = day.replace(hour=DIGEST_HOUR, minute=0, second=0, microsecond=0)
    while moment <= at or (frequency == Frequency.WEEKLY and moment.weekday() != 0):
        moment += timedelta(days=1)
    return moment


def _chosen(people: Iterable[int], only: set[str] | None = None) -> dict[int, dict[str, Frequency]]:
    rows = NoticeWish.objects.filter(user__in=people)
    if only is not None:
        rows = rows.filter(kind__in=only)
    found: dict[int, dict[str, Frequency]] = {}
    for user, kind, frequency in rows.values_list("user_id", "kind", "frequency"):
        found.setdefault(user, {})[kind] = Frequency(frequency)
    return found


def _lock(user: User) -> None:
    """Telling holds the same lock: after a wish is noted no mail goes by the old one."""
    User.objects.select_for_update(no_key=True).get(pk=user.pk)


def _reschedule(user: User, now: datetime) -> None:
    chosen = chosen_by(user)
    waiting = Notice.objects.filter(recipient=user, told_at=None)
    for kind in waiting.order_by().values_list("kind", flat=True).distinct():
        frequency = wished(chosen, kind)
        rows = waiting.filter(kind=kind)
        if frequency == Frequency.NEVER:
            rows.update(told_at=now, told_as=Notice.Told.NOT_MAILED)
        else:
            rows.update(due_at=due(frequency, now))
