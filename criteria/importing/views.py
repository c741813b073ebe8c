"""Imports in the CMS: the file, the report, and what can be done with it."""

from typing import Any, ClassVar, cast

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views import View
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from criteria.importing import running, undoing, writing
from criteria.importing.columns import ABOUT_TEXTS
from criteria.importing.forms import UploadForm
from criteria.importing.judging import CHANGE, CREATE, ERROR, UNCHANGED
from criteria.importing.words import Words
from criteria.models import ImportRun, ImportState
from portal.models import User
from portal.reader import Reader, reader_of
from portal.rights import may
from portal.states import Refused
from portal.tables import CSV, XLSX

LIST = "wagtailsnippets_criteria_criterion:list"
RUNS_SHOWN = 20
LINES_SHOWN = 100
OUTCOMES = {
    CREATE: _("New"),
    CHANGE: _("Changed"),
    UNCHANGED: _("Unchanged"),
    ERROR: _("Error"),
}


class ImportView(WagtailAdminTemplateMixin, View):
    """What all have in common: who may not import is sent away as everywhere in the CMS."""

    header_icon = "upload"
    title: ClassVar[str | Promise] = _("Import criteria")

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        self.reader: Reader = reader_of(request)
        self.run = get_object_or_404(ImportRun, pk=kwargs["pk"]) if "pk" in kwargs else ImportRun()
        if not may(self.reader, "use_import", self.run):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    @property
    def person(self) -> User:
        """Who acts; nobody without an account gets this far."""
        return cast("User", self.reader.user)

    def get_page_title(self) -> str:
        return str(self.title)

    def get_breadcrumbs_items(self) -> list[Any]:
        items = [*self.breadcrumbs_items, {"url": reverse(LIST), "label": gettext("Criteria")}]
        items.append({"url": reverse("criteria_import") if self.run.pk else "", "label": self.title})
        return [*items, {"url": "", "label": str(self.run)}] if self.run.pk else items


class UploadView(ImportView):
    """Templates to take, a file to give, and what was imported lately."""

    template_name = "criteria/admin/import_upload.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        return self.render_to_response(self.get_context_data(form=UploadForm()))

    def post(self, request: HttpRequest) -> HttpResponse:
        form = UploadForm(request.POST, request.FILES)
        if form.is_valid():
            file = form.cleaned_data["file"]
            try:
                run = running.begin(file, str(file.name), note=form.cleaned_data["note"], by=self.person)
            except Refused as refused:
                form.add_error("file", str(refused.reason))
            else:
                return redirect("criteria_import_run", run.pk)
        return self.render_to_response(self.get_context_data(form=form), status=422)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        runs = ImportRun.objects.select_related("made_by").defer("rows", "trail")[:RUNS_SHOWN]
        return super().get_context_data(**{"runs": runs, "about_texts": ABOUT_TEXTS} | kwargs)


class RunView(ImportView):
    """The report of a file. While it is being checked or imported the page loads itself anew.

    Each time it checks a piece more. Who reads slowly, or by ear, stops that and goes on by a link.
    """

    template_name = "criteria/admin/import_run.html"

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        if self.run.state == ImportState.CHECKING and may(self.reader, "apply_import", self.run):
            running.check_next.call(pk)
            self.run.refresh_from_db()
        writing.look_after(self.run)
        return self.render_to_response(self.get_context_data())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        chosen = self.request.GET.get("only", "")
        chosen = chosen if chosen in OUTCOMES else ""
        lines = [line for line in self.run.report if not chosen or line["outcome"] == chosen]
        lines.sort(key=lambda line: (line["outcome"] != ERROR, line["outcome"] == UNCHANGED))
        page = Paginator(lines, LINES_SHOWN).get_page(self.request.GET.get("p"))
        for line in page.object_list:
            line["called"] = OUTCOMES[line["outcome"]]
        counts = [(key, label, self.run.count(key)) for key, label in OUTCOMES.items()]
        run = self.run
        is_own = may(self.reader, "apply_import", run)
        context = {
            "run": run,
            "page": page,
            "counts": counts,
            "chosen": chosen,
            "may_apply": is_own and run.state == ImportState.CHECKED and run.work > 0 and not run.has_errors,
            "takes_long": run.work > running.PIECE,
            "goes_on": run.state == ImportState.WRITING or (is_own and run.state == ImportState.CHECKING),
            "by_itself": "by_hand" not in self.request.GET,
            "may_give_up": is_own and run.state in {ImportState.CHECKING, ImportState.CHECKED},
            "may_undo": run.state == ImportState.DONE and bool(run.trail) and may(self.reader, "undo_import", run),
        }
        return super().get_context_data(**context | kwargs)


