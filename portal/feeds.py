"""Feeds as all rooms make them: Atom, the same for everybody, and only what anybody may read."""

from datetime import UTC, datetime
from typing import Any

from django.conf import settings
from django.contrib.syndication.views import Feed
from django.http import HttpRequest, HttpResponse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import override

from portal.answers import for_programs

NEVER = datetime(1970, 1, 1, tzinfo=UTC)


class SteadyAtom(Atom1Feed):
    """An empty feed changes when it gets its first entry, not with every look at it."""

    def latest_post_date(self) -> datetime:
        return super().latest_post_date() if self.items else NEVER


class PublicFeed(Feed):
    """In the portal's first language; who has the same already gets 304."""

    feed_type = SteadyAtom
    author_name = "Circular and Fair ICT Pact"

    def __call__(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        with override(settings.LANGUAGE_CODE):
            response = super().__call__(request, *args, **kwargs)
        return for_programs(request, response)
