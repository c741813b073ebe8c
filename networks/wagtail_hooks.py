"""Registers this room's parts of the CMS."""

from wagtail import hooks
from wagtail.snippets.models import register_snippet

from networks.admin import NetworkPageViewSet, PeopleGroup

register_snippet(PeopleGroup)


@hooks.register("register_admin_viewset")
def network_pages() -> NetworkPageViewSet:
    return NetworkPageViewSet()
