"""Guidelines, tools and other shared things over HTTP."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from criteria.library import browsing
from criteria.resources import queries
from criteria.resources.shelf import RESOURCES
from portal.navigation import Link
from portal.reader import reader_of


@require_safe
def browse(request: HttpRequest) -> HttpResponse:
    """`/en/resources/?q=&kind=…`: all published resources that fit and that the reader may see."""
    heading = gettext("Guidelines and tools")
    return browsing.page(request, RESOURCES, template="criteria/resources.html", heading=heading)


@require_safe
def resource(request: HttpRequest, slug: str) -> HttpResponse:
    """`/en/resources/take-back-guide/`: one published resource; for who may not see it, there is none."""
    entry = queries.find(reader_of(request), slug)
    if entry is None:
        raise Http404
    context = {
        "entry": entry,
        "document": entry.read(),
        "heading": entry.title,
        "in_every_language": True,
        "crumbs": [Link(gettext("Guidelines and tools"), reverse("resources:browse"))],
        "noindex": entry.visibility != "public",
    }
    return render(request, "criteria/resource.html", context)
