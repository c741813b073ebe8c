"""The languages a page offers to be read in, as links: for readers, and for search engines."""

from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest

from criteria.languages.known import PARAMETER, own, own_name
from criteria.languages.reading import Spoken, Text


@dataclass(frozen=True)
class Offer:
    """A language and where to read the page in it.

    `text` says how far to rely on what is read there; a page of several criteria has no one answer to that. `is_told`
    says that nothing else of the page tells search engines of this address.
    """

    language: str
    url: str
    is_current: bool
    is_told: bool = False
    text: Text | None = None

    @property
    def name(self) -> str:
        """The language as those call it who speak it."""
        return own_name(self.language)


@dataclass(frozen=True)
class Offers:
    """What the page of one criterion says about languages: `spoken` is what it shows, `offers` what else there is."""

    spoken: Spoken
    offers: tuple[Offer, ...]
    host: str

    @property
    def canonical(self) -> str:
        """The one address of the page in the language it is in."""
        return self.host + next(offer.url for offer in self.offers if offer.is_current)

    @property
    def suffix(self) -> str:
        """What other pages need to be read in the same language."""
        return suffix(self.spoken.missed or self.spoken.text.language)

    @property
    def addition(self) -> str:
        """The same for an address that asks for something already."""
        return self.suffix.replace("?", "&", 1)


def offers_of(request: HttpRequest, spoken: Spoken) -> Offers:
    """The offers of the page at hand."""
    interface = {code for code, _name in settings.LANGUAGES}
    offers = tuple(
        Offer(
            text.language,
            request.path + suffix(text.language),
            text.language == spoken.text.language,
            len(interface) == 1 or text.language not in interface,
            text,
        )
        for text in spoken.offered
    )
    return Offers(spoken, offers, f"{request.scheme}://{request.get_host()}")


def suffix(language: str) -> str:
    """What an address needs to be read in a language; nothing where the page is in it anyway."""
    return "" if language == own() else f"?{PARAMETER}={language}"


def address_in(request: HttpRequest, language: str) -> str:
    """The page at hand in a language, with all else that its address asks for."""
    asked = request.GET.copy()
    asked.pop(PARAMETER, None)
    if language != own():
        asked[PARAMETER] = language
    return f"{request.path}?{asked.urlencode()}" if asked else request.path
