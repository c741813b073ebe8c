"""Answers of the doors that take an address come at even times, so that how long one takes tells nothing.

Making an account takes longer than telling somebody that they have one, by a few milliseconds, and whoever asks often
enough can measure it (OWASP ASVS 5.0, 6.3.8).
"""

import time
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

type Handler = Callable[[HttpRequest], HttpResponse]

DOORS = frozenset({"account_login", "account_signup", "account_request_login_code", "account_reset_password"})
"""Names of the addresses where somebody types an e-mail address, and the portal must not say whether it knows it."""


def even_time(get_response: Handler) -> Handler:
    """Middleware: holds these answers back until the next full step of `EVEN_ANSWER_SECONDS`."""

    def handle(request: HttpRequest) -> HttpResponse:
        started = time.perf_counter()
        response = get_response(request)
        match = request.resolver_match
        if request.method == "POST" and match is not None and match.url_name in DOORS:
            time.sleep(left_of_step(time.perf_counter() - started, settings.EVEN_ANSWER_SECONDS))
        return response

    return handle


def left_of_step(taken: float, step: float) -> float:
    """Seconds until the next full step; none where steps are switched off."""
    return step - taken % step if step else 0.0
