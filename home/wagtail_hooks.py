"""Registers this room's parts of the CMS."""

from wagtail import hooks
from wagtail.permissions import register_permission_policy

from home.admin import EventsGroup
from home.events.exports import RegistrationPolicy
from home.models import Registration

register_permission_policy(Registration, RegistrationPolicy(Registration))


@hooks.register("register_admin_viewset")
def events() -> EventsGroup:
    return EventsGroup()
