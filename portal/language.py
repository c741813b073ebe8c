"""The language of somebody who comes by an address that has none."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import get_language_from_request, override


def language_of(request: HttpRequest) -> str:
    """The language the reader's browser asks for, the portal's first when it does not speak it."""
    language = get_language_from_request(request)
    return language if language in {code for code, _name in settings.LANGUAGES} else settings.LANGUAGE_CODE


@contextmanager
def in_language_of(request: HttpRequest) -> Iterator[None]:
    """Make addresses and texts in that language."""
    with override(language_of(request)):
        yield
