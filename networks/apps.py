"""Registers the room with Django and its starter content with the portal."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class NetworksConfig(AppConfig):
    name = "networks"
    verbose_name = _("Networks")

    def ready(self) -> None:
        from networks import starter  # noqa: PLC0415  models exist only from here on
        from portal import seed  # noqa: PLC0415  models exist only from here on

        seed.register(20, "organisations and networks", starter.load)
        seed.register(80, "rights on organisations", starter.load_rights)
