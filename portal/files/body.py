"""Requests that are too long are refused by their length, before a byte of their body is read.

Otherwise Django would take in the whole of it, to a file on disk, before any view could say no. Whoever sends no length
is answered by Django: it reads nothing of such a body.
"""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext

from portal.errors import too_large
from portal.files.kinds import KINDS, MEGABYTE

type Handler = Callable[[HttpRequest], HttpResponse]

LARGEST = max(kind.max_size for kind in KINDS.values())
"""Bytes that a file may have at most, whatever its kind."""
BESIDE_FILES = MEGABYTE
"""Room for the other fields of a form."""


def takes_files[View: Callable[..., Any]](number: int) -> Callable[[View], View]:
    """For views that take so many files at once: a request that is longer does not get as far."""

    def marked(view: View) -> View:
        view.max_body = number * LARGEST + BESIDE_FILES  # type: ignore[attr-defined]
        return view

    return marked


def refuse_large_bodies(get_response: Handler) -> Handler:
    """Middleware, to stand before the one that looks for the token of a form and reads the body for it."""

    def process_view(request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        most, length = getattr(view, "max_body", None), request.META.get("CONTENT_LENGTH") or "0"
        if most is None or not length.isdecimal() or int(length) <= most:
            return None
        if request.accepts("application/json") and not request.accepts("text/html"):
            megabytes = LARGEST // MEGABYTE
            text = gettext("This is too big: a file may have up to %(most)d MB.") % {"most": megabytes}
            return JsonResponse({"error": text}, status=413)
        return too_large(request)

    def handle(request: HttpRequest) -> HttpResponse:
        return get_response(request)

    handle.process_view = process_view  # type: ignore[attr-defined]
    return handle
