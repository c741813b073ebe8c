"""Registers the room with Django, and what it offers with the portal."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class HomeConfig(AppConfig):
    name = "home"
    verbose_name = _("Home")

    def ready(self) -> None:
        from home import sections, tagged  # noqa: PLC0415  models exist only from here on
        from home.events import api, personal  # noqa: PLC0415  models exist only from here on
        from portal import forgetting, personal_data, seed  # noqa: PLC0415  models exist only from here on
        from portal.api import registry  # noqa: PLC0415  models exist only from here on

        registry.register("events", api.router, label="Events", about="Meetings with their programme.", order=60)
        personal_data.register("registrations", export=personal.export, erase=personal.erase)
        forgetting.register("registrations of past events", personal.forget_overdue)
        sections.register()
        tagged.register()
        seed.register(10, "home page", "home.starter.load_home")
        seed.register(30, "pages of text, news and events", "home.starter.load_pages")
        seed.register(80, "rights on registrations", "home.starter.load_rights")
        seed.register(90, "menus", "home.starter.load_menus")
