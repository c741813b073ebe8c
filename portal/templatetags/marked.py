"""A template filter for texts of the OpenAPI document, whose descriptions are Markdown."""

import re

from django import template
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

register = template.Library()


@register.filter
def marked(text: str) -> SafeString:
    """`{{ text|marked }}`: words between backticks as code; the little Markdown that our descriptions use."""
    return mark_safe(re.sub(r"`([^`]+)`", r"<code>\1</code>", escape(text)))  # noqa: S308  escaped before
