"""Template filters for what differs between editions."""

from typing import Any

from django import template

from criteria.editions import telling

register = template.Library()


@register.filter
def field_name(field: str) -> str:
    """`{{ "proofs"|field_name }}`: How a bidder proves it"""
    return str(telling.FIELDS.get(field, field))


@register.filter
def told(value: Any) -> list[str]:
    """`{{ part|told }}`: a part of a document as short lines."""
    if isinstance(value, tuple):
        return [line for part in value for line in telling.told(part)]
    return telling.told(value)
