"""What the first page shows besides its own texts: the next event, counts, the map, and what is new."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import HttpRequest

from criteria.documents import CriterionDocument
from criteria.library import queries as library
from home.events.queries import next_or_latest
from home.models import EventPage, NewsPage
from networks.map import WorldMap, world_map
from networks.queries import participating_organisations, visible_networks
from portal.reader import reader_of

NEWS_SHOWN = 3
CRITERIA_SHOWN = 3


@dataclass(frozen=True)
class Front:
    """The living parts of the first page."""

    event: EventPage | None
    networks: int
    organisations: int
    criteria: int
    map: WorldMap
    latest_criteria: Sequence[CriterionDocument]
    news: Sequence[NewsPage]


def front(request: HttpRequest, *, locale_id: int) -> Front:
    """In at most six queries."""
    reader = reader_of(request)
    networks = visible_networks(reader, locale_id=locale_id)
    news = NewsPage.objects.visible_to(reader).filter(locale_id=locale_id).latest_first()
    latest, criteria = library.latest(reader, CRITERIA_SHOWN)
    return Front(
        event=next_or_latest(reader, locale_id=locale_id),
        networks=len(networks),
        organisations=participating_organisations(reader),
        criteria=criteria,
        map=world_map(networks, request),
        latest_criteria=latest,
        news=list(news[:NEWS_SHOWN]),
    )