class ActView(RunView):
    """One thing to do with an import: the button leads back to its report."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        try:
            said = self.act()
        except Refused as refused:
            self.run.refresh_from_db()
            messages.error(request, str(refused.reason))
            return self.render_to_response(self.get_context_data(), status=409)
        messages.success(request, said)
        return redirect("criteria_import_run", pk)

    def act(self) -> str:
        raise NotImplementedError


class ApplyView(ActView):
    def act(self) -> str:
        if self.run.work > running.PIECE:
            writing.start(self.run, by=self.person)
            return gettext("Importing has begun.")
        run = running.apply(self.run, by=self.person)
        return gettext("Imported: %(number)d criteria are drafts now.") % {"number": len(run.trail)}


class GiveUpView(ActView):
    def act(self) -> str:
        running.give_up(self.run, by=self.person)
        return gettext("Given up. What was read from the file is deleted.")


class UndoView(ActView):
    def act(self) -> str:
        run = undoing.undo(self.run, by=self.person)
        if run.left:
            return gettext("Undone, except for what was touched since: see below.")
        return gettext("Undone: the library is as it was before this import.")


class TemplateView(ImportView):
    """`template.xlsx` is empty, `criteria.xlsx` holds what is there; both can be filled in and uploaded."""

    def get(self, request: HttpRequest, name: str, ending: str) -> HttpResponseBase:
        from criteria.importing import templates as files  # noqa: PLC0415  loading openpyxl takes longer than most requests

        if ending == "json" and name == "template":
            response: HttpResponseBase = HttpResponse(files.json_example(), content_type="application/json")
        elif ending == "json" or name not in {"template", "criteria"}:
            raise Http404
        else:
            words = Words()
            found = files.records(files.drafts().iterator(chunk_size=200), words) if name == "criteria" else []
            if ending == "xlsx":
                response = FileResponse(files.workbook(found, words), content_type=XLSX)
            else:
                response = StreamingHttpResponse(files.csv_file(found, words), content_type=CSV)
        response.headers["Content-Disposition"] = f'attachment; filename="{name}.{ending}"'
        response.headers["Cache-Control"] = "private, no-store"
        return response


urls = [
    path("criteria/import/", UploadView.as_view(), name="criteria_import"),
    path("criteria/import/<int:pk>/", RunView.as_view(), name="criteria_import_run"),
    path("criteria/import/<int:pk>/apply/", ApplyView.as_view(), name="criteria_import_apply"),
    path("criteria/import/<int:pk>/give-up/", GiveUpView.as_view(), name="criteria_import_give_up"),
    path("criteria/import/<int:pk>/undo/", UndoView.as_view(), name="criteria_import_undo"),
    path("criteria/import/<str:name>.xlsx", TemplateView.as_view(), {"ending": "xlsx"}, "criteria_import_xlsx"),
    path("criteria/import/<str:name>.csv", TemplateView.as_view(), {"ending": "csv"}, "criteria_import_csv"),
    path("criteria/import/<str:name>.json", TemplateView.as_view(), {"ending": "json"}, "criteria_import_json"),
]
