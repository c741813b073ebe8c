"""Registers this room's parts of the CMS."""

from typing import Any

from django.http import HttpRequest
from wagtail import hooks
from wagtail.permissions import register_permission_policy
from wagtail.snippets.models import register_snippet

from criteria.admin import LibraryGroup
from criteria.dashboard import NeedsPanel
from criteria.models import Resource
from criteria.resources.admin import ResourcePermissionPolicy
from criteria.tags import log

register_permission_policy(Resource, ResourcePermissionPolicy(Resource))
register_snippet(LibraryGroup)


@hooks.register("construct_homepage_panels")
def what_needs_me(request: HttpRequest, panels: list[Any]) -> None:
    panels.append(NeedsPanel())


@hooks.register("register_log_actions")
def what_happened_to_tags(actions: Any) -> None:
    log.register(actions)
