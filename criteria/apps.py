"""Registers the room with Django, and what it offers with the portal."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CriteriaConfig(AppConfig):
    name = "criteria"
    verbose_name = _("Criteria")

    def ready(self) -> None:
        from criteria import rights as _rights  # noqa: F401, PLC0415  models exist only from here on
        from criteria import sections  # noqa: PLC0415  models exist only from here on
        from criteria.library import following, tagged  # noqa: PLC0415  models exist only from here on
        from criteria.resources import following as resources_following  # noqa: PLC0415  models exist only from here on
        from criteria.resources import tagged as resources_tagged  # noqa: PLC0415  models exist only from here on
        from criteria.resources import telling  # noqa: PLC0415  models exist only from here on
        from criteria.starter import examples, loading, resources, rights  # noqa: PLC0415  models exist only from here on
        from criteria.tags import rights as tag_rights  # noqa: F401, PLC0415  registers them
        from criteria.tags import starter as tag_starter  # noqa: PLC0415  models exist only from here on
        from portal import navigation, search, seed  # noqa: PLC0415  models exist only from here on

        navigation.register_room("criteria", _("Criteria"), "criteria:browse")
        navigation.register_room("resources", _("Guidelines and tools"), "resources:browse")
        navigation.register_room("tags", _("Tags"), "tags:index")
        search.register_source("criteria", _("Criteria"), sections.site_search)
        search.register_source("resources", _("Guidelines and tools"), sections.search_resources)
        search.register_source("tags", _("Tags"), sections.search_tags)
        sections.register()
        following.connect()
        resources_following.connect()
        tagged.register()
        resources_tagged.register()
        telling.register()
        seed.register(5, "agreed tags", tag_starter.load)
        seed.register(40, "criteria", loading.load)
        seed.register(45, "guidelines and tools", resources.load)
        seed.register_examples(10, "example submissions", examples.load)
        seed.register(80, "rights on the library", rights.load)
