"""The card on other people's pages, and oEmbed that finds it."""

from xml.etree import ElementTree as ET

import pytest
from django.utils.html import escape

from criteria.models import Criterion
from tests.factories.criteria import make_criterion
from tests.keeping import kept

pytestmark = pytest.mark.django_db
REF = "CFIT-LAP-BAT-01"
CARD = f"/embed/criteria/{REF}/"
HERE = f"http://testserver/criteria/{REF}/"


@kept
def criterion():
    return make_criterion(ref=REF, title='Battery "<b>"', parameters=({"value": 800, "label": "Full cycles"},))


def test_every_page_may_frame_the_card_and_only_the_card(client, criterion):
    card = client.get(CARD)
    assert "frame-ancestors *" in card.headers["Content-Security-Policy"]
    assert "script-src" not in card.headers["Content-Security-Policy"]
    assert "X-Frame-Options" not in card.headers
    page = client.get(f"/en/criteria/{REF}/")
    assert page.headers["X-Frame-Options"] == "DENY"
    assert "frame-ancestors 'self'" in page.headers["Content-Security-Policy"]


def test_a_card_has_no_script_no_form_and_no_cookie(client, criterion):
    card = client.get(CARD)
    assert not {part for part in ("<script", "<form", " style=", "http-equiv") if part in card.text}
    assert not card.cookies
    assert "Cookie" not in card.headers["Vary"]


def test_a_card_names_its_edition_and_follows_the_next(client, criterion):
    assert "edition 1.0" in client.get(CARD).text
    made = Criterion.objects.get(pk=criterion.pk)
    made.title = "Battery for longer"
    made.save_revision().publish()
    text = client.get(CARD).text
    assert "edition 1.1" in text
    assert "Battery for longer" in text
    assert f'href="/criteria/{REF}/" target="_blank" rel="noopener"' in text


def test_a_card_costs_one_query(client, criterion, django_assert_num_queries):
    with django_assert_num_queries(1):
        client.get(CARD)


@pytest.mark.parametrize(
    "url",
    [
        HERE,
        f"http://testserver/criteria/{REF.lower()}/",
        f"http://testserver/en/criteria/{REF}/",
        f"http://testserver/criteria/{REF}/1.0/",
        f"http://testserver{CARD}",
        f"{HERE}?from=mail#requirement",
    ],
)
def test_oembed_finds_the_card_of_an_address(client, criterion, url):
    found = client.get("/oembed", {"url": url}).json()
    assert (found["type"], found["version"]) == ("rich", "1.0")
    assert f'src="http://testserver{CARD}"' in found["html"]
    assert escape('Battery "<b>"') in found["html"]
    assert client.get("/oembed", {"url": url}).headers["Access-Control-Allow-Origin"] == "*"


def test_oembed_speaks_xml(client, criterion):
    response = client.get("/oembed", {"url": HERE, "format": "xml"})
    assert response.headers["Content-Type"] == "text/xml; charset=utf-8"
    found = {part.tag: part.text for part in ET.fromstring(response.content)}
    assert found == {name: str(value) for name, value in client.get("/oembed", {"url": HERE}).json().items()}


@pytest.mark.parametrize(
    "url",
    [
        "",
        "x",
        "http://testserver/",
        "http://testserver/en/criteria/",
        "http://testserver/criteria/CFIT-NON-ONE-01/",
        f"https://elsewhere.example/criteria/{REF}/",
        f"http://testserver@elsewhere.example/criteria/{REF}/",
        f"javascript://testserver/criteria/{REF}/",
        f"//testserver/criteria/{REF}/",
        "http://[testserver/",
        "http://testserver/%00/",
        "http://testserver/" + "a" * 9000,
    ],
)
def test_other_addresses_have_no_card(client, criterion, url):
    assert client.get("/oembed", {"url": url}).status_code in {400, 404}


def test_a_draft_has_no_card(client):
    draft = make_criterion(published=False)
    assert client.get(f"/embed/criteria/{draft.ref}/", follow=True).status_code == 404
    assert client.get("/oembed", {"url": f"http://testserver/criteria/{draft.ref}/"}).status_code == 404


def test_a_format_nobody_offers_is_said(client, criterion):
    assert client.get("/oembed", {"url": HERE, "format": "yaml"}).status_code == 501


@pytest.mark.parametrize(
    ("asked", "size"),
    [
        ({"maxwidth": "300"}, (300, 360)),
        ({"maxwidth": "9999", "maxheight": "100"}, (480, 100)),
        ({"maxwidth": "-1", "maxheight": "0"}, (480, 360)),
        ({"maxwidth": "１０", "maxheight": "1e3"}, (480, 360)),
    ],
)
def test_a_card_is_never_larger_than_the_page_has_room(client, criterion, asked, size):
    found = client.get("/oembed", {"url": HERE, **asked}).json()
    assert (found["width"], found["height"]) == size


def test_the_page_offers_its_card(client, criterion):
    page = client.get(f"/en/criteria/{REF}/").text
    assert 'type="application/json+oembed"' in page
    assert 'type="text/xml+oembed"' in page
    assert escape(f'<iframe src="http://testserver{CARD}"') in page
    assert "Put this card on your page" in page
