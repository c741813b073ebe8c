"""Registers this room's parts of the CMS."""

from typing import Any

from django.http import HttpRequest
from wagtail import hooks
from wagtail.permissions import register_permission_policy
from wagtail.snippets.models import register_snippet

from criteria.admin import LibraryGroup
from criteria.dashboard import NeedsPanel
from criteria.lifecycle.admin import fit_menu
from criteria.models import Comment, Resource
from criteria.resources.admin import ResourcePermissionPolicy
from criteria.tags import log
from criteria.talk.admin import CommentViewSet, TalkPolicy

register_permission_policy(Resource, ResourcePermissionPolicy(Resource))
register_snippet(LibraryGroup)
register_permission_policy(Comment, TalkPolicy(Comment))


@hooks.register("register_admin_viewset")
def comments() -> CommentViewSet:
    return CommentViewSet("comments")


@hooks.register("construct_homepage_panels")
def what_needs_me(request: HttpRequest, panels: list[Any]) -> None:
    panels.append(NeedsPanel())


@hooks.register("register_log_actions")
def what_happened_to_tags(actions: Any) -> None:
    log.register(actions)


@hooks.register("construct_snippet_action_menu")
def what_the_state_allows(items: list[Any], request: HttpRequest, context: dict[str, Any]) -> None:
    fit_menu(items, request, context)
