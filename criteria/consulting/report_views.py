"""The report of a consultation over HTTP: a page to read and print, and its files."""

from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from criteria.consulting import queries, report_files
from criteria.consulting.report import Report, report_of
from criteria.models import Consultation
from portal.errors import too_many
from portal.limits import Limit, client_address
from portal.navigation import Link
from portal.reader import Reader, reader_of
from portal.rights import may
from portal.tables import CSV

FILES = Limit("consultation-files", times=60, seconds=600)
"""A file holds every comment, so it costs more than a page."""


@require_safe
def report(request: HttpRequest, ref: str, pk: str = "") -> HttpResponse:
    """`/en/criteria/CFIT-LAP-BAT-01/consultation/report/`, and `.../consultation/12/report/` for an earlier one."""
    reader = reader_of(request)
    asked = readable(reader, ref, pk)
    made = report_of(reader, asked)
    context = {
        "heading": gettext("Report of the consultation"),
        "title": gettext("Report of the consultation: %(title)s") % {"title": made.document.title},
        "report": made,
        "consultation": asked,
        "document": made.document,
        "crumbs": crumbs(asked),
    }
    response = render(request, "criteria/consulting/report.html", context)
    if reader.user is not None:
        add_never_cache_headers(response)
    return response


@require_safe
def report_file(request: HttpRequest, ref: str, kind: str, pk: str = "") -> HttpResponseBase:
    """`report.docx` and `report.csv` beside the page."""
    if FILES.exceeded_by(client_address(request)):
        return too_many(request, seconds=FILES.seconds)
    reader = reader_of(request)
    made = report_of(reader, readable(reader, ref, pk))
    name = f"{made.document.ref}-consultation-report.{kind}"
    response = _file(made, kind, name)
    if reader.user is not None:
        add_never_cache_headers(response)
    return response


def readable(reader: Reader, ref: str, pk: str) -> Consultation:
    """The consultation whose report the reader may read. Raises Http404."""
    asked = queries.find(ref, int(pk) if pk else None)
    if asked is None or not may(reader, "read_report", asked):
        raise Http404
    return asked


def crumbs(asked: Consultation) -> list[Link]:
    ref = asked.criterion.ref
    return [
        Link(gettext("Criteria"), reverse("criteria:browse")),
        Link(ref, reverse("criteria:criterion", args=[ref])),
        Link(gettext("Consultation"), queries.address_of(asked)),
    ]


def _file(made: Report, kind: str, name: str) -> HttpResponse | FileResponse:
    if kind == "docx":
        return FileResponse(
            report_files.as_docx(made), content_type=report_files.DOCX, as_attachment=True, filename=name
        )
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(b"".join(report_files.as_csv(made)), content_type=CSV, headers=headers)
