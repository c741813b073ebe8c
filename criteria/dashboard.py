"""The panel “what needs me” on the first page of the CMS."""

from typing import Any

from django.urls import reverse
from wagtail.admin.ui.components import Component

from criteria.care import NEEDS
from criteria.models import Criterion


class NeedsPanel(Component):
    """How many criteria need what, each number a link to them; nothing for who may not change criteria."""

    name = "library_needs"
    template_name = "criteria/admin/needs_panel.html"
    order = 110

    def get_context_data(self, parent_context: dict[str, Any]) -> dict[str, Any]:
        if not parent_context["request"].user.has_perm("criteria.change_criterion"):
            return {"needs": []}
        address = reverse("wagtailsnippets_criteria_criterion:list")
        return {
            "needs": [
                {"label": need.label, "count": count, "url": f"{address}?need={need.key}"}
                for need in NEEDS
                if (count := need.find(Criterion.objects.all()).count())
            ],
            "total": Criterion.objects.count(),
            "library_url": address,
        }
