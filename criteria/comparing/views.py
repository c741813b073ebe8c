"""Criteria side by side over HTTP, and the page of a topic."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from criteria.comparing import table
from criteria.comparing.choosing import FEWEST, MOST, address, choose, selection_address
from criteria.comparing.topics import topic as find_topic
from portal.navigation import Link
from portal.reader import reader_of


@require_safe
def compare(request: HttpRequest) -> HttpResponse:
    """`/en/criteria/compare/?ref=A&ref=B@1.0&differences=1`: two to four side by side."""
    choice = choose(reader_of(request), request.GET.getlist("ref"))
    only_differences = request.GET.get("differences") == "1"
    documents = [column.document for column in choice.columns]
    context = {
        "choice": choice,
        "blocks": table.blocks(documents, only_differences=only_differences) if choice.is_enough else [],
        "only_differences": only_differences,
        "other_view_url": address(choice.names, only_differences=not only_differences),
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
    """`/en/criteria/topics/battery-cycles/`: the variants of one question."""
    found = find_topic(reader_of(request), key)
    if found is None:
        raise Http404
    context = {
        "topic": found,
        "ticked": [document.ref for document in found.variants][:MOST],
        "heading": found.name,
        "crumbs": [Link(gettext("Criteria"), reverse("criteria:browse"))],
    }
    return render(request, "criteria/topic.html", context)
