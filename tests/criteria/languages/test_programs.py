"""What programs read in a language, and that what was published stays as it is."""

import json

import pytest

from criteria.editions.canonical import checksum
from criteria.terms import TextState
from tests.criteria.languages.conftest import REF
from tests.factories.criteria import make_criterion
from tests.factories.languages import make_text

pytestmark = pytest.mark.django_db


@pytest.fixture
def text(criterion):
    return make_text(criterion, state=TextState.MACHINE, texts={"title": "Een batterij", "requirement": "800 cycli."})


@pytest.mark.parametrize(
    ("address", "member"),
    [
        (f"/api/v1/criteria/{REF}?lang=nl", ""),
        (f"/criteria/{REF}.json?lang=nl", ""),
        (f"/criteria/{REF}/1.0.json?lang=nl", ""),
        (f"/api/v1/criteria/{REF}/editions/1.0?lang=nl", "document"),
    ],
)
def test_a_record_is_given_in_a_language_and_says_so(client, text, address, member):
    data = client.get(address).json()
    document = data[member] if member else data
    assert (document["title"], document["summary"], document["language"]) == ("Een batterij", "For years.", "nl")
    assert document["parameters"][0]["value"] == "800.0000"
    assert (data["text"]["state"], data["text"]["original_language"]) == ("machine", "en")
    assert "summary" in data["text"]["in_original"]
    assert "title" not in data["text"]["in_original"]


@pytest.mark.parametrize("address", ["/api/v1/criteria?lang=nl", "/en/criteria/export.json?lang=nl"])
def test_a_list_is_given_in_a_language_where_there_is_a_text(client, text, address):
    make_criterion(title="Zinc")
    response = client.get(address)
    items = json.loads(b"".join(response) if response.streaming else response.content)["items"]
    assert {(each["title"], each["text"]["state"]) for each in items} == {
        ("Een batterij", "machine"),
        ("Zinc", "original"),
    }


def test_a_table_is_given_in_a_language(client, text):
    lines = b"".join(client.get("/en/criteria/export.csv?lang=nl")).decode()
    assert "Een batterij" in lines
    assert "800 cycli." in lines


def test_what_was_published_is_given_word_for_word(client, criterion, text):
    edition = criterion.editions.get()
    response = client.get(f"/criteria/{REF}/1.0.json")
    assert response.json() == edition.document
    assert response.headers["ETag"] == f'"{checksum(edition.read())}"'
    assert "text" not in client.get(f"/api/v1/criteria/{REF}/editions/1.0").json()


def test_a_record_names_its_languages(client, text):
    assert client.get(f"/api/v1/criteria/{REF}").json()["texts"] == [
        {
            "language": "nl",
            "state": "machine",
            "since": str(text.since),
            "url": f"http://testserver/api/v1/criteria/{REF}?lang=nl",
        }
    ]


def test_linked_data_tags_every_translation_with_its_language(client, text):
    (found,) = client.get(f"/criteria/{REF}.jsonld").json()["workTranslation"]
    assert found["name"] == {"@value": "Een batterij", "@language": "nl"}
    assert found["translationOfWork"] == {"@id": f"http://testserver/criteria/{REF}/"}
    assert "abstract" not in found


def test_the_permanent_address_leads_to_the_language(client, text):
    response = client.get(f"/criteria/{REF}/?lang=nl", headers={"Accept": "text/html"})
    assert response.url == f"/en/criteria/{REF}/?lang=nl"


@pytest.mark.parametrize("language", ["fr", "xx", "x" * 300])
def test_an_unknown_language_is_answered_with_the_original(client, text, language):
    response = client.get(f"/criteria/{REF}.json?lang={language}")
    assert response.json()["title"] == "A battery that lasts"
