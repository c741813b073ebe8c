"""Guidelines and tools over HTTP, for readers: one resource, its files, their first pages."""

import re

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from criteria.library import browsing
from criteria.models import Resource, ResourceFile
from criteria.resources import reading, uploads
from criteria.resources.shelf import RESOURCES
from criteria.rights import reads
from criteria.terms import FileState, Visibility
from portal.files.sending import send
from portal.navigation import Link
from portal.reader import Reader, reader_of
from portal.rights import may

MACHINES = re.compile(r"bot|crawl|spider|slurp|preview|monitor|curl|wget|python", re.IGNORECASE)
"""Programs that say so; what they fetch is not counted."""


@require_safe
def browse(request: HttpRequest) -> HttpResponse:
    """`/en/resources/?q=&kind=…`: all published resources that fit and that the reader may see."""
    heading = gettext("Guidelines and tools")
    return browsing.page(request, RESOURCES, template="criteria/resources.html", heading=heading)


@require_safe
def resource(request: HttpRequest, slug: str) -> HttpResponse:
    """`/en/resources/<slug>/`: what readers see of it; who may see none of it gets 404."""
    reader = reader_of(request)
    found = _found(reader, slug)
    version = reading.version_for(reader, found)
    if version is None:
        raise Http404
    return _page(request, reader, reading.shown(reader, found, version))


@require_safe
def preview(request: HttpRequest, slug: str) -> HttpResponse:
    """`/en/resources/<slug>/preview/`: the open version as readers would see it, for its author."""
    reader = reader_of(request)
    found = _found(reader, slug)
    version = found.open_version() if may(reader, "edit", found) else None
    if version is None:
        raise Http404
    return _page(request, reader, reading.shown(reader, found, version))


@require_safe
def download(request: HttpRequest, slug: str, key: int) -> HttpResponseBase:
    """`/en/resources/<slug>/files/<key>/`: a file, whole or in parts; counted once per start."""
    reader = reader_of(request)
    row = _file(reader, slug, key)
    if not may(reader, "download", row):
        raise Http404
    response = send(
        request,
        row.file.open("rb"),
        name=row.name,
        media_type=row.media_type,
        version=row.sha256,
        modified=row.uploaded_at,
        is_public=_is_public(reader, row),
    )
    if _is_counted(request, response):
        uploads.count_download(row)
    return response


@require_safe
def first_page(request: HttpRequest, slug: str, key: int) -> HttpResponseBase:
    """`…/files/<key>/preview.webp`: a small picture of a file's first page."""
    reader = reader_of(request)
    row = _file(reader, slug, key)
    if row.state != FileState.READY or not row.preview or not reads(reader, row):
        raise Http404
    return send(
        request,
        row.preview.open("rb"),
        name="preview.webp",
        media_type="image/webp",
        version=f"{row.sha256}-preview",
        modified=row.uploaded_at,
        is_public=_is_public(reader, row),
    )


def _found(reader: Reader, slug: str) -> Resource:
    found = reading.find(reader, slug)
    if found is None:
        raise Http404
    return found


def _file(reader: Reader, slug: str, key: int) -> ResourceFile:
    found = _found(reader, slug)
    row = found.files.defer("text").filter(pk=key).first()
    if row is None:
        raise Http404
    row.resource = found
    return row


def _is_public(reader: Reader, row: ResourceFile) -> bool:
    return reader.user is None and row.resource.visibility == Visibility.PUBLIC


def _is_counted(request: HttpRequest, response: HttpResponseBase) -> bool:
    """Whether somebody begins a download: no look at the headers, no later part, no program."""
    starts = response.status_code == 200 or response.headers.get("Content-Range", "").startswith("bytes 0-")
    return request.method == "GET" and starts and not MACHINES.search(request.headers.get("User-Agent", ""))


def _page(request: HttpRequest, reader: Reader, shown: reading.Shown) -> HttpResponse:
    found = shown.resource
    context = {
        "shown": shown,
        "document": shown.document,
        "may": {
            verb: may(reader, verb, found) for verb in ("edit", "reopen", "take_back", "review", "decide", "withdraw")
        }
        if reader.user
        else {},
        "heading": shown.document.title,
        "in_every_language": True,
        "description": shown.document.abstract[:160],
        "noindex": not shown.is_live or found.visibility != Visibility.PUBLIC,
        "crumbs": [Link(gettext("Guidelines and tools"), reverse("resources:browse"))],
    }
    response = render(request, "criteria/resources/resource.html", context)
    if reader.user is not None or not shown.is_live:
        add_never_cache_headers(response)
    return response
