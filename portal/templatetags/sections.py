"""The template tag that opens a slot."""

from typing import Any

from django import template
from django.template import Context
from django.utils.safestring import SafeString

from portal.sections import render

register = template.Library()


@register.simple_tag(takes_context=True)
def sections(context: Context, slot: str, subject: Any) -> SafeString:
    """`{% sections "network" page %}`: what other rooms have to say about `subject`."""
    return render(slot, context["request"], subject)
