"""A shelf of the library as a list of the API: the browse page's parameters, and a cursor instead of page numbers."""

from collections.abc import Callable, Iterable
from typing import Any

from django.http import HttpRequest, HttpResponse

from criteria.library import search
from criteria.library.shelves import Shelf
from portal.api import paging
from portal.api.paging import page_of_rows, question_of
from portal.reader import NOBODY

type Records = Callable[[HttpRequest, Any], list[dict[str, Any]]]


def listed(request: HttpRequest, shelf: Shelf, records: Records, *, cursor: str, limit: int) -> HttpResponse:
    """The records that fit the address; filters mean what they mean on the page, and unknown ones are named."""
    narrowed = search.narrow(request.GET, NOBODY, shelf)
    asked = narrowed.asked
    spoken = {"lang": asked.query.language} if asked.query.language else {}
    question = question_of({"q": asked.query.words, "sort": asked.query.sort, **asked.query.selected, **spoken})
    page = page_of_rows(narrowed.rows, order=narrowed.order, cursor=cursor, limit=limit, question=question)
    more = {"unknown": asked.unknown, "unknown_count": asked.unknown_count}
    return paging.listed(request, records(request, page.items), total=narrowed.total, after=page.after, more=more)


def parameters_of(shelf: Shelf, *, leave_out: Iterable[str] = ()) -> list[dict[str, Any]]:
    """The filters and orders of a shelf as OpenAPI parameters, from the same table that the page is made of."""
    filters = [
        _parameter(
            group.key,
            {"type": "array", "items": {"type": "string"}},
            f"{group.label}; repeat it for several values.",
        )
        for group in shelf.groups
        if not group.for_members and group.key not in leave_out
    ]
    sorts = [sort.key for sort in shelf.sorts]
    return [
        _parameter("q", {"type": "string", "maxLength": 200}, "Words to search for, as in the search box."),
        *filters,
        _parameter("sort", {"type": "string", "examples": sorts}, f"Order: {', '.join(sorts)}. Relevance needs words."),
    ]


def _parameter(name: str, schema: dict[str, Any], description: str) -> dict[str, Any]:
    found: dict[str, Any] = {"in": "query", "name": name, "required": False, "schema": schema}
    if schema["type"] == "array":
        found |= {"style": "form", "explode": True}
    return found | {"description": description}
