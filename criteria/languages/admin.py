"""Texts in other languages in the CMS: how far each language is, with the way to the page where it is written."""

from typing import Any

from wagtail.admin.panels import Panel

from criteria.languages import queries
from portal.reader import reader_of


class TextsPanel(Panel):
    """Every language with its state, and what is missing or out of date. Nothing to fill in."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "criteria/admin/texts_panel.html"

        def get_context_data(self, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
            context = super().get_context_data(parent_context)
            criterion = self.instance
            if not criterion.pk or not criterion.live:
                return context | {"rows": []}
            return context | {"rows": queries.languages_of(reader_of(self.request), criterion), "criterion": criterion}
