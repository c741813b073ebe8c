"""Pages for when something is not there, not allowed, or broken; each shows a way out and asks no database."""

import errno
import sys
from typing import Any

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

RETRY_AFTER = "60"
NO_ROOM = {errno.ENOSPC, errno.EDQUOT}


def _page(request: HttpRequest, template: str, status: int, **context: Any) -> HttpResponse:
    return render(request, f"portal/errors/{template}.html", {"without_database": True, **context}, status=status)


def bad_request(request: HttpRequest, exception: Exception | None = None, *, status: int = 400) -> HttpResponse:
    return _page(request, "400", status)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _page(request, "403", 403)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form was open too long, or cookies are off: says so and keeps the way back open."""
    return _page(request, "csrf", 403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _page(request, "404", 404)


def too_large(request: HttpRequest) -> HttpResponse:
    """More was sent than is taken in."""
    return _page(request, "413", 413)


def too_many(request: HttpRequest, *, seconds: int) -> HttpResponse:
    """Somebody, or a program, asked too often."""
    response = _page(request, "429", 429, minutes=max(1, seconds // 60))
    response.headers["Retry-After"] = str(seconds)
    return response


def maintenance(request: HttpRequest) -> HttpResponse:
    """The portal is being worked on, or its database does not answer."""
    response = _page(request, "503", 503)
    response.headers["Retry-After"] = RETRY_AFTER
    return response


def server_error(request: HttpRequest) -> HttpResponse:
    """A mistake of ours; a database that does not answer and a full disk are told apart: nobody wrote those."""
    error = sys.exception()
    if isinstance(error, OperationalError | InterfaceError | ConnectionError):
        return maintenance(request)
    if isinstance(error, OSError) and error.errno in NO_ROOM:
        return _page(request, "507", 507)
    return _page(request, "500", 500)
