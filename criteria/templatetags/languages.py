"""Template tags for texts that know their language."""

from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext

from criteria.languages.known import own_name
from criteria.languages.listing import Rendition
from criteria.languages.said import language_of, stays_in_original
from criteria.library.highlights import Hit
from criteria.terms import TextState

register = template.Library()


@register.simple_tag
def lang(thing: Any) -> SafeString:
    """`<p{% lang criterion.title %}>`: says in which language a text or part is, where it is not the page's."""
    return code_lang(language_of(thing))


@register.simple_tag
def code_lang(code: str) -> SafeString:
    """`<a{% code_lang "nl" %}>`: the same for a code."""
    return format_html(' lang="{}"', code) if where_foreign(code) else SafeString("")


@register.filter
def foreign(thing: Any) -> str:
    """`{{ part|foreign }}`: nl, the code of the language of a text or part where it is not the page's."""
    return where_foreign(language_of(thing))


@register.filter
def where_foreign(code: str) -> str:
    """`{{ "nl"|where_foreign }}`: the code, where it is not that of the page's language."""
    return code if code != get_language() else ""


@register.inclusion_tag("components/language_mark.html")
def in_original(*things: Any) -> dict[str, str]:
    """`{% in_original criterion.rationale %}`: a mark where a text, or one of a part, is not translated."""
    code = next((code for thing in things if (code := stays_in_original(thing))), "")
    return {"language": own_name(code) if code else ""}


@register.filter
def stays(thing: Any) -> str:
    """`{{ part|stays }}`: English, where a part is not in the reader's language."""
    code = stays_in_original(thing)
    return own_name(code) if code else ""


@register.filter
def own_language(code: str) -> str:
    """`{{ "nl"|own_language }}`: Nederlands"""
    return own_name(code)


@register.filter
def text_note(hit: Hit | Rendition) -> str:
    """`{{ hit|text_note }}`: Nederlands, checked translation · No text in Nederlands; nothing in the original."""
    if hit.is_missed:
        return gettext("No text in %(language)s") % {"language": own_name(hit.wanted)}
    if hit.text is None:
        return ""
    return f"{hit.text.name}: {TextState(hit.text.state).label}"
