"""The cast of these tests, in functions that worker processes use as well."""

from datetime import UTC, datetime, timedelta

from django.contrib.auth.models import Group

from portal.models import Frequency, Notice, User
from portal.notices import notify, register_followable, register_kind
from portal.reader import Reader

MONDAY = datetime(2026, 11, 23, 12, tzinfo=UTC)
NEXT_DAY = MONDAY + timedelta(hours=18)
NEXT_WEEK = MONDAY + timedelta(days=7)


def may_view(reader: Reader, thing: Group) -> bool:
    return reader.user is not None and reader.user.groups.filter(pk=thing.pk).exists()


def register_all() -> None:
    register_kind("decision", "Decisions", default=Frequency.INSTANT, explains="About what you share.")
    register_kind("topic", "Topics", default=Frequency.DAILY, explains="About what you follow.")
    register_kind("news", "News", default=Frequency.WEEKLY)
    register_followable(Group, "Group", lambda thing: f"/en/groups/{thing.pk}/")


def make_thing(name: str = "Take-back guide") -> Group:
    return Group.objects.create(name=name)


def make_member(email: str = "mira@example.org", thing: Group | None = None, **fields) -> User:
    """Somebody who may view the thing."""
    user = User.objects.create_user(email, **fields)
    if thing:
        user.groups.add(thing)
    return user


def tell_about(
    thing: Group, *people: User, kind: str = "topic", key: str = "one", at: datetime = MONDAY, **more
) -> None:
    values = {"title": f"News of {thing.name}", "text": "It changed.", "url": "/en/thing/"} | more
    notify(kind, to=people, about=thing, key=key, at=at, **values)


def the_notice() -> Notice:
    return Notice.objects.get()
