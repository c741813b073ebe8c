"""What the library shows elsewhere: on the pages of networks, and in the search of the whole site."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from criteria.languages.known import own, wanted
from criteria.languages.listing import listing
from criteria.languages.reading import texts_in
from criteria.library import queries, search
from criteria.library.criteria_shelf import CRITERIA
from criteria.resources import queries as resources
from criteria.tags import queries as tags
from networks.models import NetworkPage
from portal import sections
from portal.reader import reader_of
from portal.search import Hit


def register() -> None:
    sections.fill("network", template="criteria/sections/network.html", context=of_network, order=20, queries=3)
    sections.fill("network-head", template="criteria/sections/feed_link.html", context=feed, order=20, queries=0)
    sections.fill("network", template="criteria/sections/feed.html", context=feed, order=29, queries=0)
    sections.fill("network", template="criteria/sections/shared.html", context=shared_by, order=25, queries=1)
    sections.fill("network", template="criteria/sections/group.html", context=of_group, order=21, queries=4)


def of_network(request: HttpRequest, page: NetworkPage) -> dict[str, Any] | None:
    """Criteria that come from the network's country or region."""
    if not page.place:
        return None
    language = wanted(request.GET)
    found, total = queries.of_place(reader_of(request), page.place, language=language)
    if not total:
        return None
    said = listing(request, [each.rendition for each in found])
    address = f"{reverse('criteria:browse')}?network={page.place.lower()}{said.addition}"
    return {"found": found, "total": total, "all_url": address, "listing": said}


def feed(request: HttpRequest, page: NetworkPage) -> dict[str, Any] | None:
    """What the network gives everybody, for feed readers."""
    if not page.live:
        return None
    return {"network": page.title, "feed_url": reverse("exchange:network-feed", args=[page.slug])}


def shared_by(request: HttpRequest, page: NetworkPage) -> dict[str, Any] | None:
    """Guidelines and tools that the network shared, as far as this reader may see them."""
    entries, total = resources.resources_of_network(reader_of(request), page)
    if not total:
        return None
    return {"entries": entries, "total": total, "all_url": f"{reverse('resources:browse')}?network={page.slug}"}


def search_resources(words: str, request: HttpRequest, limit: int) -> tuple[list[Hit], int]:
    """Guidelines and tools for the search of the whole site, as far as this reader may see them."""
    return resources.site_search(words, reader_of(request), limit)


def search_tags(words: str, request: HttpRequest, limit: int) -> tuple[list[Hit], int]:
    """Tags for the search of the whole site."""
    return tags.site_search(words, reader_of(request), limit)


def of_group(request: HttpRequest, page: NetworkPage) -> dict[str, Any] | None:
    """What a working group looks after; what it has in work, for its members."""
    if not page.is_working_group:
        return None
    reader = reader_of(request)
    published = queries.of_group(reader, page, language=wanted(request.GET))
    drafts = queries.drafts_of(reader, page)
    if not published and not drafts:
        return None
    return {"published": published, "drafts": drafts, "listing": listing(request, [row.rendition for row in published])}


def site_search(words: str, request: HttpRequest, limit: int) -> tuple[list[Hit], int]:
    """Criteria for the search of the whole site, best first, in the language of the page and in the original.

    Two queries, one more for another language than the original, and two for each number.
    """
    rows, total = search.best(words, reader_of(request), CRITERIA, limit)
    texts = texts_in(rows, own())
    hits = []
    for row in rows:
        said = texts[row.pk].texts if row.pk in texts else {}
        title, summary = said.get("title", row.title), said.get("summary", row.read().summary)
        hits.append(Hit(title, reverse("criteria:criterion", args=[row.ref]), summary, _("Criterion")))
    return hits, total
