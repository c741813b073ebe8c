"""What the shared floor sets going once all models exist: checks, rooms of its own, what follows changes."""

from django.utils.translation import gettext_lazy as _

from portal import checks as _checks
from portal import forgetting, mail, navigation, page_cache, personal_data, search, sessions
from portal.notices import cards as notices_cards
from portal.notices import personal as notices_personal
from portal.notices import telling

CHECKS = _checks
"""Registers itself when it is imported."""


def connect() -> None:
    """Called once, when all models exist."""
    sessions.watch_accounts()
    page_cache.watch_content()
    mail.ask_when_late(telling.may_still_go)
    navigation.register_room("search", _("Search"), "search")
    search.register_source("pages", _("Pages"), search.search_pages)
    notices_cards.register()
    forgetting.register("accounts never confirmed", forgetting.forget_unconfirmed_accounts)
    forgetting.register("mail nobody took", forgetting.forget_unsent_mail)
    personal_data.register("notices", export=notices_personal.export, erase=notices_personal.erase)
