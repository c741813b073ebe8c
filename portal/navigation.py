"""Menus, breadcrumbs and languages as plain values for templates."""

from collections.abc import Callable
from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest
from django.shortcuts import resolve_url
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext
from wagtail.models import Page, Site

from portal.models.site import NavigationLink, SiteSettings
from portal.openness import open_to_all
from portal.reader import reader_of


@dataclass(frozen=True)
class Link:
    """A place to go to; `current` when the reader is there or below it."""

    label: str | Promise
    url: str
    current: bool = False


@dataclass(frozen=True)
class LanguageLink:
    """The same place in another language."""

    code: str
    label: str
    url: str
    current: bool


_rooms: dict[str, tuple[str | Promise, Callable[[], str]]] = {}


def register_room(key: str, label: str | Promise, url_name: str) -> None:
    """Offer a place without a page of its own (the library, the search) to the menus."""
    _rooms[key] = (label, lambda: reverse(url_name))


def rooms() -> frozenset[str]:
    return frozenset(_rooms)


def links(request: HttpRequest, area: str) -> list[Link]:
    """The entries of a menu that a reader may follow, in the order the editors gave them."""
    menus = site_settings(request)
    if menus is None or menus.pk is None:
        return []
    found = []
    for entry in _entries(request, menus):
        if entry.area != area:
            continue
        if entry.page is not None:
            label, url = entry.label or entry.page.title, entry.page.get_url(request)
        elif entry.room in _rooms:
            room_label, room_url = _rooms[entry.room]
            label, url = entry.label or room_label, room_url()
        else:
            continue
        if url:
            found.append(Link(label, url, current=request.path.startswith(url)))
    return found


def account_link(request: HttpRequest) -> Link:
    """Where a reader's own part of the portal begins; asks nothing of the database for those who are not signed in."""
    reader = reader_of(request)
    if reader.user is None:
        url = reverse("account_login")
        return Link(gettext("Sign in"), url, current=request.path.startswith(url))
    url = resolve_url(settings.LOGIN_REDIRECT_URL)
    return Link(reader.user.get_full_name() or gettext("Your desk"), url, current=request.path.startswith(url))


def site_settings(request: HttpRequest) -> SiteSettings | None:
    """The settings of the site at hand, read once per request."""
    return SiteSettings.for_request(request) if Site.find_for_request(request) else None


def language_links(request: HttpRequest, page: Page | None) -> list[LanguageLink]:
    """The live translations of `page`, itself included; none when the portal speaks one language."""
    if page is None or page.pk is None or len(settings.LANGUAGES) == 1:
        return []
    versions = open_to_all(page.get_translations(inclusive=True)).select_related("locale")
    return [
        LanguageLink(version.locale.language_code, version.locale.get_display_name(), url, version.pk == page.pk)
        for version in versions
        if (url := version.get_url(request))
    ]


def _entries(request: HttpRequest, menus: SiteSettings) -> list[NavigationLink]:
    """All menu entries, read once per request."""
    kept = getattr(request, "_navigation_entries", None)
    if kept is None:
        all_entries = menus.links.select_related("page").order_by("sort_order")
        kept = [entry for entry in all_entries if entry.page is None or entry.page.live]
        request._navigation_entries = kept  # type: ignore[attr-defined]
    return kept
