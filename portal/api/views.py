"""The description of the API over HTTP: for programs as OpenAPI, for people as a page."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext, override
from django.views.decorators.http import require_safe

from portal.answers import as_json, for_programs
from portal.api import reading
from portal.api.assembly import VERSION
from portal.api.openapi import document
from portal.api.registry import links, parts

SECONDS = 300
"""How long programs may keep the document before they ask again."""


@require_safe
def root(request: HttpRequest) -> HttpResponse:
    """`/api/v1/`: where everything is."""
    at = request.build_absolute_uri
    data = {
        "version": VERSION,
        "documentation": at(reverse("api_docs")),
        "openapi": at(reverse("openapi")),
        "parts": {part.prefix: at(f"{request.path}{part.prefix}") for part in parts()},
    }
    return for_programs(request, as_json(data))


@require_safe
def openapi(request: HttpRequest) -> HttpResponse:
    """`/api/v1/openapi.json`"""
    with override(settings.LANGUAGE_CODE):
        made = document(request)
    response = as_json(made)
    response.headers["Cache-Control"] = f"public, max-age={SECONDS}"
    return for_programs(request, response)


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
