"""Registers this room's parts of the CMS."""

from typing import Any

from django.http import HttpRequest
from django.urls import path, reverse
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.permissions import register_permission_policy
from wagtail.snippets.models import register_snippet

from criteria.admin import LibraryGroup
from criteria.adoption.admin import POLICY as POSITION_POLICY
from criteria.adoption.admin import PositionViewSet
from criteria.consulting.admin import POLICY as CONSULTATION_POLICY
from criteria.consulting.admin import ConsultationCommentViewSet
from criteria.dashboard import NeedsPanel
from criteria.importing import log as import_log
from criteria.importing.views import urls as import_urls
from criteria.label_report import LabelReport
from criteria.lifecycle.admin import fit_menu
from criteria.models import Comment, ConsultationComment, Position, Resource
from criteria.resources.admin import ResourcePermissionPolicy
from criteria.tags import log
from criteria.talk.admin import CommentViewSet, TalkPolicy

register_permission_policy(Resource, ResourcePermissionPolicy(Resource))
register_snippet(LibraryGroup)
register_permission_policy(Comment, TalkPolicy(Comment))
register_permission_policy(ConsultationComment, CONSULTATION_POLICY)
register_permission_policy(Position, POSITION_POLICY)


@hooks.register("register_admin_viewset")
def comments() -> CommentViewSet:
    return CommentViewSet("comments")


@hooks.register("register_admin_viewset")
def consultation_comments() -> ConsultationCommentViewSet:
    return ConsultationCommentViewSet("consultation_comments")


@hooks.register("register_admin_urls")
def label_report_urls() -> list[Any]:
    return [
        path("reports/labels/", LabelReport.as_view(), name="label_report"),
        path("reports/labels/results/", LabelReport.as_view(results_only=True), name="label_report_results"),
    ]


@hooks.register("register_admin_urls")
def importing() -> list[Any]:
    return import_urls


@hooks.register("register_reports_menu_item")
def label_report() -> MenuItem:
    """Shown to those whom the report opens for."""
    return LabelReportItem(LabelReport.page_title, reverse("label_report"), icon_name="clipboard-list", order=700)


class LabelReportItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return request.user.has_perm("criteria.change_criterion")


@hooks.register("register_admin_viewset")
def positions() -> PositionViewSet:
    return PositionViewSet("positions")


@hooks.register("construct_homepage_panels")
def what_needs_me(request: HttpRequest, panels: list[Any]) -> None:
    panels.append(NeedsPanel())


@hooks.register("register_log_actions")
def what_happened_to_tags(actions: Any) -> None:
    log.register(actions)


@hooks.register("register_log_actions")
def what_was_imported(actions: Any) -> None:
    import_log.register(actions)


@hooks.register("construct_snippet_action_menu")
def what_the_state_allows(items: list[Any], request: HttpRequest, context: dict[str, Any]) -> None:
    fit_menu(items, request, context)
