"""Hands out a stored file: as a download, in parts when a browser resumes one (RFC 9110, section 14)."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import IO

from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.utils.cache import get_conditional_response
from django.utils.http import http_date, parse_http_date_safe, quote_etag

from portal.files.checking import size_of
from portal.files.names import content_disposition

PIECE = 1 << 16
PUBLIC = "public, max-age=600"
PRIVATE = "private, no-store"
POLICY = "default-src 'none'; sandbox"
RANGE = re.compile(r"bytes=([0-9]{0,18})-([0-9]{0,18})", re.ASCII)


class Unsatisfiable(Exception):  # noqa: N818  an answer to the browser (416)
    """The part asked for lies outside the file."""


class Part:
    """`length` bytes of a file from `start` on, in pieces; closes the file when the response ends."""

    def __init__(self, file: IO[bytes], start: int, length: int) -> None:
        self.file, self.start, self.length = file, start, length

    def __iter__(self) -> Iterator[bytes]:
        self.file.seek(self.start)
        left = self.length
        while left and (piece := self.file.read(min(PIECE, left))):
            left -= len(piece)
            yield piece

    def close(self) -> None:
        self.file.close()


def send(
    request: HttpRequest,
    file: IO[bytes],
    *,
    name: str,
    media_type: str,
    version: str,
    modified: datetime,
    is_public: bool = False,
) -> HttpResponseBase:
    """A response to GET or HEAD with `file`, open for reading; the caller has checked the reader's rights.

    `version` changes with the content (its SHA-256) and becomes the ETag. `is_public` lets caches keep it.
    """
    size, etag, stamp = size_of(file), quote_etag(version), int(modified.timestamp())
    response = _answer(request, file, size, etag, stamp)
    headers = {
        "Content-Disposition": content_disposition(name),
        "Content-Security-Policy": POLICY,
        "Cross-Origin-Resource-Policy": "same-origin",
        "X-Content-Type-Options": "nosniff",
        "Cache-Control": PUBLIC if is_public else PRIVATE,
        "Accept-Ranges": "bytes",
        "ETag": etag,
        "Last-Modified": http_date(stamp),
    }
    if response.status_code in {200, 206}:
        headers["Content-Type"] = media_type
    for header, value in headers.items():
        response.headers[header] = value
    return response


def _answer(request: HttpRequest, file: IO[bytes], size: int, etag: str, stamp: int) -> HttpResponseBase:
    conditional = get_conditional_response(request, etag, stamp, None)
    if conditional is not None:
        file.close()
        return conditional
    if request.method == "HEAD":
        file.close()
        return HttpResponse(headers={"Content-Length": str(size)})
    try:
        part = part_asked_for(request.headers.get("Range", ""), size) if _still_the_same(request, etag, stamp) else None
    except Unsatisfiable:
        file.close()
        return HttpResponse(status=416, headers={"Content-Range": f"bytes */{size}"})
    first, last = part or (0, size - 1)
    response = StreamingHttpResponse(Part(file, first, last - first + 1), status=206 if part else 200)
    response.headers["Content-Length"] = str(last - first + 1)
    if part:
        response.headers["Content-Range"] = f"bytes {first}-{last}/{size}"
    return response


def part_asked_for(header: str, size: int) -> tuple[int, int] | None:
    """First and last byte of the one range in `header`; None for the whole file, also for several ranges or nonsense.

    Raises Unsatisfiable.
    """
    match = RANGE.fullmatch(header.replace(" ", ""))
    if not match or match[1] == match[2] == "":
        return None
    if not match[1]:
        first, last = max(size - int(match[2]), 0), size - 1
    else:
        first, last = int(match[1]), min(int(match[2] or size), size - 1)
        if match[2] and int(match[2]) < first:
            return None
    if first >= size:
        raise Unsatisfiable
    return first, last


def _still_the_same(request: HttpRequest, etag: str, stamp: int) -> bool:
    """If-Range: a part is of use only to who holds the rest of the same version."""
    held = request.headers.get("If-Range", "")
    return not held or held == etag or (parse_http_date_safe(held) == stamp and _is_settled(stamp))


def _is_settled(stamp: int) -> bool:
    """A date is a strong validator only once the second it names is well over (RFC 9110, 8.8.2.2)."""
    return datetime.now(UTC).timestamp() - stamp > 1
