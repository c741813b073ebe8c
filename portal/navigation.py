"""Menus, breadcrumbs and languages as plain values for templates."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from django.conf import settings
from django.http import HttpRequest
from django.shortcuts import resolve_url
from django.urls import reverse, translate_url
from django.utils.functional import Promise
from django.utils.translation import get_language, gettext
from wagtail.models import Page, Site

from portal.models.site import SiteSettings
from portal.openness import open_to_all
from portal.page_cache import version_for
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


@dataclass(frozen=True)
class Menu:
    """What editors decided for the head and foot of every page: areas with their links, contact address, note."""

    links: tuple[tuple[str, Link], ...] = ()
    contact_email: str = ""
    footer_note: str = ""


MAX_MENUS = 50
"""Menus kept per process: one for each host, language and version of the content."""
_menus: dict[tuple[str, str, int], Menu] = {}
_rooms: dict[str, tuple[str | Promise, Callable[[], str]]] = {}


def register_room(key: str, label: str | Promise, url_name: str) -> None:
    """Offer a place without a page of its own (the library, the search) to the menus."""
    _rooms[key] = (label, lambda: reverse(url_name))


def rooms() -> frozenset[str]:
    return frozenset(_rooms)


def links(request: HttpRequest, area: str) -> list[Link]:
    """The entries of a menu that a reader may follow, in the order the editors gave them."""
    shown = [link for kept_area, link in menu(request).links if kept_area == area]
    return [replace(link, current=request.path.startswith(link.url)) for link in shown]


def menu(request: HttpRequest) -> Menu:
    """The standing parts of the site at hand. Every page has them, so each process keeps them until content changes."""
    key = (request.get_host(), get_language() or "", version_for(request))
    found = _menus.get(key)
    if found is None:
        if len(_menus) >= MAX_MENUS:
            _menus.clear()
        found = _menus[key] = _read(request)
    return found


def account_link(request: HttpRequest) -> Link:
    """Where a reader's own part of the portal begins; asks nothing of the database for those who are not signed in."""
    reader = reader_of(request)
    if reader.user is None:
        url = reverse("account_login")
        return Link(gettext("Sign in"), url, current=request.path.startswith(url))
    url = resolve_url(settings.LOGIN_REDIRECT_URL)
    return Link(reader.user.get_full_name() or gettext("Your desk"), url, current=request.path.startswith(url))


def forget_menus() -> None:
    """For tests, whose changes of content are never committed."""
    _menus.clear()


def language_links(request: HttpRequest, page: Page | None) -> list[LanguageLink]:
    """The live translations of `page`, itself included; none when the portal speaks one language.

    A room without a page of its own stands at the same place in every language.
    """
    if len(settings.LANGUAGES) == 1 or (page is not None and page.pk is None):
        return []
    if page is None:
        here, address = get_language(), request.get_full_path()
        return [
            LanguageLink(code, str(name), translate_url(address, code), code == here)
            for code, name in settings.LANGUAGES
        ]
    versions = open_to_all(page.get_translations(inclusive=True)).select_related("locale")
    return [
        LanguageLink(version.locale.language_code, version.locale.get_display_name(), url, version.pk == page.pk)
        for version in versions
        if (url := version.get_url(request))
    ]


def _read(request: HttpRequest) -> Menu:
    texts = SiteSettings.for_request(request) if Site.find_for_request(request) else None
    if texts is None or texts.pk is None:
        return Menu()
    found = []
    for entry in texts.links.select_related("page").order_by("sort_order"):
        if entry.page is not None:
            label, url = entry.label or entry.page.title, entry.page.live and entry.page.get_url(request)
        elif entry.room in _rooms:
            room_label, room_url = _rooms[entry.room]
            label, url = entry.label or room_label, room_url()
        else:
            continue
        if url:
            found.append((entry.area, Link(label, url)))
    return Menu(tuple(found), texts.contact_email, texts.footer_note)
