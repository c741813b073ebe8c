"""Registers this room's parts of the CMS."""

from wagtail import hooks
from wagtail.permissions import register_permission_policy
from wagtail.snippets.models import register_snippet

from networks.admin import NetworkPageViewSet, PeopleGroup
from networks.members.policies import CoordinatorPolicy
from networks.models import Invitation, Membership

# Nobody adds or deletes these by hand: they come from asking and inviting, and end with a reason.
register_permission_policy(Membership, CoordinatorPolicy(Membership, {"view", "change"}))
register_permission_policy(Invitation, CoordinatorPolicy(Invitation, {"view"}))

register_snippet(PeopleGroup)


@hooks.register("register_admin_viewset")
def network_pages() -> NetworkPageViewSet:
    return NetworkPageViewSet()
