"""Registers the room with Django, and what it offers with the portal."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CriteriaConfig(AppConfig):
    name = "criteria"
    verbose_name = _("Criteria")

    def ready(self) -> None:
        from criteria import sections  # noqa: PLC0415  models exist only from here on
        from criteria.library import following  # noqa: PLC0415  models exist only from here on
        from criteria.starter import loading, rights  # noqa: PLC0415  models exist only from here on
        from criteria.talk import showing, telling  # noqa: PLC0415  models exist only from here on
        from portal import navigation, page_cache, search, seed  # noqa: PLC0415  models exist only from here on

        navigation.register_room("criteria", _("Criteria"), "criteria:browse")
        search.register_source("criteria", _("Criteria"), sections.site_search)
        sections.register()
        showing.register()
        telling.register()
        page_cache.shows_nothing_of("criteria.Comment", "criteria.Mention", "criteria.Report")
        following.connect()
        seed.register(40, "criteria", loading.load)
        seed.register(80, "rights on the library", rights.load)
