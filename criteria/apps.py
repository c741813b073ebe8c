"""Registers the room with Django, and what it offers with the portal."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CriteriaConfig(AppConfig):
    name = "criteria"
    verbose_name = _("Criteria")

    def ready(self) -> None:
        from criteria import wiring  # noqa: PLC0415  models exist only from here on

        wiring.connect()
