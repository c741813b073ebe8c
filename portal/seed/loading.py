"""Rooms register how they load their starter content; one function loads all of it, whole or not at all."""

from collections.abc import Callable, Iterable

from django.db import transaction
from django.utils.module_loading import import_string
from wagtail.models import Page

type Loader = Callable[[], int]

_loaders: list[tuple[int, str, str]] = []
_examples: list[tuple[int, str, str]] = []


def register(order: int, what: str, loader: str) -> None:
    """Announce a loader by its dotted name: it is imported when it runs, which what serves pages never does.

    Lower orders run first; it returns how many records it made.
    """
    _loaders.append((order, what, loader))
    _loaders.sort(key=lambda entry: entry[:2])


def register_examples(order: int, what: str, loader: str) -> None:
    """The same for a loader of made-up content, marked as such, which no server ever loads."""
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
    _run(_loaders, say)


@transaction.atomic
def load_examples(say: Callable[[str], None] = lambda line: None) -> None:
    """Load what shows the portal in use, after the starter content. Raises StarterDataError."""
    _run(_examples, say)


def _run(loaders: Iterable[tuple[int, str, str]], say: Callable[[str], None]) -> None:
    for _order, what, name in loaders:
        loader: Loader = import_string(name)
        say(f"  {what}: {loader()}")
