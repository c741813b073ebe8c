"""Brings criteria to any place in their life by the same actions that people take."""

from collections.abc import Callable
from datetime import timedelta

from django.utils import timezone

from criteria.lifecycle import actions
from criteria.models import Consultation, Criterion
from portal.models import User
from tests.factories.criteria import make_criterion

WHY = "Because the group said so."


def days(number: int):
    return timezone.localdate() + timedelta(days=number)


def consult(criterion: Criterion, by: User) -> Consultation:
    return actions.open_consultation(criterion, opens_on=days(0), closes_on=days(30), question="Is it fit?", by=by)


def let_time_pass(criterion: Criterion) -> None:
    """The days of its consultation are over."""
    Consultation.objects.filter(criterion=criterion).update(opens_on=days(-30), closes_on=days(-1))


def review(criterion: Criterion, by: User) -> None:
    consult(criterion, by)
    let_time_pass(criterion)
    actions.put_into_review(criterion, reason=WHY, by=by)


def endorse(criterion: Criterion, by: User) -> None:
    review(criterion, by)
    actions.endorse(criterion, reason=WHY, by=by)


def renew(criterion: Criterion, by: User) -> None:
    endorse(criterion, by)
    actions.begin_edition(criterion, reason=WHY, by=by)


def renew_and_consult(criterion: Criterion, by: User) -> None:
    renew(criterion, by)
    consult(criterion, by)


def renew_and_review(criterion: Criterion, by: User) -> None:
    renew(criterion, by)
    review(criterion, by)


def supersede(criterion: Criterion, by: User) -> None:
    actions.supersede(criterion, successor=make_criterion(), reason=WHY, by=by)


def withdraw(criterion: Criterion, by: User) -> None:
    actions.withdraw(criterion, reason=WHY, by=by)


PLACES: dict[str, Callable[[Criterion, User], object]] = {
    "draft": lambda criterion, by: None,
    "proposed": lambda criterion, by: None,
    "consultation": consult,
    "review": review,
    "endorsed": endorse,
    "endorsed, next in work": renew,
    "endorsed, next in consultation": renew_and_consult,
    "endorsed, next in review": renew_and_review,
    "superseded": supersede,
    "withdrawn": withdraw,
}
"""Every place a criterion can be in, and how it gets there."""


def make_criterion_at(place: str, by: User, **fields) -> Criterion:
    criterion = make_criterion(published=place != "draft", **fields)
    PLACES[place](criterion, by)
    return Criterion.objects.get(pk=criterion.pk)
