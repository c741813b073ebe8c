"""The catalogue of data: what it names is there."""

import pytest

from tests.factories.criteria import make_criterion
from tests.factories.resources import make_resource

pytestmark = pytest.mark.django_db
LINKS = {"dcat:accessURL", "dcat:downloadURL", "dcat:landingPage", "dcat:endpointDescription"}


def links(node):
    """Every address that is named anywhere in it."""
    if isinstance(node, list):
        for each in node:
            yield from links(each)
    elif isinstance(node, dict):
        yield from (value["@id"] for name, value in node.items() if name in LINKS)
        yield from links(list(node.values()))


def test_every_address_in_it_leads_somewhere(client):
    make_criterion()
    make_resource()
    found = set(links(client.get("/dcat.jsonld").json()))
    assert len(found) > 10
    for address in found:
        assert client.get(address.removeprefix("http://testserver")).status_code == 200, address


def test_it_says_when_and_in_which_language_and_nothing_that_nobody_knows(client):
    assert "dct:modified" not in client.get("/dcat.jsonld").text
    make_criterion()
    (criteria, *_others) = client.get("/dcat.jsonld").json()["dcat:dataset"]
    assert criteria["dct:modified"]["@type"] == "xsd:dateTime"
    assert criteria["dct:language"] == [{"@id": "http://publications.europa.eu/resource/authority/language/ENG"}]
