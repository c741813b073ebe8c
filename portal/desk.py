"""The member's home is made of cards: rooms register what they know to be waiting for a reader, or about them."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from portal.reader import Reader, reader_of

type Fill = Callable[[Reader], dict[str, Any] | None]


@dataclass(frozen=True)
class Card:
    """`context` answers with what the template needs, or None for nothing to show. `wide` cards take the whole row."""

    key: str
    order: int
    context: Fill
    template: str
    wide: bool = False


_cards: dict[str, Card] = {}


def register_card(key: str, *, order: int, context: Fill, template: str, wide: bool = False) -> None:
    """Register a card; called from the room's app configuration. Lower orders stand first; a key is used once."""
    if key in _cards:
        raise ValueError(f"There is a card “{key}” already.")
    _cards[key] = Card(key, order, context, template, wide)


@dataclass(frozen=True)
class ShownCard:
    """A card with its content."""

    key: str
    wide: bool
    html: SafeString


def cards(request: HttpRequest) -> list[ShownCard]:
    """All cards that have something to show to the reader."""
    reader = reader_of(request)
    shown = []
    for card in sorted(_cards.values(), key=lambda each: (each.order, each.key)):
        context = card.context(reader)
        if context is not None:
            html = render_to_string(card.template, {"reader": reader, **context}, request=request)
            shown.append(ShownCard(card.key, card.wide, html))
    return shown
