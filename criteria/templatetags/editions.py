"""Template filters for what differs between editions."""

from typing import Any

from django import template

from criteria.editions import telling
from criteria.templatetags.languages import foreign

register = template.Library()


@register.filter
def field_name(field: str) -> str:
    """`{{ "proofs"|field_name }}`: How a bidder proves it"""
    return str(telling.FIELDS.get(field, field))


@register.filter
def told(value: Any) -> list[dict[str, str]]:
    """`{{ part|told }}`: a part in pieces, each with its text and its language where that is not the page's."""
    parts = value if isinstance(value, tuple) else (value,)
    return [{"text": line, "lang": foreign(line)} for part in parts for line in telling.told(part)]
