"""Registers this room's parts of the CMS."""

from wagtail import hooks

from home.admin import EventsGroup


@hooks.register("register_admin_viewset")
def events() -> EventsGroup:
    return EventsGroup()
