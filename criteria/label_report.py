"""The queue of label comparisons that end soon or have ended, as a report in the CMS."""

from typing import Any

from django.db.models import QuerySet
from django.db.models.functions import Coalesce, Least
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views.reports import ReportView

from criteria.care import expiring
from criteria.models import LabelEquivalence
from portal.exports import GuardedExportMixin


class LabelReport(GuardedExportMixin, ReportView):
    """Comparisons to make again, the most urgent first."""

    page_title = _("Labels to compare again")
    header_icon = "clipboard-list"
    index_url_name = "label_report"
    index_results_url_name = "label_report_results"
    any_permission_required = ["criteria.change_criterion"]
    default_ordering = "ends"
    list_export = [
        "criterion.ref",
        "criterion.title",
        "label.name",
        "generation.name",
        "coverage",
        "checked_on",
        "ends",
    ]
    export_headings = {
        "criterion.ref": _("Reference"),
        "criterion.title": _("Criterion"),
        "label.name": _("Label"),
        "generation.name": _("Generation"),
        "coverage": _("How much of it"),
        "checked_on": _("Compared on"),
        "ends": _("Ends on"),
    }
    export_filename = "labels-to-compare-again"

    @property
    def columns(self) -> list[Column]:
        return [
            TitleColumn("criterion", label=_("Criterion"), accessor="criterion", get_url=_edit_url),
            Column("label", label=_("Label"), accessor=lambda row: row.generation or row.label),
            Column("coverage", label=_("How much of it"), accessor="get_coverage_display"),
            Column("checked_by", label=_("Compared by"), accessor="checked_by"),
            Column("checked_on", label=_("Compared on"), accessor="checked_on"),
            Column("ends", label=_("Ends on"), accessor="ends", sort_key="ends"),
        ]

    def get_base_queryset(self) -> QuerySet[Any]:
        ends = Coalesce(Least("look_again_by", "generation__valid_to"), "look_again_by", "generation__valid_to")
        rows = expiring(LabelEquivalence.objects.all()).annotate(ends=ends)
        return rows.select_related("criterion", "label", "generation", "checked_by")


def _edit_url(row: LabelEquivalence) -> str:
    return reverse("wagtailsnippets_criteria_criterion:edit", args=[row.criterion_id])
