"""A selection as a file: the columns of the library's exports, for the editions that were picked, with the notes."""

from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from criteria.documents import CriterionDocument
from criteria.exports.list_views import PER_SENDER
from criteria.exports.records import without_unpublished
from criteria.exports.tables import criteria_columns
from criteria.tender.selection import Contents, Line
from portal.answers import lines_of_json
from portal.errors import too_many
from portal.limits import client_address
from portal.tables import CSV, XLSX, Column, csv_lines, xlsx_file


def file_of(request: HttpRequest, contents: Contents, ending: str) -> HttpResponseBase:
    """The answer with a file: `csv`, `xlsx` or `json`. Its rows stand in the order of a tender."""
    if PER_SENDER.exceeded_by(client_address(request)):
        return too_many(request, seconds=PER_SENDER.seconds)
    lines = [line for group in contents.groups for line in group.lines]
    response = _MAKE[ending](request, lines)
    response.headers["Content-Disposition"] = f'attachment; filename="selection-{timezone.localdate()}.{ending}"'
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def _address(request: HttpRequest, line: Line) -> str:
    """The permanent address of the edition; of the criterion where it has none."""
    name, named = ("permanent:edition", [line.ref, line.number]) if line.number else ("permanent:criterion", [line.ref])
    return request.build_absolute_uri(reverse(name, args=named))


def _columns(request: HttpRequest, lines: list[Line]) -> list[Column[CriterionDocument]]:
    by_ref = {line.ref: line for line in lines}
    noted = Column[CriterionDocument]("note", _("Note"), lambda each: by_ref[each.ref].note, 40)
    return [*criteria_columns(lambda ref: _address(request, by_ref[ref])), noted]


def _csv(request: HttpRequest, lines: list[Line]) -> HttpResponseBase:
    made = csv_lines(_columns(request, lines), [line.document for line in lines])
    return HttpResponse(b"".join(made), content_type=CSV)


def _xlsx(request: HttpRequest, lines: list[Line]) -> HttpResponseBase:
    file = xlsx_file(_columns(request, lines), [line.document for line in lines], title="selection")
    return FileResponse(file, content_type=XLSX)


def _json(request: HttpRequest, lines: list[Line]) -> HttpResponseBase:
    documents = without_unpublished([line.document.model_dump(mode="json") for line in lines])
    records = [
        document | {"note": line.note, "links": {"permanent": _address(request, line)}}
        for document, line in zip(documents, lines, strict=True)
    ]
    return HttpResponse(b"".join(lines_of_json({}, "items", records)), content_type="application/json")


_MAKE = {"csv": _csv, "xlsx": _xlsx, "json": _json}
