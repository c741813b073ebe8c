"""The page of a shelf over HTTP: whole, or the part that changes with a filter."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.cache import patch_vary_headers

from criteria.library import search
from criteria.library.shelves import Shelf
from criteria.tags import queries as tags
from portal.reader import reader_of


def page(request: HttpRequest, shelf: Shelf, *, template: str, heading: str) -> HttpResponse:
    """All records of a shelf that fit the address and that the reader may see.

    `template` must hold a partial named `library`.
    """
    result = search.ask(request.GET, reader_of(request), shelf)
    if result.asked.unknown_count and (moved := _tags_moved(request)):
        return redirect(f"{request.path}?{moved}", permanent=True)
    context = {
        "result": result,
        "sorts": shelf.sorts_for(result.query.words),
        "heading": heading,
        "in_every_language": True,
        "noindex": result.query.is_narrowed,
    }
    part = "#library" if request.headers.get("HX-Request") else ""
    response = render(request, f"{template}{part}", context)
    patch_vary_headers(response, ["HX-Request"])
    return response


def _tags_moved(request: HttpRequest) -> str:
    """The same question with the tags as they are called today; empty when none of them was renamed or merged."""
    reader, asked = reader_of(request), request.GET.copy()
    values = asked.getlist("tag")
    today = [found.slug if (found := tags.moved_to(reader, slug)) else slug for slug in values]
    if today == values:
        return ""
    asked.setlist("tag", list(dict.fromkeys(today)))
    return asked.urlencode()
