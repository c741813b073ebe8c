"""Lists in pages that hold when the list changes: a cursor says after which record the next page begins.

No page repeats a record because another was added meanwhile, and none skips one because another went. A cursor is
signed, so that nobody can ask the database odd things with it, and good for the question it was given for only.
"""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.core.signing import BadSignature, Signer
from django.db.models import Model, Q, QuerySet
from django.http import HttpRequest, HttpResponse

from portal.answers import as_json, for_programs
from portal.api.problems import Problem

LIMIT, MAX_LIMIT = 20, 100
CURSOR_LENGTH = 2000
_signer = Signer(salt="portal.api.cursor")


@dataclass(frozen=True)
class Page[T]:
    """A part of a list; `after` is the cursor of the next part, empty at the end."""

    items: list[T]
    after: str


def page_of_rows[M: Model](
    rows: QuerySet[M], *, order: Sequence[str], cursor: str, limit: int, question: str
) -> Page[M]:
    """A page of rows ordered by the fields of `order`, which together name one row. Raises Problem."""
    named = _digest(question, *order)
    if cursor:
        rows = rows.filter(_beyond(order, _read(cursor, named, len(order))))
    found = list(rows.order_by(*order)[: limit + 1])
    last = [_plain(getattr(found[limit - 1], field.lstrip("-"))) for field in order] if len(found) > limit else None
    return Page(found[:limit], _write(last, named))


def page_of_values[T](
    values: Sequence[T], *, key: Callable[[T], list[Any]], cursor: str, limit: int, question: str
) -> Page[T]:
    """A page of a short list that is in memory, ordered by `key`, which names one value. Raises Problem."""
    named = _digest(question)
    ordered = sorted(values, key=key)
    if cursor:
        start = _read(cursor, named, None)
        ordered = [value for value in ordered if key(value) > start]
    last = key(ordered[limit - 1]) if len(ordered) > limit else None
    return Page(ordered[:limit], _write(last, named))


def next_address(request: HttpRequest, after: str) -> str | None:
    """The address of the next page: the same question with another cursor."""
    if not after:
        return None
    asked = [(name, value) for name, values in request.GET.lists() for value in values if name != "cursor"]
    return request.build_absolute_uri(f"{request.path}?{urlencode([*asked, ('cursor', after)])}")


def listed(
    request: HttpRequest, items: Sequence[Any], *, total: int, after: str, more: Mapping[str, Any] | None = None
) -> HttpResponse:
    """A page of a list as an answer; the address of the next page is a header as well (RFC 8288)."""
    following = next_address(request, after)
    data = {"items": items, "total": total, "next": following, **(more or {})}
    response = for_programs(request, as_json(data))
    if following and response.status_code == 200:
        response.headers["Link"] = f'<{following}>; rel="next"'
    return response


def question_of(parameters: Mapping[str, Any]) -> str:
    """One text for the same filters, however they are written."""
    return urlencode(sorted(parameters.items()), doseq=True)


def _beyond(order: Sequence[str], values: Sequence[Any]) -> Q:
    """The rows after one: equal in the first fields, beyond it in the next."""
    condition = Q()
    for place, field in enumerate(order):
        same = {name.lstrip("-"): value for name, value in zip(order[:place], values, strict=False)}
        beyond = f"{field[1:]}__lt" if field.startswith("-") else f"{field}__gt"
        condition |= Q(**same, **{beyond: values[place]})
    return condition


def _write(values: list[Any] | None, named: str) -> str:
    return _signer.sign_object([named, values]) if values is not None else ""


def _read(cursor: str, named: str, length: int | None) -> list[Any]:
    try:
        found = _signer.unsign_object(cursor) if len(cursor) <= CURSOR_LENGTH else None
    except (BadSignature, ValueError):
        found = None
    if not isinstance(found, list) or found[0] != named or (length is not None and len(found[1]) != length):
        raise Problem("bad-cursor", "Start again without a cursor, or take it from `next` and change nothing else.")
    return found[1]


def _digest(*parts: str) -> str:
    return hashlib.sha256("\x00".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:16]


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value
