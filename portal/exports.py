"""Spreadsheets from the CMS, safe to open: text that a spreadsheet would run as a formula stays text."""

from typing import Any

from wagtail.admin.views.mixins import SpreadsheetExportMixin

STARTS_OF_FORMULAS = ("=", "+", "-", "@", "\t", "\r", "\n")


def as_text(value: str) -> str:
    """The text with an apostrophe before anything a spreadsheet would calculate (OWASP, CSV injection)."""
    return f"'{value}" if value.startswith(STARTS_OF_FORMULAS) else value


class GuardedExportMixin:
    """For index views with `list_export`: comes first among their bases. XLSX cells are typed as text by Wagtail."""

    custom_value_preprocess: dict[Any, Any] = {
        **SpreadsheetExportMixin.custom_value_preprocess,
        str: {SpreadsheetExportMixin.FORMAT_CSV: as_text},
    }

    def get_preprocess_function(self, field: str, value: Any, export_format: str) -> Any:
        """Records and lazy texts are written as text, so they are guarded as text."""
        function = super().get_preprocess_function(field, value, export_format)  # type: ignore[misc]
        if export_format != SpreadsheetExportMixin.FORMAT_CSV or isinstance(value, str):
            return function
        return lambda each: as_text(done) if isinstance(done := function(each), str) else done
