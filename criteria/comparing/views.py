"""Criteria side by side over HTTP, and the page of a topic."""

from functools import partial

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from criteria.comparing import table
from criteria.comparing.choosing import FEWEST, MOST, address, choose, selection_address
from criteria.comparing.topics import topic as find_topic
from criteria.languages.known import wanted
from criteria.languages.listing import listing
from portal.navigation import Link
from portal.reader import reader_of


@require_safe
def compare(request: HttpRequest) -> HttpResponse:
    """`/en/criteria/compare/?ref=A&ref=B@1.0&differences=1&lang=nl`: two to four side by side."""
    choice = choose(reader_of(request), request.GET.getlist("ref"), language=wanted(request.GET))
    only_differences = request.GET.get("differences") == "1"
    languages = listing(request, [column.rendition for column in choice.columns])
    here = partial(address, language=languages.chosen)
    context = {
        "choice": choice,
        "listing": languages,
        "blocks": table.blocks(choice.columns, only_differences=only_differences) if choice.is_enough else [],
        "only_differences": only_differences,
        "other_view_url": here(choice.names, only_differences=not only_differences),
        "without_urls": [here(choice.without(name), only_differences=only_differences) for name in choice.names],
        "selection_url": selection_address(choice.names),
        "fewest": FEWEST,
        "most": MOST,
        "heading": gettext("Compare criteria"),
        "noindex": bool(request.GET),
        "crumbs": [Link(gettext("Criteria"), reverse("criteria:browse"))],
    }
    return render(request, "criteria/compare.html", context)


@require_safe
def topic(request: HttpRequest, key: str) -> HttpResponse:
    """`/en/criteria/topics/battery-cycles/?lang=nl`: the variants of one question."""
    found = find_topic(reader_of(request), key, language=wanted(request.GET))
    if found is None:
        raise Http404
    context = {
        "topic": found,
        "listing": listing(request, [variant.rendition for variant in found.variants]),
        "ticked": [variant.document.ref for variant in found.variants][:MOST],
        "heading": found.name,
        "crumbs": [Link(gettext("Criteria"), reverse("criteria:browse"))],
    }
    return render(request, "criteria/topic.html", context)
