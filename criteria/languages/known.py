"""Which languages texts can stand in, what they are called, and which one a reader reads."""

from collections.abc import Mapping

from django.conf import settings
from django.utils.translation import get_language

from networks.models.place import language_name

ORIGINAL = "en"
"""The language criteria are written in; texts in other languages stand beside it."""
STEMMED = frozenset(
    ["da", "de", "el", "en", "es", "et", "fi", "fr", "ga", "hu", "it", "lt", "nb", "nl", "nn", "pt", "ro", "sv"]
)
"""Languages whose words PostgreSQL can bring to their stem; the configurations are made by migrations."""
PARAMETER = "lang"
"""In addresses: the language of texts that somebody chose."""


def codes() -> tuple[str, ...]:
    """The languages texts can stand in, the original first."""
    return (ORIGINAL, *(code for code in settings.TEXT_LANGUAGES if code != ORIGINAL))


def others() -> tuple[str, ...]:
    """The languages texts can be translated into."""
    return codes()[1:]


def configuration(code: str) -> str:
    """PostgreSQL's text search configuration of a language: blind to accents, by stems where it has them."""
    return f"portal_{code if code in STEMMED else 'simple'}"


def own_name(code: str) -> str:
    """What a language is called in itself: Nederlands."""
    return language_name(code, code)


def chosen(parameters: Mapping[str, str]) -> str:
    """The language that an address asks for; empty where it asks for none, or for one that is not known."""
    asked = parameters.get(PARAMETER, "")
    return asked if asked in codes() else ""


def own() -> str:
    """The language of the page at hand, where texts can stand in it; else the original."""
    language = get_language() or ""
    return language if language in codes() else ORIGINAL


def wanted(parameters: Mapping[str, str]) -> str:
    """The language to read in: what the address asks for, else that of the page."""
    return chosen(parameters) or own()


def name_where_foreign(code: str, parameters: Mapping[str, str]) -> str:
    """What a language is called in itself where it is not the one somebody reads in; empty where it is."""
    return own_name(code) if code != wanted(parameters) else ""
