"""Marking notices as read."""

from collections.abc import Iterable

from django.contrib.contenttypes.models import ContentType
from django.db.models import Model
from django.utils import timezone

from portal.models import Notice, User


def read(user: User, number: int) -> Notice | None:
    """Note that somebody has seen one of their notices; None when it is not theirs or hidden."""
    notice = (
        Notice.objects.filter(recipient=user, hidden_at=None, vetted=True, pk=number).prefetch_related("about").first()
    )
    if notice is not None and notice.read_at is None:
        Notice.objects.filter(pk=number, read_at=None).update(read_at=timezone.now())
    return notice


def read_all(user: User, up_to: int) -> None:
    """Note that somebody has seen their notices up to a number: what came while they looked stays unread."""
    Notice.objects.filter(recipient=user, read_at=None, vetted=True, pk__lte=up_to).update(read_at=timezone.now())


def settle(kind: str, things: Iterable[Model]) -> None:
    """What notices of a kind asked for is done: nobody has to read them any more, and no mail goes out for them."""
    for thing in things:
        about = ContentType.objects.get_for_model(thing)
        waiting = Notice.objects.filter(kind=kind, about_type=about, about_id=str(thing.pk), read_at=None)
        waiting.update(read_at=timezone.now())
