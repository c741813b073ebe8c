"""System checks: one for each easy mistake of ours, with a hint that says what to do."""

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register
from django.core.checks import Warning as DjangoWarning


@register(Tags.security, deploy=True)
def mail_has_a_sender(**kwargs: Any) -> list[CheckMessage]:
    """Mail from `localhost` is refused almost everywhere."""
    if "@localhost" not in settings.DEFAULT_FROM_EMAIL:
        return []
    return [Error("MAIL_FROM is not set.", hint="Set MAIL_FROM to an address of your domain.", id="portal.E001")]


@register(Tags.security)
def documents_are_served_by_a_view(**kwargs: Any) -> list[CheckMessage]:
    """A direct or redirecting method would hand out private documents to anybody who guesses the address."""
    if settings.WAGTAILDOCS_SERVE_METHOD == "serve_view":
        return []
    return [
        Error(
            "Documents must be served by the view that checks rights.",
            hint='Set WAGTAILDOCS_SERVE_METHOD = "serve_view".',
            id="portal.E002",
        )
    ]


@register(Tags.security, deploy=True)
def limits_are_shared(**kwargs: Any) -> list[CheckMessage]:
    """A cache of one process lets everybody try once per worker."""
    if "locmem" not in settings.CACHES["default"]["BACKEND"]:
        return []
    return [Error("Rate limits need a shared cache.", hint="Leave CACHES alone.", id="portal.E003")]


@register(Tags.security)
def public_pages_allow_no_inline_script(**kwargs: Any) -> list[CheckMessage]:
    """The strict policy is what makes a stored script harmless."""
    loose = [name for name, sources in settings.SECURE_CSP.items() if "unsafe" in str(sources)]
    return [
        Error(f"SECURE_CSP allows unsafe sources for {name}.", hint="Move the script to a file.", id="portal.E004")
        for name in loose
    ]


@register(Tags.translation)
def languages_have_names(**kwargs: Any) -> list[CheckMessage]:
    """PORTAL_LANGUAGES may only name languages the portal knows how to call."""
    unknown = [code for code, name in settings.LANGUAGES if code not in settings.LANGUAGE_NAMES]
    return [
        DjangoWarning(f"Language {code} has no name.", hint="Add it to LANGUAGE_NAMES.", id="portal.W001")
        for code in unknown
    ]
