"""The way into the API: every site may ask, nobody too often, and every error has the form of the API."""

import time

from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse

from portal.answers import opened
from portal.api import problems
from portal.limits import Limit, client_address
from portal.middleware import Handler

PREFIXES = ("/api/", "/oembed")
LIMIT = Limit("api", 300, 60)
PREFLIGHT = {
    "Access-Control-Allow-Methods": "GET, HEAD, OPTIONS",
    "Access-Control-Allow-Headers": "*",
    "Access-Control-Max-Age": "86400",
    "Allow": "GET, HEAD, OPTIONS",
}


def door(get_response: Handler) -> Handler:
    """Middleware for all addresses of the API and oEmbed, also those that lead nowhere. Before all that may refuse."""

    def handle(request: HttpRequest) -> HttpResponse:
        if not request.path.startswith(PREFIXES):
            return get_response(request)
        if request.method == "OPTIONS":
            return opened(HttpResponse(status=204, headers=PREFLIGHT))
        if _is_too_often(request):
            response = problems.of_status(request, 429)
            response.headers["Retry-After"] = str(LIMIT.seconds_left(time.time()))
            return response
        return _in_our_form(request, _answered(request, get_response))

    return handle


def _answered(request: HttpRequest, get_response: Handler) -> HttpResponse:
    """HEAD asks what GET does; the server leaves the body out."""
    method = request.method
    request.method = "GET" if method == "HEAD" else method
    try:
        return get_response(request)
    finally:
        request.method = method


def _in_our_form(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    if response.status_code in {301, 302}:  # Django looks for unknown addresses below a language; there is nothing.
        return problems.of_status(request, 404)
    kept = response.headers.get("Content-Type", "").startswith(problems.MEDIA_TYPE)
    if response.status_code < 400 or kept:
        return opened(response)
    told = problems.of_status(request, response.status_code)
    for name in ("Retry-After", "Allow"):
        if name in response.headers:
            told.headers[name] = response.headers[name]
    return told


def _is_too_often(request: HttpRequest) -> bool:
    try:
        return LIMIT.exceeded_by(client_address(request))
    except DatabaseError:  # The answer itself will say that the database is away.
        return False
