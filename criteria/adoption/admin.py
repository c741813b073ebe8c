"""Positions in the CMS: seen, filtered and exported; coordinators see their own networks, the secretariat all."""

from typing import Any

import django_filters
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.generic import IndexView, InspectView
from wagtail.admin.viewsets.model import ModelViewSet

from criteria.models import Position
from criteria.terms import Adoption
from networks.members.policies import CoordinatorPolicy
from networks.models import NetworkPage
from portal.exports import GuardedExportMixin

POLICY = CoordinatorPolicy(Position, {"view", "export"})
"""Nobody changes a position here: that is done on its own page, by the rules of positions."""


class PositionFilterSet(WagtailFilterSet):
    """By network, position, and whether a newer edition waits for an answer."""

    network = django_filters.ModelChoiceFilter(
        queryset=NetworkPage.objects.of_places().exclude(space=None).order_by("title"), label=_("Network")
    )
    state = django_filters.MultipleChoiceFilter(choices=Adoption, label=_("Position"))

    class Meta:
        model = Position
        fields = ["network", "state"]


class PositionIndexView(GuardedExportMixin, IndexView):
    """Positions with their network and edition in one query."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not POLICY.user_has_permission(request.user, "view"):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_base_queryset(self) -> QuerySet[Position]:
        rows = POLICY.instances_user_has_any_permission_for(self.request.user, ["view"])
        return rows.select_related("network", "edition", "decided_by").defer("edition__document")


class PositionInspectView(InspectView):
    """One position of a network that the reader decides for."""

    def get_object(self, queryset: QuerySet[Any] | None = None) -> Any:
        found = super().get_object(*([queryset] if queryset is not None else []))
        if not POLICY.user_has_permission_for_instance(self.request.user, "view", found):
            raise PermissionDenied
        return found


class PositionViewSet(ModelViewSet):
    """What networks say to editions."""

    model = Position
    icon = "check"
    menu_label = _("Positions")
    menu_order = 204
    add_to_admin_menu = True
    index_view_class = PositionIndexView
    inspect_view_class = PositionInspectView
    filterset_class = PositionFilterSet
    list_display = [
        Column("edition", label=_("Edition")),
        Column("network", label=_("Network"), sort_key="network__title"),
        Column("get_state_display", label=_("Position"), sort_key="state"),
        Column("decided_at", label=_("Recorded"), sort_key="decided_at"),
        Column("decided_by", label=_("By")),
    ]
    list_export = ["edition", "network", "state", "national_ref", "national_url", "national_text", "reason"]
    list_export += ["legal_note", "valid_from", "valid_to", "decided_at", "decided_by"]
    export_filename = "positions"
    search_fields = ["edition__ref", "network__title", "national_ref"]
    ordering = ["-decided_at"]
    inspect_view_enabled = True
    inspect_view_fields = ["edition", "network", "state", "national_text", "national_ref", "national_url", "reason"]
    inspect_view_fields += ["legal_note", "valid_from", "valid_to", "decided_at", "decided_by"]
    form_fields = ["reason"]
    copy_view_enabled = False
