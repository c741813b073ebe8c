"""The list of all comments in the CMS, for the secretariat: seen, filtered, exported, not changed."""

from typing import Any

import django_filters
from django import forms
from django.core.exceptions import PermissionDenied
from django.db.models import Exists, OuterRef, QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.generic import IndexView
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.permission_policies import ModelPermissionPolicy

from criteria.models import Comment, Report
from networks.members.standing import standing_of
from portal.exports import GuardedExportMixin
from portal.models import User
from portal.reader import Reader

CONDITIONS = [("shown", _("Shown")), ("hidden", _("Hidden")), ("reported", _("Reported")), ("gone", _("Taken back"))]
TARGETS = [("criterion", _("Criteria")), ("resource", _("Resources"))]


class TalkPolicy(ModelPermissionPolicy):
    """Only the secretariat reads all comments; rights of groups add nothing, and nobody writes in another's name."""

    def user_has_permission(self, user: Any, action: str) -> bool:
        return action in {"view", "export"} and isinstance(user, User) and standing_of(Reader(user)).is_secretariat

    def user_has_any_permission(self, user: Any, actions: Any) -> bool:
        return any(self.user_has_permission(user, action) for action in actions)


class CommentFilterSet(WagtailFilterSet):
    """By what became of a comment, and what it is about."""

    condition = django_filters.ChoiceFilter(
        choices=CONDITIONS, method="of_condition", label=_("State"), widget=forms.RadioSelect, empty_label=_("All")
    )
    about = django_filters.ChoiceFilter(
        choices=TARGETS, method="about_kind", label=_("About"), widget=forms.RadioSelect, empty_label=_("All")
    )

    class Meta:
        model = Comment
        fields: list[str] = []

    def of_condition(self, rows: QuerySet[Comment], name: str, value: str) -> QuerySet[Comment]:
        waiting = Exists(Report.objects.filter(comment=OuterRef("pk"), state=Report.State.OPEN))
        return {
            "shown": lambda: rows.filter(hidden_at=None, deleted_at=None),
            "hidden": lambda: rows.filter(hidden_at__isnull=False),
            "reported": lambda: rows.filter(waiting),
            "gone": lambda: rows.filter(deleted_at__isnull=False),
        }[value]()

    def about_kind(self, rows: QuerySet[Comment], name: str, value: str) -> QuerySet[Comment]:
        return rows.filter(**{f"{value}__isnull": False})


class CommentIndexView(GuardedExportMixin, IndexView):
    """Comments with author and target in one query."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not TalkPolicy(Comment).user_has_permission(request.user, "view"):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_base_queryset(self) -> QuerySet[Comment]:
        return super().get_base_queryset().select_related("author", "criterion", "resource", "hidden_by")


class CommentViewSet(ModelViewSet):
    """All comments; hiding and showing is done where they stand."""

    model = Comment
    icon = "comment"
    menu_label = _("Comments")
    menu_order = 205
    add_to_admin_menu = True
    index_view_class = CommentIndexView
    list_display = [
        Column("text", label=_("Comment")),
        Column("author", label=_("Author")),
        Column("target", label=_("About")),
        Column("state", label=_("State")),
        Column("created_at", label=_("Said"), sort_key="created_at"),
    ]
    list_export = ["pk", "target", "author", "text", "created_at", "edited_at", "state", "hidden_reason"]
    export_filename = "comments"
    filterset_class = CommentFilterSet
    search_fields = ["text"]
    ordering = ["-created_at"]
    inspect_view_enabled = True
    inspect_view_fields = [
        "criterion",
        "resource",
        "author",
        "text",
        "created_at",
        "edited_at",
        "deleted_at",
        "hidden_at",
        "hidden_by",
        "hidden_reason",
    ]
    form_fields = ["text"]
    copy_view_enabled = False
