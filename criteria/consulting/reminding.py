"""Reminders of consultations: to followers before the last day, to those who answer while answers are missing."""

from datetime import date, timedelta

from django.db import transaction
from django.db.models import Q
from django.tasks import task
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from criteria import followers
from criteria.consulting.queries import address_of
from criteria.consulting.rights import ANSWERED_IN, may_moderate_somewhere
from criteria.consulting.telling import caretakers_of
from criteria.models import Consultation, ConsultationComment
from portal.models import Notice
from portal.notices import Frequency, notify, register_kind, settle

CLOSING, MISSING = "consulting.closing", "consulting.missing"
BEFORE = timedelta(days=5)
AGAIN = timedelta(days=7)


def register() -> None:
    """Make the kinds known."""
    register_kind(
        CLOSING,
        _("Consultations that close"),
        default=Frequency.DAILY,
        explains=_("A consultation on something you follow closes in a few days, and you have not taken part."),
        needs="take_part",
    )
    register_kind(
        MISSING,
        _("Answers that are missing"),
        default=Frequency.DAILY,
        explains=_("A consultation that your network answers has closed, and comments still wait."),
        needs="moderate_comments",
        reaches=may_moderate_somewhere,
    )


@task()
def remind() -> int:
    """Send the reminders of today; how many are new. Can run any number of times a day."""
    today = timezone.localdate()
    before = _sent()
    for asked in _closing(today):
        _remind_followers(asked)
    for asked in _unanswered(today):
        _remind_caretakers(asked, today)
    return _sent() - before


def _closing(today: date) -> list[Consultation]:
    """Open ones that close within the days, but not on the day they opened: followers heard of them just now."""
    rows = Consultation.objects.filter(ended_on=None, opens_on__lt=today, closes_on__range=(today, today + BEFORE))
    return list(rows.filter(criterion__live=True).select_related("criterion"))


def _unanswered(today: date) -> list[Consultation]:
    """Closed ones with comments that wait for somebody, on the way to endorsement."""
    waiting = ConsultationComment.objects.unanswered() | ConsultationComment.objects.unmoderated()
    rows = Consultation.objects.filter(Q(closes_on__lt=today) | Q(ended_on__isnull=False))
    rows = rows.filter(criterion__live=True, criterion__status__in=ANSWERED_IN)
    return list(rows.filter(pk__in=waiting.values("consultation")).select_related("criterion"))


@transaction.atomic
def _remind_followers(asked: Consultation) -> None:
    """Those who follow it and have said nothing; once, and once more only where its last day was put off."""
    spoke = set(asked.comments.filter(taken_back_at=None).values_list("author", flat=True))
    title, day, key = asked.read().title, asked.closes_on, f"consultation-{asked.pk}-closes-{asked.closes_on}"
    outdated = Notice.objects.filter(kind=CLOSING, about_id=str(asked.pk), read_at=None).exclude(key=key)
    outdated.update(read_at=timezone.now())
    notify(
        CLOSING,
        to=[person for person in followers.people_around(asked.criterion) if person.pk not in spoke],
        about=asked,
        key=key,
        title=lambda: gettext("Closes on %(day)s: %(title)s") % {"day": date_format(day), "title": title},
        text=asked.question,
        url=lambda: address_of(asked),
    )


@transaction.atomic
def _remind_caretakers(asked: Consultation, today: date) -> None:
    """Those who answer, on the day after it closed and every week from then on."""
    ended = min(filter(None, [asked.closes_on, asked.ended_on]))
    week = (today - ended) // AGAIN
    count = (asked.comments.unanswered() | asked.comments.unmoderated()).count()
    title = asked.read().title
    settle(MISSING, [asked])
    notify(
        MISSING,
        to=caretakers_of(asked.criterion),
        about=asked,
        key=f"consultation-{asked.pk}-missing-{week}",
        title=lambda: (
            ngettext("%(count)d comment waits: %(title)s", "%(count)d comments wait: %(title)s", count)
            % {"count": count, "title": title}
        ),
        url=lambda: address_of(asked),
    )


def _sent() -> int:
    return Notice.objects.filter(kind__in=[CLOSING, MISSING]).count()
