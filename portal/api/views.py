"""The description of the API over HTTP: for programs as OpenAPI, for people as a page."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext, override
from django.views.decorators.http import require_safe

from portal.answers import as_json, for_programs
from portal.api import reading
from portal.api.openapi import document
from portal.api.registry import links


@require_safe
def openapi(request: HttpRequest) -> HttpResponse:
    """`/api/v1/openapi.json`"""
    with override(settings.LANGUAGE_CODE):
        made = document(request)
    return for_programs(request, as_json(made, content_type="application/json"))


@require_safe
def docs(request: HttpRequest) -> HttpResponse:
    """`/api/v1/docs`: the same to read, from the same document."""
    with override(settings.LANGUAGE_CODE):
        manual = reading.manual_of(document(request))
    context = {
        "heading": gettext("API for programs"),
        "description": gettext("Read all published criteria, labels, networks, events and guidelines with a program."),
        "manual": manual,
        "links": links(),
    }
    return render(request, "portal/api_docs.html", context)


def nowhere(request: HttpRequest) -> HttpResponse:
    """Every other address below `/api/`: not there, instead of a detour to the pages for people."""
    raise Http404
