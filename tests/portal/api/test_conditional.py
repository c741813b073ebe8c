"""Who has an answer already gets 304 until it changes."""

import pytest

from criteria.models import Criterion
from tests.factories.criteria import make_criterion, make_label
from tests.factories.pages import make_event, make_network, make_news

pytestmark = pytest.mark.django_db
REF = "CFIT-LAP-BAT-01"
ADDRESSES = [
    "/api/v1/criteria",
    f"/api/v1/criteria/{REF}",
    f"/api/v1/criteria/{REF}/editions",
    f"/api/v1/criteria/{REF}/editions/1.0",
    "/api/v1/adoptions",
    "/api/v1/vocabulary",
    "/api/v1/labels",
    "/api/v1/networks",
    "/api/v1/networks/norway",
    "/api/v1/events",
    "/api/v1/resources",
    "/api/v1/openapi.json",
    f"/criteria/{REF}.json",
    f"/criteria/{REF}.jsonld",
    f"/criteria/{REF}/1.0.bib",
    f"/embed/criteria/{REF}/",
    "/feeds/criteria.atom",
    "/feeds/criteria/product/laptop.atom",
    "/feeds/networks/norway.atom",
    "/feeds/criteria/ended.atom",
    "/feeds/criteria/positions.atom",
    "/feeds/news.atom",
    "/dcat.jsonld",
]


@pytest.fixture
def content(db):
    make_criterion(ref=REF)
    make_network("Norway", "NO")
    make_event()
    make_news()
    make_label()


def test_the_same_answer_is_not_sent_twice(client, content):
    for address in ADDRESSES:
        first = client.get(address)
        assert first.status_code == 200, address
        again = client.get(address, headers={"If-None-Match": first.headers["ETag"]})
        assert (again.status_code, again.content) == (304, b""), address
        assert again.headers["Access-Control-Allow-Origin"] == "*"
        other = client.get(address, headers={"If-None-Match": '"something-else"'})
        assert (other.status_code, other.content) == (200, first.content), address


def test_a_change_gives_a_new_answer(client, content):
    tags = {address: client.get(address).headers["ETag"] for address in ADDRESSES[:3]}
    made = Criterion.objects.get(ref=REF)
    made.title = "Another title"
    made.save_revision().publish()
    for address, tag in tags.items():
        assert client.get(address, headers={"If-None-Match": tag}).status_code == 200, address


def test_the_moment_of_change_counts_where_it_is_known_exactly(client, content):
    address = f"/api/v1/criteria/{REF}/editions/1.0"
    since = client.get(address).headers["Last-Modified"]
    assert client.get(address, headers={"If-Modified-Since": since}).status_code == 304


def test_the_day_of_change_is_told_but_never_hides_a_second_change(client, content):
    address = f"/api/v1/criteria/{REF}"
    since = client.get(address).headers["Last-Modified"]
    assert client.get(address, headers={"If-Modified-Since": since}).status_code == 200
