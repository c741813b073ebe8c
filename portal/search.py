"""The search across pages and library: rooms register what can be found, one function asks them all."""

from collections.abc import Callable
from dataclasses import dataclass

from django.http import HttpRequest
from django.utils.functional import Promise
from wagtail.models import Page

MAX_QUERY = 200
"""Characters of a search that are looked at; the rest is cut."""
PER_SOURCE = 20


@dataclass(frozen=True)
class Hit:
    """Something found."""

    title: str
    url: str
    summary: str
    kind: str | Promise


type Source = Callable[[str, HttpRequest, int], tuple[list[Hit], int]]

_sources: dict[str, tuple[str | Promise, Source]] = {}


@dataclass(frozen=True)
class Found:
    """The hits of one source, best first, and how many there are in all."""

    label: str | Promise
    hits: list[Hit]
    total: int


def register_source(key: str, label: str | Promise, source: Source) -> None:
    """Make a room's records findable: `source(words, request, limit)` gives hits and their total number."""
    _sources[key] = (label, source)


def clean_words(raw: str) -> str:
    """The words of a search, without control characters and cut to MAX_QUERY."""
    printable = "".join(character if character.isprintable() else " " for character in raw[: MAX_QUERY * 4])
    return " ".join(printable.encode("utf-8", "ignore").decode().split())[:MAX_QUERY]


def search(words: str, request: HttpRequest) -> list[Found]:
    """What every source found for `words`; sources without hits are left out."""
    if not words:
        return []
    found = [Found(label, *source(words, request, PER_SOURCE)) for label, source in _sources.values()]
    return [part for part in found if part.total]


def search_pages(words: str, request: HttpRequest, limit: int) -> tuple[list[Hit], int]:
    """Live pages that anybody may read; whoever is signed in searches the CMS for the others."""
    results = Page.objects.live().public().search(words)
    pages = Page.objects.filter(pk__in=[page.pk for page in results[:limit]]).specific()
    by_pk = {page.pk: page for page in pages}
    ordered = [by_pk[page.pk] for page in results[:limit] if page.pk in by_pk]
    hits = [
        Hit(page.title, page.get_url(request) or "", getattr(page, "meta_description", ""), page.get_verbose_name())
        for page in ordered
    ]
    return hits, results.count()
