"""The list of all comments in consultations in the CMS, for the secretariat: seen, filtered, exported, not changed."""

from typing import Any

import django_filters
from django import forms
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.generic import IndexView
from wagtail.admin.viewsets.model import ModelViewSet

from criteria.models import ConsultationComment
from criteria.talk.admin import TalkPolicy
from criteria.terms import AnswerState, Side
from portal.exports import GuardedExportMixin

POLICY = TalkPolicy(ConsultationComment)


class ConsultationCommentFilterSet(WagtailFilterSet):
    """By side and by what was answered."""

    side = django_filters.ChoiceFilter(
        choices=Side.choices, label=_("Side"), widget=forms.RadioSelect, empty_label=_("All")
    )
    state = django_filters.ChoiceFilter(
        choices=AnswerState.choices, label=_("Answer"), widget=forms.RadioSelect, empty_label=_("All")
    )

    class Meta:
        model = ConsultationComment
        fields: list[str] = []


class ConsultationCommentIndexView(GuardedExportMixin, IndexView):
    """Comments with author and criterion in one query."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not POLICY.user_has_permission(request.user, "view"):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_base_queryset(self) -> QuerySet[ConsultationComment]:
        rows = super().get_base_queryset().select_related("author", "network", "consultation__criterion")
        return rows.defer("consultation__document")


class ConsultationCommentViewSet(ModelViewSet):
    """All comments; letting through, hiding and answering is done where they stand."""

    model = ConsultationComment
    icon = "comment"
    menu_label = _("Consultations")
    menu_order = 206
    add_to_admin_menu = True
    index_view_class = ConsultationCommentIndexView
    list_display = [
        Column("body", label=_("Comment")),
        Column("author", label=_("Author")),
        Column("get_side_display", label=_("Side")),
        Column("consultation", label=_("Consultation")),
        Column("get_state_display", label=_("Answer")),
        Column("created_at", label=_("Said"), sort_key="created_at"),
    ]
    list_export = [
        "pk",
        "consultation",
        "paragraph_key",
        "author",
        "side",
        "organisation",
        "body",
        "proposed_text",
        "created_at",
        "condition",
        "hidden_reason",
        "state",
        "response",
    ]
    export_filename = "consultation-comments"
    filterset_class = ConsultationCommentFilterSet
    search_fields = ["body", "proposed_text", "organisation"]
    ordering = ["-created_at"]
    inspect_view_enabled = True
    inspect_view_fields = [
        *("consultation", "paragraph_key", "author", "side", "organisation", "network", "body", "proposed_text"),
        *("created_at", "edited_at", "taken_back_at", "shown_at", "hidden_at", "hidden_reason", "moderated_by"),
        *("state", "response", "answered_at", "answered_by", "taken_over_at", "taken_over_by"),
    ]
    form_fields = ["body"]
    copy_view_enabled = False
