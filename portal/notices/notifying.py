"""Telling people something: one notice for each who may see the thing, written with what caused it."""

from collections.abc import Callable, Iterable
from datetime import datetime

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import Model
from django.utils import timezone, translation
from django.utils.functional import Promise

from portal.models import Frequency, Notice, User
from portal.notices.kinds import is_known, kind_of
from portal.notices.telling import tell
from portal.notices.wishes import due, wishes_about
from portal.reader import Reader
from portal.rights import may

type Text = str | Promise | Callable[[], str | Promise]
"""A lazy text, or a function where a text has values in it: each is rendered once for every language needed."""
AT_ONCE = 25
"""So many people are mailed before the request ends; where it is more, the next run of `manage.py digests` does it."""
MANY = 200
"""From so many people on rights are not asked before the request ends: nobody sees a notice until the next run has."""
BATCH = 1000


def notify(
    kind: str,
    *,
    to: Iterable[User],
    about: Model,
    key: str,
    title: Text,
    text: Text = "",
    url: Text,
    actor: User | None = None,
    at: datetime | None = None,
) -> None:
    """Tell people about a thing, each once per `key`; belongs into the transaction of what happened.

    Left out are the one who did it, accounts that are closed, and whoever lacks the right that the kind needs. `url` is
    an address inside the portal; give a function (`page.get_absolute_url`) so that it leads into the reader's language.
    Raises ValueError for a kind nobody registered and for an address elsewhere.
    """
    if not is_known(kind):
        raise ValueError(f"The kind of notice “{kind}” is not registered.")
    now, needs = at or timezone.now(), kind_of(kind).needs
    people = {person.pk: person for person in to if person.is_active and (actor is None or person.pk != actor.pk)}
    are_many = len(people) >= MANY
    allowed = [person for person in people.values() if are_many or may(Reader(person), needs, about)]
    wishes = wishes_about(kind, allowed)
    said: dict[str, dict[str, str]] = {}
    for person in allowed:
        if person.language not in said:
            said[person.language] = _say(person.language, title, text, url)
    subject = ContentType.objects.get_for_model(about)
    rows = [
        Notice(
            recipient=person, kind=kind, key=key, about_type=subject, about_id=str(about.pk), actor=actor,
            vetted=not are_many, **said[person.language], **_schedule(wishes[person.pk], now),
        )
        for person in allowed
    ]  # fmt: skip
    Notice.objects.bulk_create(rows, ignore_conflicts=True, batch_size=BATCH)
    at_once = [number for number, wish in wishes.items() if wish == Frequency.INSTANT]
    if 0 < len(at_once) <= AT_ONCE and not are_many:
        transaction.on_commit(lambda: tell.enqueue(at_once))


def _say(language: str, title: Text, text: Text, url: Text) -> dict[str, str]:
    with translation.override(language):
        path = _rendered(url)
        if not path.startswith("/") or path.startswith("//"):
            raise ValueError(f"“{path}” is no address inside the portal.")
        return {"title": " ".join(_rendered(title).split())[:300], "text": _rendered(text).strip(), "path": path}


def _rendered(text: Text) -> str:
    return str(text() if callable(text) else text)


def _schedule(wish: Frequency, now: datetime) -> dict[str, object]:
    if wish == Frequency.NEVER:
        return {"created_at": now, "due_at": now, "told_at": now, "told_as": Notice.Told.NOT_MAILED}
    return {"created_at": now, "due_at": due(wish, now)}
