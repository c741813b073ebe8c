"""Spreadsheets of a consultation over HTTP: a workbook to take, a file to give, what it would do, and doing it."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from criteria.consulting import queries, sheet_actions, sheets
from criteria.consulting.forms import CommentForm
from criteria.consulting.places import WHOLE, Place
from criteria.consulting.report_views import crumbs
from criteria.consulting.sheet_judging import ERROR, NEW, UNCHANGED
from criteria.models import Consultation, ConsultationSheet
from criteria.models.consultation_sheet import SheetKind
from networks.members.standing import standing_of
from portal import second_factor
from portal.reader import Reader, reader_of
from portal.rights import may
from portal.states import Refused
from portal.tables import XLSX

UNPROCESSABLE, CONFLICT = 422, 409
HEADINGS = {SheetKind.COMMENTS: _("Comment in a spreadsheet"), SheetKind.ANSWERS: _("Answer in a spreadsheet")}
OUTCOMES = {NEW: _("New"), UNCHANGED: _("There already"), ERROR: _("Mistake")}


class FileForm(forms.Form):
    """The filled-in workbook."""

    file = forms.FileField(
        label=_("Your file"),
        help_text=_("The workbook from this page, as .xlsx or .csv, up to 5 MB and 200 rows that are filled in."),
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx,.csv"}),
        error_messages={"required": _("Choose a file."), "empty": _("This file is empty.")},
    )


@require_safe
@never_cache
def book(request: HttpRequest, ref: str, kind: str, pk: str = "") -> HttpResponseBase:
    """`/en/criteria/CFIT-LAP-BAT-01/consultation/comments.xlsx` and `answers.xlsx`: to be filled in."""
    reader, chosen = reader_of(request), SheetKind(kind)
    asked = _found(reader, ref, pk, chosen)
    if chosen == SheetKind.ANSWERS and second_factor.is_missing(request):
        return second_factor.lead_to_set_up(request)
    made = sheets.comments_book(reader, asked) if chosen == SheetKind.COMMENTS else sheets.answers_book(reader, asked)
    name = f"{asked.criterion.ref}-{kind}.xlsx"
    return FileResponse(made, content_type=XLSX, as_attachment=True, filename=name)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def sheet(request: HttpRequest, ref: str, kind: str, pk: str = "") -> HttpResponse:
    """`/en/criteria/CFIT-LAP-BAT-01/consultation/comments-sheet/`; `do` says which of its buttons was pressed."""
    reader, chosen = reader_of(request), SheetKind(kind)
    asked = _found(reader, ref, pk, chosen)
    if chosen == SheetKind.ANSWERS and second_factor.is_missing(request):
        return second_factor.lead_to_set_up(request)
    if request.method != "POST":
        return _page(request, asked, chosen, _form(reader, chosen))
    if request.POST.get("do") == "take-in":
        return _take_in(request, asked, chosen)
    if request.POST.get("do") == "give-up":
        sheet_actions.give_up(reader, asked, chosen)
        messages.success(request, gettext("Given up. What was read from your file is deleted."))
        return redirect(request.path)
    return _upload(request, asked, chosen)


def _upload(request: HttpRequest, asked: Consultation, kind: SheetKind) -> HttpResponse:
    reader = reader_of(request)
    form = _form(reader, kind, request)
    if not form.is_valid():
        return _page(request, asked, kind, form, UNPROCESSABLE)
    said = dict(form.cleaned_data)
    file = said.pop("file")
    try:
        sheet_actions.upload(reader, asked, kind, file, str(file.name), **said)
    except Refused as refused:
        form.add_error("file", str(refused.reason))
        return _page(request, asked, kind, form, UNPROCESSABLE)
    return redirect(f"{request.path}#report")


def _take_in(request: HttpRequest, asked: Consultation, kind: SheetKind) -> HttpResponse:
    reader = reader_of(request)
    try:
        number = sheet_actions.take_in(reader, asked, kind)
    except Refused as refused:
        return _page(request, asked, kind, _form(reader, kind), CONFLICT, refusal=str(refused.reason))
    if kind == SheetKind.COMMENTS:
        said = ngettext("%(number)d comment was taken in.", "%(number)d comments were taken in.", number)
    else:
        said = ngettext("%(number)d answer was taken in.", "%(number)d answers were taken in.", number)
    messages.success(request, said % {"number": number})
    return redirect(queries.address_of(asked))


def _found(reader: Reader, ref: str, pk: str, kind: SheetKind) -> Consultation:
    """The consultation that the reader may fill in. Raises Http404."""
    asked = queries.find(ref, int(pk) if pk else None)
    if asked is None or not may(reader, sheet_actions.NEEDS[kind], asked):
        raise Http404
    return asked


def _form(reader: Reader, kind: SheetKind, request: HttpRequest | None = None) -> forms.Form:
    """The file; for comments also for whom somebody speaks, asked as on the page."""
    form = FileForm(request.POST, request.FILES, label_suffix="") if request else FileForm(label_suffix="")
    if kind == SheetKind.COMMENTS:
        place = Place(WHOLE, "", is_text=False)
        asked = CommentForm(place=place, is_member=standing_of(reader).is_member)
        for name in ("side", "organisation"):
            if name in asked.fields:
                form.fields[name] = asked.fields[name]
    return form


def _page(
    request: HttpRequest,
    asked: Consultation,
    kind: SheetKind,
    form: forms.Form,
    status: int = 200,
    *,
    refusal: str = "",
) -> HttpResponse:
    reader = reader_of(request)
    waiting = sheet_actions.waiting(reader, asked, kind)
    context: dict[str, Any] = {
        "consultation": asked,
        "kind": kind.value,
        "form": form,
        "refusal": refusal,
        "heading": HEADINGS[kind],
        "crumbs": crumbs(asked),
        "noindex": True,
        "sheet": waiting,
    }
    return render(request, "criteria/consulting/sheet.html", context | _report(reader, asked, waiting), status=status)


def _report(reader: Reader, asked: Consultation, waiting: ConsultationSheet | None) -> dict[str, Any]:
    if waiting is None:
        return {}
    found = sheet_actions.verdicts(reader, asked, waiting)
    counts = {outcome: sum(verdict.outcome == outcome for verdict in found) for outcome in OUTCOMES}
    order = [ERROR, NEW, UNCHANGED]
    return {
        "verdicts": sorted(found, key=lambda verdict: order.index(verdict.outcome)),
        "counts": [(OUTCOMES[outcome], count) for outcome, count in counts.items() if count],
        "can_be_taken_in": bool(counts[NEW]) and not counts[ERROR] and not waiting.problems,
        "has_mistakes": bool(counts[ERROR] or waiting.problems),
    }
