"""Answers for programs: compared with what the caller has already, readable from every site, the same for everybody."""

import hashlib
import json
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, time
from typing import Any

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.cache import get_conditional_response
from django.utils.http import http_date

OPEN_TO_ALL = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": "Content-Disposition, ETag, Last-Modified, Link, Retry-After",
    "Cross-Origin-Resource-Policy": "cross-origin",
}
"""Scripts of every site may read it. Browsers never send a session along with `*`, so nothing closed is opened."""


def as_json(data: Any, *, content_type: str = "application/json") -> HttpResponse:
    """Plain values as JSON in UTF-8."""
    text = json.dumps(data, ensure_ascii=False, cls=DjangoJSONEncoder)
    # A single surrogate, which JSON knows and UTF-8 does not, is written as a question mark.
    return HttpResponse(text.encode("utf-8", "replace"), content_type=content_type)


def for_programs(
    request: HttpRequest, response: HttpResponse, *, modified: datetime | date | None = None, etag: str = ""
) -> HttpResponse:
    """The answer with an entity tag, the moment of the last change, and the headers that open it to every site.

    Who has the same already gets 304 without a body (RFC 9110, 13.1). `etag` is for answers that know a better one than
    the digest of their content. Where only the day of the change is known, it is told but never compared: two changes
    of one day would look the same. Caches may keep the answer but ask again each time.
    """
    if response.status_code != 200:
        return opened(response)
    tag = f'"{etag or hashlib.sha256(response.content).hexdigest()[:32]}"'
    response.headers["ETag"] = tag
    response.headers.setdefault("Content-Language", settings.LANGUAGE_CODE)
    response.headers.setdefault("Cache-Control", "no-cache")
    if modified:
        response.headers["Last-Modified"] = http_date(_moment(modified).timestamp())
    exact = int(modified.timestamp()) if isinstance(modified, datetime) else None
    answer = get_conditional_response(request, etag=tag, last_modified=exact, response=response)
    return opened(answer if isinstance(answer, HttpResponse) else response)


def opened[R: HttpResponseBase](response: R) -> R:
    """The same answer, readable for scripts of every site."""
    for name, value in OPEN_TO_ALL.items():
        response.headers[name] = value
    return response


def _moment(at: datetime | date) -> datetime:
    return at if isinstance(at, datetime) else datetime.combine(at, time(), tzinfo=UTC)


def lines_of_json(head: dict[str, Any], key: str, values: Iterable[Any]) -> Iterator[bytes]:
    """One JSON object with `head` and a list under `key`, a value a line, written while the values come."""
    opening = json.dumps(head | {key: []}, ensure_ascii=False)[:-2]
    before = opening
    for value in values:
        text = json.dumps(value, ensure_ascii=False, cls=DjangoJSONEncoder)
        yield f"{before}\n{text}".encode("utf-8", "replace")
        before = ","
    yield (f"{opening}]}}\n" if before == opening else "\n]}\n").encode()
