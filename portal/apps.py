"""Registers the shared floor with Django: its checks, its rooms in the menu, its part of the search."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PortalConfig(AppConfig):
    name = "portal"
    verbose_name = _("Portal")

    def ready(self) -> None:
        from portal import checks, mail, navigation, page_cache, search  # noqa: F401, PLC0415  models exist only from here on
        from portal.notices import telling  # noqa: PLC0415  as above

        page_cache.watch_content()
        mail.ask_when_late(telling.may_still_go)
        navigation.register_room("search", _("Search"), "search")
        search.register_source("pages", _("Pages"), search.search_pages)
