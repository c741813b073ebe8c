"""One record as an answer, in the same way for all parts of the API."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse

from portal.answers import as_json, for_programs


def answered[T](
    request: HttpRequest,
    found: T | None,
    record: Callable[[HttpRequest, T], dict[str, Any]],
    *,
    modified: Callable[[T], datetime | date | None] = lambda _found: None,
) -> HttpResponse:
    """The record of what was found, and when it changed last. Raises Http404 where there is nothing for everybody."""
    if found is None:
        raise Http404
    return for_programs(request, as_json(record(request, found)), modified=modified(found))


def findable(key: str) -> str:
    """A key out of an address; a null byte is no text that the database could hold."""
    return key.replace("\x00", "")
