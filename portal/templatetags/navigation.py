"""Template tags for menus, breadcrumbs and the language switch."""

from django import template
from django.template import Context

from portal import navigation as nav

register = template.Library()


@register.simple_tag(takes_context=True)
def navigation(context: Context, area: str) -> list[nav.Link]:
    """`{% navigation "header" as entries %}`: label, url and current of each menu entry."""
    request = context.get("request")
    return nav.links(request, area) if request and not context.get("without_database") else []


@register.simple_tag(takes_context=True)
def languages(context: Context) -> list[nav.LanguageLink]:
    """`{% languages as language_links %}`: the page at hand in each language it exists in.

    Views without a page set `in_every_language` when their address means the same in all of them.
    """
    request, page = context.get("request"), context.get("page")
    if request is None or not (hasattr(page, "get_translations") or context.get("in_every_language")):
        return []
    return nav.language_links(request, page or None)


@register.simple_tag(takes_context=True)
def site_texts(context: Context) -> nav.Menu | None:
    """`{% site_texts as texts %}`: contact address and footer note."""
    request = context.get("request")
    return nav.menu(request) if request and not context.get("without_database") else None


@register.simple_tag(takes_context=True)
def account(context: Context) -> nav.Link | None:
    """`{% account as own %}`: sign in, or the reader's own part under their name."""
    request = context.get("request")
    return nav.account_link(request) if request and not context.get("without_database") else None
