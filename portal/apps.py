"""Registers the shared floor with Django: its checks, its rooms in the menu, its part of the search."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PortalConfig(AppConfig):
    name = "portal"
    verbose_name = _("Portal")

    def ready(self) -> None:
        from portal import wiring  # noqa: PLC0415  models exist only from here on

        wiring.connect()
