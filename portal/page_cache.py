"""Keeps whole pages for anonymous readers in each process, until anything in the portal changes.

Every page asks the database for one number, the content version. It goes up after every commit that touched content, so
a page that was unpublished is gone with the next request of any worker, and there is nothing to purge.
"""

import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from threading import Lock
from typing import Any

from django.conf import settings
from django.db import connection, models, transaction
from django.db.models.signals import m2m_changed, post_delete, post_save
from django.http import HttpRequest, HttpResponse

type Handler = Callable[[HttpRequest], HttpResponse]

MAX_PAGES = 1000
"""Pages kept per process; the least recently read one goes first (about 30 MB at 30 KB each)."""
VARIES_ON = {"cookie", "hx-request", "accept-encoding"}
"""What a kept page may depend on: the key holds HX-Request, and whoever has a session is never served from here."""
NO_CONTENT = {"admin", "contenttypes", "sessions", "account", "mfa", "django_tasks_database", "wagtailsearch"}
NO_CONTENT |= {"usersessions"}
"""Apps whose rows no anonymous page shows."""
NO_CONTENT_MODELS = {"portal.JournalEntry", "portal.OutgoingMail", "portal.User", "wagtailcore.PageLogEntry"}
NO_CONTENT_MODELS |= {"portal.Follow", "portal.Notice", "portal.NoticeWish"}
NO_CONTENT_MODELS |= {"wagtailcore.ModelLogEntry", "wagtailcore.Revision", "wagtailcore.ReferenceIndex"}


@dataclass(frozen=True)
class Kept:
    """A rendered page and the moment (monotonic seconds) from which it is too old."""

    status: int
    headers: tuple[tuple[str, str], ...]
    content: bytes
    stale_at: float

    def response(self) -> HttpResponse:
        return HttpResponse(self.content, status=self.status, headers=dict(self.headers))


class Pages:
    """Kept pages of one content version, safe to use from several threads."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._version = -1
        self._pages: OrderedDict[tuple[str, ...], Kept] = OrderedDict()

    def find(self, key: tuple[str, ...], version: int) -> Kept | None:
        with self._lock:
            if version != self._version:
                self._pages.clear()
                self._version = version
            kept = self._pages.get(key)
            if kept is None or kept.stale_at < time.monotonic():
                return None
            self._pages.move_to_end(key)
            return kept

    def keep(self, key: tuple[str, ...], version: int, page: Kept) -> None:
        with self._lock:
            if version != self._version:
                return
            self._pages[key] = page
            while len(self._pages) > MAX_PAGES:
                self._pages.popitem(last=False)


def page_cache(get_response: Handler) -> Handler:
    """Middleware: answer anonymous GETs from memory; anything personal, changing or odd goes through."""
    pages = Pages()

    def handle(request: HttpRequest) -> HttpResponse:
        if _has_session(request):
            return _for_one_reader(get_response(request))
        if not settings.PAGE_CACHE_SECONDS or request.method != "GET":
            return get_response(request)
        key = (request.get_host(), request.scheme or "", request.get_full_path(), request.headers.get("HX-Request", ""))
        version = version_for(request)
        kept = pages.find(key, version)
        if kept is not None:
            return kept.response()
        response = get_response(request)
        if _may_be_kept(response):
            stale_at = time.monotonic() + settings.PAGE_CACHE_SECONDS
            headers = tuple(response.headers.items())
            pages.keep(key, version, Kept(response.status_code, headers, response.content, stale_at))
        return response

    return handle


def content_version() -> int:
    """The number that goes up whenever content changes; one cheap query."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT last_value FROM portal_content_version")
        return cursor.fetchone()[0]


def version_for(request: HttpRequest) -> int:
    """The version that a request is answered from, read once."""
    if not hasattr(request, "content_version"):
        request.content_version = content_version()  # type: ignore[attr-defined]
    return request.content_version  # type: ignore[attr-defined]


def raise_content_version() -> None:
    """Make every process forget its pages."""
    with connection.cursor() as cursor:
        # Migrations of other apps save rows before the sequence exists: nextval(NULL) does nothing.
        cursor.execute("SELECT nextval(to_regclass('portal_content_version'))")


def shows_nothing_of(*labels: str) -> None:
    """Rooms name models (`room.Model`) whose rows no anonymous page shows: saving one empties nothing."""
    NO_CONTENT_MODELS.update(labels)


def watch_content() -> None:
    """Connect the signals; called once when the apps are ready."""
    for signal in (post_save, post_delete, m2m_changed):
        signal.connect(_content_changed, dispatch_uid="portal.page_cache")


def _content_changed(sender: type[models.Model], **kwargs: Any) -> None:
    meta = sender._meta
    if meta.app_label in NO_CONTENT or meta.label in NO_CONTENT_MODELS:
        return
    waiting = {entry[1] for entry in connection.run_on_commit}
    if raise_content_version not in waiting:
        transaction.on_commit(raise_content_version)


def _has_session(request: HttpRequest) -> bool:
    return settings.SESSION_COOKIE_NAME in request.COOKIES


def _for_one_reader(response: HttpResponse) -> HttpResponse:
    """Forbids all to keep an answer that may hold what only this reader may see; pictures are the same for all."""
    if not response.headers.get("Content-Type", "").startswith("image/"):
        response.headers.setdefault("Cache-Control", "private, no-store")
    return response


def _may_be_kept(response: HttpResponse) -> bool:
    if response.status_code != 200 or response.streaming or response.cookies:
        return False
    control = response.headers.get("Cache-Control", "")
    if any(word in control for word in ("private", "no-store", "no-cache")):
        return False
    varies = {part.strip().lower() for part in response.headers.get("Vary", "").split(",") if part.strip()}
    return varies <= VARIES_ON
