"""oEmbed 1.0 (oembed.com): which card belongs to an address, and how a page shows it."""

import re
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode, urlsplit
from xml.etree import ElementTree as ET

from django.http import Http404, HttpRequest
from django.urls import Resolver404, resolve, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from criteria.editions.citing import PUBLISHER
from portal.tables import printable

WIDTH, HEIGHT = 480, 360
"""Pixels of a card, unless a page has less room."""
MAX_PIXELS = 10_000
CACHE_SECONDS = 86_400
PAGES = {"criteria:criterion", "permanent:criterion", "criteria:edition", "permanent:edition", "exchange:card"}
"""The addresses that have a card: of a criterion, and of an edition, whose card shows the current one."""


@dataclass(frozen=True)
class Room:
    """How much room a page has for the card, in pixels."""

    width: int = WIDTH
    height: int = HEIGHT


@dataclass(frozen=True)
class Card:
    """The card of a criterion, for its page: where it is, how others show it, where its oEmbed answer is."""

    url: str
    markup: str
    oembed_url: str


def card_of(request: HttpRequest, ref: str, title: str) -> Card:
    page = request.build_absolute_uri(reverse("permanent:criterion", args=[ref]))
    found = request.build_absolute_uri(f"{reverse('exchange:oembed')}?{urlencode({'url': page})}")
    return Card(reverse("exchange:card", args=[ref]), str(iframe(request, ref, title)), found)


def reference_in(url: str, host: str) -> str:
    """The reference of the criterion that an address of this portal is about. Raises Http404 for all others."""
    try:
        parts = urlsplit(url)
        match = resolve(parts.path)
    except (ValueError, Resolver404) as error:
        raise Http404 from error
    if parts.scheme not in {"http", "https"} or parts.netloc != host or match.view_name not in PAGES:
        raise Http404
    return str(match.kwargs["ref"]).upper()


def room_for(width: str, height: str) -> Room:
    """What the page says it has; numbers that are none are as if it had said nothing."""
    return Room(_at_most(width, WIDTH), _at_most(height, HEIGHT))


def iframe(request: HttpRequest, ref: str, title: str, room: Room | None = None) -> SafeString:
    """The markup that shows the card on a page."""
    room = room or Room()
    address = request.build_absolute_uri(reverse("exchange:card", args=[ref]))
    return format_html(
        '<iframe src="{}" width="{}" height="{}" title="{}" loading="lazy"></iframe>',
        address,
        room.width,
        room.height,
        printable(title),
    )


def answer(request: HttpRequest, ref: str, title: str, room: Room) -> dict[str, Any]:
    """The answer of type `rich`."""
    return {
        "type": "rich",
        "version": "1.0",
        "title": printable(title),
        "provider_name": PUBLISHER,
        "provider_url": request.build_absolute_uri("/"),
        "cache_age": CACHE_SECONDS,
        "html": str(iframe(request, ref, title, room)),
        "width": room.width,
        "height": room.height,
    }


def as_xml(data: dict[str, Any]) -> bytes:
    root = ET.Element("oembed")
    for name, value in data.items():
        ET.SubElement(root, name).text = str(value)
    return b'<?xml version="1.0" encoding="utf-8" standalone="yes"?>\n' + ET.tostring(root, encoding="utf-8")


def _at_most(text: str, most: int) -> int:
    if re.fullmatch(r"[0-9]{1,5}", text) and 0 < int(text) <= MAX_PIXELS:
        return min(int(text), most)
    return most
