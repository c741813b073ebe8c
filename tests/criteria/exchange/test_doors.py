"""What is not public is in no format, for nobody, at no address for programs."""

import pytest
from wagtail.models import PageViewRestriction

from criteria.terms import Visibility
from tests.factories.criteria import make_criterion
from tests.factories.pages import make_event, make_network
from tests.factories.resources import make_resource
from tests.keeping import kept

pytestmark = pytest.mark.django_db
REF = "CFIT-SEC-RET-01"
SECRETS = ("Unheard-of", "whisper", "Hidden land", "hush-hush", "secret-room", REF)
DOORS = [
    "/api/v1/criteria",
    "/api/v1/criteria?q=unheard-of",
    "/api/v1/criteria?product=teapot&tag=whisper",
    "/api/v1/adoptions",
    "/api/v1/vocabulary",
    "/api/v1/networks",
    "/api/v1/working-groups",
    "/api/v1/events",
    "/api/v1/events/buyers-meet",
    "/api/v1/resources",
    "/api/v1/resources?q=unheard-of",
    "/api/v1/openapi.json",
    "/api/v1/docs",
    "/en/criteria/export.json",
    "/en/criteria/export.csv?q=unheard-of",
    "/en/resources/export.csv",
    "/feeds/criteria.atom",
    "/dcat.jsonld",
]
GONE = [
    f"/api/v1/criteria/{REF}",
    f"/api/v1/criteria/{REF}/editions",
    f"/api/v1/criteria/{REF}/editions/1.0",
    f"/criteria/{REF}.json",
    f"/criteria/{REF}.csv",
    f"/criteria/{REF}/1.0.jsonld",
    f"/oembed?url=http://testserver/criteria/{REF}/",
    "/api/v1/resources/hush-hush",
    "/api/v1/networks/hidden-land",
    "/feeds/networks/hidden-land.atom",
    "/api/v1/events/secret-event",
]


@kept
def hidden():
    """A draft, a criterion taken back, a resource for members, a closed network, an event nobody announced."""
    draft = make_criterion(ref=REF, title="Unheard-of demand", tags=("whisper",))
    draft.unpublish()
    make_criterion(title="Unheard-of draft", published=False, tags=("whisper",))
    make_criterion(title="Open")
    make_event()
    make_event("Secret event", live=False)
    make_resource(title="Unheard-of guide", slug="hush-hush", visibility=Visibility.MEMBERS)
    closed = make_network("Hidden land", "NO")
    PageViewRestriction.objects.create(page=closed, restriction_type=PageViewRestriction.LOGIN)
    make_network("Sweden", "SE")


def test_no_door_tells_what_is_not_public(hidden, person):
    for who in ("visitor", "editor"):
        for door in DOORS:
            response = person(who).client.get(door)
            text = (b"".join(response.streaming_content) if response.streaming else response.content).decode()
            assert response.status_code == 200, door
            told = text.replace("q=unheard-of", "").replace("tag=whisper", "").replace('"whisper"', "")
            assert not {secret for secret in SECRETS if secret in told}, (door, who)


def test_what_is_not_public_looks_like_what_never_was(hidden, person):
    for who in ("visitor", "editor"):
        for door in GONE:
            assert person(who).client.get(door, follow=True).status_code == 404, (door, who)
