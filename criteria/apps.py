"""Registers the room with Django, and what it offers with the portal."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CriteriaConfig(AppConfig):
    name = "criteria"
    verbose_name = _("Criteria")

    def ready(self) -> None:
        from criteria import rights as _rights  # noqa: F401, PLC0415  models exist only from here on
        from criteria import sections  # noqa: PLC0415  models exist only from here on
        from criteria.library import following  # noqa: PLC0415  models exist only from here on
        from criteria.resources import telling  # noqa: PLC0415  models exist only from here on
        from criteria.starter import examples, loading, resources, rights  # noqa: PLC0415  models exist only from here on
        from portal import navigation, search, seed  # noqa: PLC0415  models exist only from here on

        navigation.register_room("criteria", _("Criteria"), "criteria:browse")
        search.register_source("criteria", _("Criteria"), sections.site_search)
        sections.register()
        following.connect()
        telling.register()
        seed.register(40, "criteria", loading.load)
        seed.register(45, "guidelines and tools", resources.load)
        seed.register_examples(10, "example submissions", examples.load)
        seed.register(80, "rights on the library", rights.load)
