"""Rooms register how they load their starter content; one function loads all of it, whole or not at all."""

from collections.abc import Callable

from django.db import transaction
from wagtail.models import Page

type Loader = Callable[[], int]

_loaders: list[tuple[int, str, Loader]] = []
_examples: list[tuple[int, str, Loader]] = []


def register(order: int, what: str, loader: Loader) -> None:
    """Announce a loader. Lower orders run first; it returns how many records it made."""
    _loaders.append((order, what, loader))
    _loaders.sort(key=lambda entry: entry[:2])


def register_examples(order: int, what: str, loader: Loader) -> None:
    """Announce a loader of made-up content, marked as such, which no server ever loads."""
    _examples.append((order, what, loader))
    _examples.sort(key=lambda entry: entry[:2])


def is_empty() -> bool:
    """Whether nobody has made a page yet: only Wagtail's root and its welcome page are there."""
    return not Page.objects.filter(depth__gt=2).exists() and Page.objects.filter(depth=2).count() <= 1


@transaction.atomic
def load_all(say: Callable[[str], None] = lambda line: None) -> None:
    """Load every room's starter content in one transaction.

    Raises StarterDataError when a data file has a mistake; nothing is loaded then.
    """
    for _order, what, loader in _loaders:
        say(f"  {what}: {loader()}")


@transaction.atomic
def load_examples(say: Callable[[str], None] = lambda line: None) -> None:
    """Load what shows the portal in use, after the starter content. Raises StarterDataError."""
    for _order, what, loader in _examples:
        say(f"  {what}: {loader()}")
