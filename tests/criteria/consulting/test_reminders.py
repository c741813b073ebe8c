"""Who is reminded of a consultation: followers before it closes, those who answer while answers are missing."""

import pytest
from django.core.management import call_command
from django.utils import timezone

from criteria.consulting import reminding
from criteria.models import Consultation
from portal.models import Notice
from portal.notices import follow
from tests.factories.consulting import answer, say
from tests.factories.lifecycle import days


def runs(asked, opens, closes):
    Consultation.objects.filter(pk=asked.pk).update(opens_on=days(opens), closes_on=days(closes))


def reminded(kind=reminding.CLOSING):
    return set(Notice.objects.filter(kind=kind).values_list("recipient__email", flat=True))


@pytest.fixture
def followed(cast, asked):
    """Three people follow the criterion, what it is for, and who looks after it; one of them has taken part."""
    follow(cast.user("account"), asked.criterion)
    follow(cast.user("market"), asked.criterion.owner_network)
    follow(cast.user("other"), asked.criterion.product_groups.get())
    say(asked, cast.user("market"))
    return asked


@pytest.mark.parametrize(
    ("opens", "closes", "are"), [(-9, 5, True), (-9, 0, True), (-9, 6, False), (-9, -1, False), (0, 3, False)]
)
def test_followers_who_said_nothing_are_reminded_some_days_before(cast, followed, opens, closes, are):
    runs(followed, opens, closes)
    assert reminding.remind.call() == (2 if are else 0)
    assert reminded() == ({cast.user("account").email, cast.user("other").email} if are else set())


def test_nobody_is_reminded_twice_of_the_same_day(cast, followed):
    runs(followed, -9, 4)
    call_command("reminders")
    assert reminding.remind.call() == 0
    runs(followed, -9, 20)  # People got more time.
    assert reminding.remind.call() == 0
    runs(followed, -26, 3)
    assert reminding.remind.call() == 2
    assert Notice.objects.filter(kind=reminding.CLOSING, read_at=None).count() == 2


def test_who_may_not_take_part_is_not_reminded(cast, followed):
    Consultation.objects.filter(pk=followed.pk).update(audience="members")
    runs(followed, -9, 4)
    reminding.remind.call()
    assert reminded() == {cast.user("other").email}


def test_those_who_answer_are_reminded_every_week_while_answers_are_missing(cast, asked):
    reviewer = cast.user("reviewer")
    comment = say(asked, cast.user("foreign-reviewer"))
    runs(asked, -30, 1)
    assert reminding.remind.call() == 0
    for day, new in ((-1, 1), (-3, 0), (-8, 1)):
        runs(asked, -30, day)
        assert reminding.remind.call() == new, day
    assert reminded(reminding.MISSING) == {reviewer.email}
    assert Notice.objects.filter(kind=reminding.MISSING).latest("pk").title.startswith("1 comment waits")
    answer(comment, reviewer)
    runs(asked, -30, -20)
    assert reminding.remind.call() == 0


def test_reminders_are_of_today(cast, followed):
    runs(followed, -9, 4)
    reminding.remind.call()
    notice = Notice.objects.filter(kind=reminding.CLOSING).first()
    assert notice.path == "/en/criteria/CFIT-LAP-TST-01/consultation/"
    assert notice.created_at.date() == timezone.now().date()
