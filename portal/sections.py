"""Slots: a lower room opens one on its page, upper rooms fill it with a component or with nothing."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

type Fill = Callable[[HttpRequest, Any], dict[str, Any] | None]


@dataclass(frozen=True)
class Section:
    """One filling of a slot: `context` answers with what the template needs, or None for nothing to show.

    `queries` is the most database queries it may make, whatever the number of records; a test holds it.
    """

    slot: str
    template: str
    context: Fill
    order: int
    queries: int


_sections: list[Section] = []


def fill(slot: str, *, template: str, context: Fill, order: int, queries: int) -> None:
    """Register a section; called from the filling room's app configuration."""
    _sections.append(Section(slot, template, context, order, queries))
    _sections.sort(key=lambda section: section.order)


def sections_of(slot: str) -> list[Section]:
    return [section for section in _sections if section.slot == slot]


def render(slot: str, request: HttpRequest, subject: Any) -> SafeString:
    """All sections of `slot` for `subject`, one after the other."""
    shown = [
        render_to_string(section.template, context, request=request)
        for section in sections_of(slot)
        if (context := section.context(request, subject)) is not None
    ]
    return mark_safe("".join(shown))  # noqa: S308  each part was escaped by its own template
