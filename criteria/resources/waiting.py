"""How long a submission waits, in working days: Monday to Friday, since networks share no public holidays."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

REMIND_AFTER = 5
"""Working days until reviewers are reminded, and again until coordinators are."""
WEEK = 5


def working_days(since: datetime, until: datetime) -> int:
    """Working days that began after the day of `since`, up to the day of `until`, both in UTC."""
    return max(0, _index(until.date()) - _index(since.date()))


def _index(day: date) -> int:
    """Working days since a Monday long ago, the day itself included; a weekend counts as its Friday."""
    days = (day - date(1970, 1, 5)).days
    return days // 7 * WEEK + min(days % 7 + 1, WEEK)


def long_ago(now: datetime, days: int = REMIND_AFTER) -> datetime:
    """A moment before which everything has waited for so many working days, for a first choice by the database."""
    return now - timedelta(days=days)


@dataclass(frozen=True)
class Age:
    """How long something has waited, for lists."""

    days: int

    @property
    def is_overdue(self) -> bool:
        return self.days >= REMIND_AFTER
