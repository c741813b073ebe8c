"""A second factor for everybody who can edit or review: without one, a page of theirs leads to setting one up."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from portal.models import User
from portal.reader import reader_of

type Handler = Callable[[HttpRequest], HttpResponse]
type View = Callable[..., HttpResponse]

CMS = "/admin/"
BACK = "second_factor_for"
"""In the session: where somebody wanted to go; the pages of the second factor lead there once it is set up."""


def is_missing(request: HttpRequest) -> bool:
    """Whether the reader signed in without a second factor although the portal asks for one.

    Whoever has one was asked for it at every way in, so there is nothing to look for in the session.
    """
    user = reader_of(request).user
    return settings.SECOND_FACTOR_REQUIRED and user is not None and not has_one(user)


def has_one(user: User) -> bool:
    return is_mfa_enabled(user)


def lead_to_set_up(request: HttpRequest) -> HttpResponse:
    """The page where a second factor is set up; it says why and leads back."""
    messages.info(
        request, _("This part of the portal needs a second step of signing in. Set one up now: it takes a minute.")
    )
    back = request.get_full_path() if request.method == "GET" else request.path
    request.session[BACK] = back
    return redirect(f"{reverse('mfa_index')}?{urlencode({REDIRECT_FIELD_NAME: back})}")


def second_factor_required(view: View) -> View:
    """For views where people review or decide. Goes inside `login_required`."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return lead_to_set_up(request) if is_missing(request) else view(request, *args, **kwargs)

    return guarded


def guard_the_cms(get_response: Handler) -> Handler:
    """Middleware: whoever may enter the CMS needs a second factor for every page of it."""

    def handle(request: HttpRequest) -> HttpResponse:
        if request.path.startswith(CMS) and is_missing(request) and reader_of(request).is_editor:
            return lead_to_set_up(request)
        return get_response(request)

    return handle
