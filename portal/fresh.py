"""Before somebody changes their address or closes their account, they show once more that it is theirs.

allauth asks for the password or the second factor. People who have neither get a code by mail, which it does not offer.
"""

import secrets
import time
from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.account import app_settings
from allauth.account.adapter import get_adapter
from allauth.account.authentication import AUTHENTICATION_METHODS_SESSION_KEY, get_authentication_records
from allauth.account.internal.flows.login import record_authentication
from allauth.account.internal.flows.reauthentication import did_recently_reauthenticate, get_reauthentication_flows
from django import forms
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from portal.errors import too_many
from portal.limits import Limit
from portal.reader import reader_of

type Handler = Callable[[HttpRequest], HttpResponse]
type View = Callable[..., HttpResponse]

STATE = "portal_fresh_code"
CODES = Limit("codes-to-show-it-is-you", times=5, seconds=3600)
GUESSES = 3
CODE_SECONDS = 600
GUARDED = frozenset({"account_set_password", "mfa_activate_totp", "mfa_add_webauthn", "mfa_generate_recovery_codes"})
"""Pages of allauth that would let in, for good, whoever found a browser open."""
GUARDED_POSTS = frozenset({"account_email"})


class CodeForm(forms.Form):
    """The code from the mail."""

    code = forms.CharField(
        label=gettext_lazy("Code from the mail"),
        max_length=20,
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "text"}),
    )


def is_fresh(request: HttpRequest) -> bool:
    """Whether the reader has shown within a few minutes that the account is theirs."""
    if get_reauthentication_flows(request.user):
        return did_recently_reauthenticate(request)
    records = get_authentication_records(request, request.user)
    return any(time.time() - record["at"] < app_settings.REAUTHENTICATION_TIMEOUT for record in records)


def fresh_required(view: View) -> View:
    """For views that must not be used by whoever found a browser open. Goes inside `login_required`."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return view(request, *args, **kwargs) if is_fresh(request) else _ask(request)

    return guarded


def guard_changes(get_response: Handler) -> Handler:
    """Middleware: the same for the pages of allauth that change how somebody signs in."""

    def process_view(request: HttpRequest, view: View, args: Any, kwargs: Any) -> HttpResponse | None:
        name = request.resolver_match.url_name if request.resolver_match else ""
        asks = name in GUARDED or (name in GUARDED_POSTS and request.method == "POST")
        if not asks or not request.user.is_authenticated or get_reauthentication_flows(request.user):
            return None  # Who has a password or second factor is asked for it by allauth itself.
        if not is_fresh(request):
            return _ask(request)
        _count_as_shown(request)
        return None

    def handle(request: HttpRequest) -> HttpResponse:
        return get_response(request)

    handle.process_view = process_view  # type: ignore[attr-defined]
    return handle


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request: HttpRequest) -> HttpResponse:
    """`/accounts/confirm/`: sends a code to the reader's own address and takes it back."""
    user = reader_of(request).user
    assert user is not None
    back = request.POST.get(REDIRECT_FIELD_NAME) or request.GET.get(REDIRECT_FIELD_NAME) or ""
    form = CodeForm(request.POST if "code" in request.POST else None)
    if request.method == "POST" and "code" not in request.POST:
        if CODES.exceeded_by(str(user.pk)):
            return too_many(request, seconds=CODES.seconds)
        _send_code(request, user.email)
        return redirect(f"{request.path}?{urlencode({REDIRECT_FIELD_NAME: back})}")
    if form.is_bound and form.is_valid():
        if _is_right(request, form.cleaned_data["code"]):
            record_authentication(request, user, method="code", reauthenticated=True)
            return redirect(back if get_adapter().is_safe_url(back) else "members:home")
        form.add_error("code", _("This code is wrong or too old. After three guesses you need a new one."))
    context = {"form": form, "sent": STATE in request.session, "back": back, "heading": _("Is it you?")}
    return render(request, "account/confirm_it_is_you.html", context, status=422 if form.errors else 200)


def _count_as_shown(request: HttpRequest) -> None:
    """A code typed a few minutes ago is as good as one typed again.

    To allauth it is not: whoever set up their first second factor would be asked for that very factor a moment later.
    """
    for record in request.session.get(AUTHENTICATION_METHODS_SESSION_KEY, []):
        record["reauthenticated"] = True
    request.session.modified = True


def _ask(request: HttpRequest) -> HttpResponse:
    methods = get_adapter().get_reauthentication_methods(request.user)
    page = methods[0]["url"] if methods else reverse("confirm_it_is_you")
    return redirect(f"{page}?{urlencode({REDIRECT_FIELD_NAME: request.path})}")


def _send_code(request: HttpRequest, address: str) -> None:
    code = get_adapter().generate_login_code()
    request.session[STATE] = {"code": code, "at": time.time(), "guesses": 0}
    context = {"request": request, "code": code}
    get_adapter().send_mail("account/email/login_code", address, context)


def _is_right(request: HttpRequest, code: str) -> bool:
    """Compare in the same time whatever was typed; a code serves once and dies after a few guesses."""
    state = request.session.get(STATE)
    if not state:
        return False
    wanted, typed = (text.replace("-", "").strip().upper() for text in (state["code"], code))
    is_right = secrets.compare_digest(wanted.encode(), typed.encode()) and time.time() - state["at"] < CODE_SECONDS
    state["guesses"] += 1
    if is_right or state["guesses"] >= GUESSES:
        del request.session[STATE]
    else:
        request.session[STATE] = state
    return is_right
