"""Ending sessions: all of a person's when their account is closed, and what a browser keeps when they sign out."""

from collections.abc import Callable
from typing import Any

from allauth.usersessions.models import UserSession
from django.db.models.signals import post_save
from django.http import HttpRequest, HttpResponse

from portal.models import User

type Handler = Callable[[HttpRequest], HttpResponse]


def end_all(user: User, *, but: str = "") -> int:
    """End the person's sessions, except the one with this key; how many were ended."""
    sessions = UserSession.objects.filter(user=user).exclude(session_key=but)
    for session in sessions:
        session.end()
    return len(sessions)


def watch_accounts() -> None:
    """Connect the signal; called once when the apps are ready."""
    post_save.connect(_account_saved, sender=User, dispatch_uid="portal.sessions")


def clear_site_data(get_response: Handler) -> Handler:
    """Middleware: whoever signs out leaves nothing in the browser (OWASP ASVS 5.0, 14.3.1)."""

    def handle(request: HttpRequest) -> HttpResponse:
        was_inside = request.method == "POST" and request.user.is_authenticated
        response = get_response(request)
        if was_inside and not request.user.is_authenticated:
            response.headers["Clear-Site-Data"] = '"cache", "storage"'
        return response

    return handle


def _account_saved(instance: User, *, raw: bool = False, created: bool = False, **kwargs: Any) -> None:
    if not raw and not created and not instance.is_active:
        end_all(instance)
