"""Lists of the library as files: what browse shows for an address, whole and in its order."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import batched
from typing import Any

from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, gettext, override
from django.views.decorators.http import require_safe

from criteria.documents import CriterionDocument, ResourceDocument
from criteria.exports import linked, records
from criteria.exports.tables import criteria_columns, resource_columns
from criteria.library import search
from criteria.library.criteria_shelf import CRITERIA
from criteria.library.shelves import Shelf
from criteria.resources.shelf import RESOURCES
from portal.answers import lines_of_json
from portal.errors import too_many
from portal.limits import Limit, client_address
from portal.reader import Reader, reader_of
from portal.tables import CSV, XLSX, Column, csv_lines, xlsx_file

PER_SENDER = Limit("exports", times=30, seconds=60)
MAX_ROWS = 10_000
"""Rows of a workbook; the other formats have no limit, because they are sent while they are read."""
AT_ONCE = 200
"""Records read from the database at a time."""


@dataclass(frozen=True)
class Export:
    """A shelf on its way out: its records as JSON has them, as linked data, and as a table."""

    shelf: Shelf
    kind: type[CriterionDocument] | type[ResourceDocument]
    records: Callable[[HttpRequest, Iterable[Any], Reader], list[dict[str, Any]]]
    node: Callable[[Any, HttpRequest], dict[str, Any]]
    columns: Callable[[HttpRequest], list[Column[Any]]]

    def documents(self, found: Iterable[dict[str, Any]]) -> Iterator[Any]:
        return (self.kind.model_validate(records.document_in(each, self.kind)) for each in found)


def _criterion_address(request: HttpRequest) -> Callable[[str], str]:
    return lambda ref: request.build_absolute_uri(reverse("permanent:criterion", args=[ref]))


def _resource_address(request: HttpRequest) -> Callable[[str], str]:
    return lambda slug: request.build_absolute_uri(reverse("resources:resource", args=[slug]))


_CRITERIA = Export(
    CRITERIA,
    CriterionDocument,
    lambda request, rows, reader: records.criteria(request, rows),
    lambda document, request: linked.criterion(document, address=_criterion_address(request)),
    lambda request: criteria_columns(_criterion_address(request)),
)
_RESOURCES = Export(
    RESOURCES,
    ResourceDocument,
    records.resources,
    lambda document, request: linked.resource(
        document, address=_resource_address(request), criterion_address=_criterion_address(request)
    ),
    lambda request: resource_columns(_resource_address(request)),
)


@require_safe
def criteria(request: HttpRequest, ending: str) -> HttpResponseBase:
    """`/en/criteria/export.csv?product=…`, also `.xlsx`, `.json`, `.jsonld`"""
    return _file(request, _CRITERIA, ending)


@require_safe
def resources(request: HttpRequest, ending: str) -> HttpResponseBase:
    """`/en/resources/export.csv?kind=…`: what the reader sees in the list; members get more than others."""
    return _file(request, _RESOURCES, ending)


def _file(request: HttpRequest, export: Export, ending: str) -> HttpResponseBase:
    if PER_SENDER.exceeded_by(client_address(request)):
        return too_many(request, seconds=PER_SENDER.seconds)
    reader = reader_of(request)
    narrowed = search.narrow(request.GET, reader, export.shelf)
    if ending == "xlsx" and narrowed.total > MAX_ROWS:
        return _too_long()
    chunks = batched(narrowed.rows.iterator(chunk_size=AT_ONCE), AT_ONCE, strict=False)
    found = (record for rows in chunks for record in export.records(request, rows, reader))
    response = _ANSWERS[ending](request, export, found)
    name = f"{export.shelf.key}-{timezone.localdate()}.{ending}"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    response.headers["Cache-Control"] = "no-cache" if reader.user is None else "private, no-store"
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def _too_long() -> HttpResponse:
    text = gettext("A workbook holds at most %(most)s rows. Use more filters, or take CSV.") % {"most": MAX_ROWS}
    return HttpResponse(text, status=413, content_type="text/plain; charset=utf-8")


def _csv(request: HttpRequest, export: Export, found: Iterable[dict[str, Any]]) -> HttpResponseBase:
    return _streamed(csv_lines(export.columns(request), export.documents(found)), CSV)


def _xlsx(request: HttpRequest, export: Export, found: Iterable[dict[str, Any]]) -> HttpResponseBase:
    file = xlsx_file(export.columns(request), export.documents(found), title=export.shelf.key)
    return FileResponse(file, content_type=XLSX)


def _json(request: HttpRequest, export: Export, found: Iterable[dict[str, Any]]) -> HttpResponseBase:
    return _streamed(lines_of_json({}, "items", found), "application/json")


def _linked(request: HttpRequest, export: Export, found: Iterable[dict[str, Any]]) -> HttpResponseBase:
    nodes = (export.node(document, request) for document in export.documents(found))
    return _streamed(lines_of_json({"@context": linked.CONTEXT}, "@graph", nodes), linked.MEDIA_TYPE)


_ANSWERS = {"csv": _csv, "xlsx": _xlsx, "json": _json, "jsonld": _linked}


def _streamed(lines: Iterable[bytes], content_type: str) -> StreamingHttpResponse:
    """Sent while it is read, in the language of the request: that is over when the server asks for the lines."""
    return StreamingHttpResponse(_spoken(lines, get_language() or ""), content_type=content_type)


def _spoken(lines: Iterable[bytes], language: str) -> Iterator[bytes]:
    source = iter(lines)
    while True:
        with override(language or None):
            line = next(source, None)
        if line is None:
            return
        yield line
