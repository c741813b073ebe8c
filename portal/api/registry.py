"""What the API tells: rooms register their parts, one function puts them together."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.functional import Promise
from ninja import Router

from portal.navigation import Link

DEFAULT_ORDER = 100
EXAMPLE = "x-example"
"""The key that holds the path of an example while the document is made; it does not stay in it."""


@dataclass(frozen=True)
class Part:
    """A part of the API: everything below `/api/v1/<prefix>`. `about` is a sentence for the documentation."""

    prefix: str
    router: Router
    label: str
    about: str
    order: int = DEFAULT_ORDER


_parts: dict[str, Part] = {}
_meanings: dict[str, Mapping[str, str]] = {}
_links: list[tuple[str | Promise, str]] = []


def register(prefix: str, router: Router, *, label: str, about: str, order: int = DEFAULT_ORDER) -> None:
    """Offer a part of the API; called from the room's app configuration. Lower orders come first."""
    _parts[prefix] = Part(prefix, router, label, about, order)


def offer_link(label: str | Promise, url_name: str) -> None:
    """Name something else for programs on the documentation page, such as a catalogue of data."""
    _links.append((label, url_name))


def links() -> list[Link]:
    return [Link(label, reverse(url_name)) for label, url_name in _links]


def explain(meanings: Mapping[str, Mapping[str, str]]) -> None:
    """Say what members of shapes mean, where the model itself says nothing: by name of the shape and the member."""
    _meanings.update(meanings)


def meanings() -> Mapping[str, Mapping[str, str]]:
    return _meanings


def parts() -> list[Part]:
    return sorted(_parts.values(), key=lambda part: (part.order, part.prefix))


def example(path: str) -> dict[str, Any]:
    """For `openapi_extra` of an operation: the address below `/api/v1` whose answer the documentation shows."""
    return {EXAMPLE: path}
