"""Places: countries by ISO 3166-1 and regions by ISO 3166-2, with their names in the reader's language."""

import re
from functools import cache

from babel import Locale, UnknownLocaleError
from django.core.exceptions import ValidationError
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

NOT_COUNTRIES = frozenset({"AC", "CP", "CQ", "DG", "EA", "EU", "EZ", "IC", "QO", "TA", "UN", "XA", "XB", "ZZ"})
"""Two letters that CLDR names besides the countries: unions, parts of countries, test codes."""

REGION_CODE = re.compile(r"[A-Z]{2}-[A-Z0-9]{1,3}\Z")

REGION_NAMES: dict[str, dict[str, str]] = {
    "BE-BRU": {
        "en": "Brussels-Capital Region",
        "nl": "Brussels Hoofdstedelijk Gewest",
        "fr": "Région de Bruxelles-Capitale",
        "de": "Region Brüssel-Hauptstadt",
        "nb": "Hovedstadsregionen Brussel",
    },
    "BE-VLG": {"en": "Flanders", "nl": "Vlaanderen", "fr": "Flandre", "de": "Flandern", "nb": "Flandern"},
    "BE-WAL": {"en": "Wallonia", "nl": "Wallonië", "fr": "Wallonie", "de": "Wallonien", "nb": "Vallonia"},
}
"""CLDR's names of regions are not packaged; these are the ones the portal has networks for."""

WIDER_PLACES = {"EU": _("European Union"), "INT": _("International")}
"""Where law and criteria can come from besides countries and regions."""

type Message = str | Promise

PLACELESS: dict[str, Message] = {
    "international": _("An international network has no code of one place."),
    "working_group": _("A working group has no code of one place: it works across countries."),
}
"""Kinds of networks that stand for no place, and why a code is refused."""


@cache
def country_codes() -> frozenset[str]:
    """Every ISO 3166-1 alpha-2 code, and XK, which many registers use for Kosovo."""
    territories = map(str, Locale("en").territories)
    return frozenset(code for code in territories if re.fullmatch("[A-Z]{2}", code)) - NOT_COUNTRIES


@cache
def language_codes() -> frozenset[str]:
    return frozenset(map(str, Locale("en").languages)) - {"mul", "und", "zxx"}


def _locale(language: str | None) -> Locale:
    try:
        return Locale.parse(language or get_language() or "en", sep="-")
    except (UnknownLocaleError, ValueError):
        return Locale("en")


def country_name(code: str, language: str | None = None) -> str:
    """The country's name in `language` (by default the active one); the code where there is no name."""
    return _locale(language).territories.get(code, code)


def region_name(code: str, language: str | None = None) -> str:
    names = REGION_NAMES.get(code, {})
    return names.get(_locale(language).language) or names.get("en") or code


def language_name(code: str, language: str | None = None) -> str:
    """The language's name, with a capital as in a list."""
    name = _locale(language).languages.get(code, code)
    return name[:1].upper() + name[1:]


def place_name(code: str, language: str | None = None) -> str:
    """The name of a country, a region, or a place wider than one country."""
    if code in WIDER_PLACES:
        return str(WIDER_PLACES[code])
    return region_name(code, language) if "-" in code else country_name(code, language)


def validate_place(code: str) -> None:
    """Accepts what `place_name` can name: NL, BE-VLG, EU, INT."""
    if code in WIDER_PLACES:
        return
    (validate_region if "-" in code else validate_country)(code)


def validate_country(code: str) -> None:
    if code not in country_codes():
        raise ValidationError(
            _("There is no country with the code %(code)s. Use the two capital letters of ISO 3166-1, such as NL."),
            code="country",
            params={"code": code},
        )


def validate_region(code: str) -> None:
    if not REGION_CODE.match(code) or code[:2] not in country_codes():
        raise ValidationError(
            _("%(code)s is not a region code. Use ISO 3166-2: the country, a hyphen, the region, such as BE-VLG."),
            code="region",
            params={"code": code},
        )


def validate_language(code: str) -> None:
    if code not in language_codes():
        raise ValidationError(
            _("There is no language with the code %(code)s. Use codes such as nl, fr or en."),
            code="language",
            params={"code": code},
        )


def place_mistakes(kind: str, country: str, region: str) -> dict[str, Message]:
    """What is wrong with the place of a network of this kind, by field; empty when nothing is."""
    if kind in PLACELESS:
        wrong = {"iso_3166_1": country, "iso_3166_2": region}
        return {field: PLACELESS[kind] for field, code in wrong.items() if code}
    if kind in {"country", "region"} and not country:
        return {"iso_3166_1": _("Say which country, as a code such as NL.")}
    if kind == "region" and not region:
        return {"iso_3166_2": _("Say which region, as a code such as BE-VLG.")}
    if kind == "country" and region:
        return {"iso_3166_2": _("A country's network has no region code; choose the kind “region” for one.")}
    if region and not region.startswith(f"{country}-"):
        return {"iso_3166_2": _("This region does not belong to the country: its code must start with the country's.")}
    return {}
