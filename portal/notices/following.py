"""Following things: a tag, a criterion, a network; what may be followed is registered by the room that owns it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import reduce
from operator import or_
from typing import Any

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.db.models import Model, Q, QuerySet
from django.utils.functional import Promise

from portal.models import Follow, User
from portal.reader import Reader
from portal.rights import may


@dataclass(frozen=True)
class Followable:
    """A type of thing: what it is called, and where one of it stands."""

    model: type[Model]
    label: str | Promise
    url: Callable[[Any], str | None]


@dataclass(frozen=True)
class Followed:
    """Something a person follows, ready to be listed; `key` is what the button sends."""

    key: str
    label: str | Promise
    title: str
    url: str
    since: datetime
    target: Model


_followable: dict[type[Model], Followable] = {}


def register_followable(model: type[Model], label: str | Promise, url: Callable[[Any], str | None]) -> None:
    """Let people follow things of a type; called from the app configuration of the room that owns it."""
    if model in _followable:
        raise ValueError(f"{model._meta.label} is registered twice.")
    _followable[model] = Followable(model, label, url)


def is_followable(target: Model) -> bool:
    return type(target) in _followable


def key_of(target: Model) -> str:
    """How a form names a thing: `criteria.criterion:12`."""
    return f"{target._meta.label_lower}:{target.pk}"


def found_by(key: str, reader: Reader) -> Model | None:
    """The thing a form names; None when there is none, nobody can follow it, or the reader may not view it."""
    label, _colon, number = key.partition(":")
    try:
        model = apps.get_model(label)
        target = model._base_manager.filter(pk=number).first() if model in _followable else None
    except (LookupError, ValueError, ValidationError):
        return None
    return target if target is not None and may(reader, "view", target) else None


def follow(user: User, target: Model) -> bool:
    """Note that somebody wants to hear about a thing; whether that is new."""
    return Follow.objects.get_or_create(user=user, **_named(target))[1]


def unfollow(user: User, target: Model) -> bool:
    """Forget that somebody follows a thing; whether they did."""
    return Follow.objects.filter(user=user, **_named(target)).delete()[0] > 0


def follows(user: User | None, target: Model) -> bool:
    """Whether somebody follows a thing; nobody anonymous does."""
    return user is not None and Follow.objects.filter(user=user, **_named(target)).exists()


def keys_followed_by(user: User) -> frozenset[str]:
    """The keys of all that somebody follows: for pages with a button for each of many things. One query."""
    rows = Follow.objects.filter(user=user).values_list("target_type", "target_id")
    kinds = {pk: ContentType.objects.get_for_id(pk) for pk, _number in rows}
    return frozenset(f"{kinds[pk].app_label}.{kinds[pk].model}:{number}" for pk, number in rows)


def followers_of(*targets: Model | None) -> QuerySet[User]:
    """Everybody who follows one of the things and whose account is open; nobody follows None.

    `notify` leaves out who may not view it.
    """
    named = reduce(or_, (Q(**_named(target)) for target in targets if target is not None), Q(pk__in=()))
    numbers = Follow.objects.filter(named).values("user")
    return User.objects.filter(pk__in=numbers, is_active=True).order_by("pk")


def followed_by(user: User) -> list[Followed]:
    """What somebody follows, latest first, without what is gone or closed to them by now."""
    reader, found = Reader(user), []
    for row in Follow.objects.filter(user=user).prefetch_related("target"):
        target = row.target
        if target is None or not is_followable(target) or not may(reader, "view", target):
            continue
        kind = _followable[type(target)]
        found.append(Followed(key_of(target), kind.label, str(target), kind.url(target) or "", row.since, target))
    return found


def _named(target: Model) -> dict[str, Any]:
    return {"target_type": ContentType.objects.get_for_model(target), "target_id": str(target.pk)}
