"""Reading notices: the list in the portal and its count, without what the reader may not see any more."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.db.models import Case, QuerySet, When
from django.utils import timezone

from portal.models import Notice, User
from portal.notices.kinds import kind_of
from portal.reader import Reader
from portal.rights import may


def listed(user: User) -> QuerySet[Notice]:
    """What stands in somebody's list: unread first, then the newest."""
    rows = Notice.objects.filter(recipient=user, hidden_at=None, vetted=True)
    return rows.order_by(Case(When(read_at=None, then=0), default=1), "-created_at", "-pk").prefetch_related("about")


def unread_count(reader: Reader) -> int:
    """How many notices wait to be read; asks once per request, and nothing for anonymous people."""
    if reader.user is None:
        return 0
    return reader.once("notices.unread", lambda: _unread(reader.user).count())


def _unread(user: User | None) -> QuerySet[Notice]:
    return Notice.objects.filter(recipient=user, hidden_at=None, read_at=None, vetted=True)


def viewable(reader: Reader, notices: Iterable[Notice]) -> list[Notice]:
    """Those whose thing is still there and of which the reader may still be told."""
    return [
        notice
        for notice in notices
        if notice.about is not None and may(reader, kind_of(notice.kind).needs, notice.about)
    ]


def hide(notices: Iterable[Notice], at: datetime) -> None:
    """Take notices out of the list for good, and mail no word of them."""
    numbers = [notice.pk for notice in notices]
    if not numbers:
        return
    rows = Notice.objects.filter(pk__in=numbers)
    rows.filter(told_at=None).update(told_at=at, told_as=Notice.Told.NOT_MAILED)
    rows.update(hidden_at=at)


def shown(reader: Reader, notices: Sequence[Notice]) -> list[Notice]:
    """Part of the list as it may be shown now; what the reader lost sight of is hidden from now on."""
    seen = viewable(reader, notices)
    hide(set(notices) - set(seen), timezone.now())
    return seen
