"""What happens to every request: a log line, headers, and a clear answer to input no page could read."""

import logging
import time
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from portal.errors import bad_request, maintenance

type Handler = Callable[[HttpRequest], HttpResponse]

log = logging.getLogger("portal.request")
MAX_QUERY_STRING = 16_384
"""Bytes; the longest honest address of the library is about 1,500."""


def request_log(get_response: Handler) -> Handler:
    """One structured line per request, without query strings, addresses or names: those may hold personal data."""

    def handle(request: HttpRequest) -> HttpResponse:
        started = time.perf_counter()
        response = get_response(request)
        milliseconds = round((time.perf_counter() - started) * 1000, 1)
        match = request.resolver_match
        fields = {
            "method": request.method if request.method in {"GET", "HEAD", "POST", "OPTIONS"} else "other",
            # The route, not the path: paths of confirmation links hold tokens.
            "route": match.route if match else "",
            "status": response.status_code,
            "ms": milliseconds,
        }
        log.info("request", extra=fields)
        return response

    return handle


def security_headers(get_response: Handler) -> Handler:
    """Headers Django has no setting for, and the looser content policy of the CMS."""
    admin = "/admin/"

    def handle(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        response.headers.setdefault("Permissions-Policy", settings.PERMISSIONS_POLICY)
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        if request.path.startswith(admin):
            response.headers.setdefault("Cache-Control", "no-store, private")
        return response

    return handle


def content_policy(get_response: Handler) -> Handler:
    """The CMS and the previews inside it need inline scripts; every other page keeps the strict policy."""

    def handle(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if request.path.startswith("/admin/") or getattr(request, "is_preview", False):
            response._csp_config = settings.ADMIN_CSP  # type: ignore[attr-defined]
        return response

    return handle


def maintenance_page(get_response: Handler) -> Handler:
    """With PORTAL_MAINTENANCE on, readers get the maintenance page; editors still reach the CMS."""
    open_still = ("/admin/", "/accounts/", "/static/", "/media/")

    def handle(request: HttpRequest) -> HttpResponse:
        if settings.MAINTENANCE and not request.path.startswith(open_still):
            return maintenance(request)
        return get_response(request)

    return handle


def refuse_malformed_input(get_response: Handler) -> Handler:
    """Answers 400 or 414 to addresses that no page of ours could mean: null bytes, or far too long a query."""

    def handle(request: HttpRequest) -> HttpResponse:
        query = request.META.get("QUERY_STRING", "")
        if len(query) > MAX_QUERY_STRING:
            return bad_request(request, status=414)
        if "\x00" in request.path or "%00" in query or "\x00" in query:
            return bad_request(request)
        return get_response(request)

    return handle
