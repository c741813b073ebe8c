"""Registers the room with Django and its starter content with the portal."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class NetworksConfig(AppConfig):
    name = "networks"
    verbose_name = _("Networks")

    def ready(self) -> None:
        from networks import api, rights  # noqa: F401, PLC0415  models exist only from here on
        from networks.members import cards, forgetting, keeping, personal  # noqa: PLC0415  models exist only from here on
        from portal import forgetting as chores  # noqa: PLC0415  models exist only from here on
        from portal import personal_data, seed  # noqa: PLC0415  models exist only from here on
        from portal.api import registry  # noqa: PLC0415  models exist only from here on

        about = "Buyers of a country or region who work together."
        registry.register("networks", api.router, label="Networks", about=about, order=50)
        about = "Groups for one subject, across networks."
        registry.register("working-groups", api.groups, label="Working groups", about=about, order=51)
        keeping.watch()
        cards.register()
        personal_data.register("networks", export=personal.export, erase=personal.erase)
        chores.register("invitations nobody accepted", forgetting.forget_invitations)
        seed.register(20, "organisations and networks", "networks.starter.load")
        seed.register_examples(5, "an example of a working group", "networks.starter.load_examples")
        seed.register(80, "rights on organisations", "networks.starter.load_rights")
        seed.register(85, "rights of the secretariat", "networks.starter.load_secretariat")
