"""Every list costs as many queries for thirty records as for one, with the cache of production."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from networks.models.place import country_codes
from portal.settings import base
from tests.factories.criteria import make_criterion
from tests.factories.networks import make_organisation, take_part
from tests.factories.pages import make_event, make_network, make_news, make_page
from tests.factories.resources import make_resource

pytestmark = pytest.mark.django_db
LIMITS = {
    "/en/": 14,
    "/en/news/": 14,
    "/en/events/": 15,
    "/en/networks/": 14,
    "/en/criteria/": 12,
    "/en/criteria/labels/": 12,
    "/en/resources/": 12,
    "/en/search/?q=thing": 19,  # 16, and three to count anew who may see which resources after a change
    "/sitemap.xml": 20,
    "/feeds/news.atom": 8,
}


@pytest.fixture
def cache_of_production(settings, db):
    """Wagtail keeps addresses of sites in the cache, which is a table in production."""
    settings.CACHES = base.CACHES
    call_command("createcachetable")


def fill(number, start):
    """More of everything that lists show."""
    codes = sorted(country_codes())
    for each in range(start, start + number):
        network = make_network(f"Thing {each}", codes[each], slug=f"thing-{each}")
        take_part(network, make_organisation(f"Buyer {each}"))
        make_news(f"News of thing {each}", parent=network)
        make_event(f"Thing to come {each}", starts_in=timedelta(days=9 + each))
        make_event(f"Thing past {each}", starts_in=timedelta(days=-9 - each))
        make_page(f"About thing {each}")
        make_criterion(title=f"Thing {each}", labels=(f"label-{each}",), tags=("thing",))
        make_resource(title=f"Thing {each}", network=network, tags=("thing",), text="thing")


def cost(client, address):
    client.get(address)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return len(captured)


def test_thirty_cost_no_more_queries_than_one(client, cache_of_production):
    make_news("General news")
    costs, made = {address: [] for address in LIMITS}, 0
    for total in (1, 3, 30):
        fill(total - made, made)
        made = total
        for address in LIMITS:
            costs[address].append(cost(client, address))
    dear = {address: found for address, found in costs.items() if max(found) > found[0] or found[0] > LIMITS[address]}
    assert dear == {}
