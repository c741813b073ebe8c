"""Registers the shared floor with Django: its checks, its rooms in the menu, its part of the search."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PortalConfig(AppConfig):
    name = "portal"
    verbose_name = _("Portal")

    def ready(self) -> None:
        from portal import (  # noqa: PLC0415  models exist only from here on
            checks,  # noqa: F401
            navigation,
            page_cache,
            personal_data,  # noqa: F401
            search,
            sessions,
        )

        sessions.watch_accounts()
        page_cache.watch_content()
        navigation.register_room("search", _("Search"), "search")
        search.register_source("pages", _("Pages"), search.search_pages)
