"""Permanent addresses: what Accept asks for, and the same by an ending."""

import hashlib
import io
import json

import pytest
from openpyxl import load_workbook

from criteria.exports.wordings import FORMATS
from criteria.models import Criterion
from tests.factories.criteria import make_criterion
from tests.keeping import kept

pytestmark = pytest.mark.django_db
REF = "CFIT-LAP-BAT-01"
AT = f"/criteria/{REF}/"
BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"


@kept
def criterion():
    """Published twice: 1.0 with 800 cycles, 2.0 with 1000."""
    threshold = {"key": "cycles", "label": "Full cycles", "unit": "cycles", "value": 800}
    made = make_criterion(ref=REF, title="Battery that lasts", parameters=(threshold,))
    part = made.parameters.get()
    part.value = 1000
    made.parameters.add(part)
    made.save_revision().publish()
    return Criterion.objects.get(pk=made.pk)


@pytest.mark.parametrize(
    ("accept", "media_type"),
    [
        ("application/json", "application/json"),
        ("application/ld+json", "application/ld+json"),
        ("application/x-bibtex", "application/x-bibtex"),
        ("application/vnd.citationstyles.csl+json", "application/vnd.citationstyles.csl+json"),
        ("text/csv", "text/csv"),
        ("text/html;q=0.5, application/json", "application/json"),
        ("application/json;q=0.4, application/ld+json;q=0.9", "application/ld+json"),
        ("application/*", "application/json"),
        ("text/html;q=0, application/x-bibtex;q=0.1, image/png", "application/x-bibtex"),
        ("application/json;q=nonsense", "application/json"),
    ],
)
@pytest.mark.parametrize("address", [AT, f"{AT}1.0/"])
def test_accept_decides_about_the_format(client, criterion, address, accept, media_type):
    response = client.get(address, headers={"Accept": accept})
    assert response.status_code == 200
    assert response.headers["Content-Type"].partition(";")[0] == media_type
    assert "Accept" in response.headers["Vary"].split(", ")
    there = response.headers["Content-Location"]
    assert client.get(there).content == response.content


@pytest.mark.parametrize("accept", [BROWSER, "*/*", "text/html", "application/json;q=0.5, text/html;q=0.6", "text/*"])
def test_people_are_led_to_the_page_in_their_language(client, criterion, accept):
    response = client.get(AT, headers={"Accept": accept})
    assert (response.status_code, response.headers["Location"]) == (302, f"/en/criteria/{REF}/")
    assert {"Accept", "Accept-Language"} <= set(response.headers["Vary"].split(", "))


@pytest.mark.parametrize("accept", ["image/png", "text/turtle", "application/json;q=0", "nonsense"])
def test_a_format_that_is_not_there_is_refused_with_those_that_are(client, criterion, accept):
    response = client.get(AT, headers={"Accept": accept})
    assert response.status_code == 406
    assert "application/ld+json" in response.json()["alternatives"]


@pytest.mark.parametrize("form", FORMATS, ids=lambda form: form.key)
def test_every_format_has_an_address_of_its_own(client, criterion, form):
    for address in (f"/criteria/{REF}.{form.key}", f"/criteria/{REF}/1.0.{form.key}"):
        response = client.get(address)
        assert response.status_code == 200
        assert response.headers["Content-Type"].startswith(form.media_type)
        assert response.headers["Access-Control-Allow-Origin"] == "*"
        assert not response.cookies


def test_the_page_names_its_formats(client, criterion):
    page = client.get(f"/en/criteria/{REF}/").text
    assert f'<link rel="alternate" type="application/ld+json" title="JSON-LD" href="/criteria/{REF}.jsonld">' in page
    old = client.get(f"/en/criteria/{REF}/1.0/").text
    assert f'href="/criteria/{REF}/1.0.jsonld"' in old
    assert "oembed" not in old


def test_an_edition_stays_and_the_criterion_moves_on(client, criterion):
    old, now = (client.get(f"/criteria/{REF}{end}.jsonld").json() for end in ("/1.0", ""))
    assert [node["mentions"][0]["minValue"] for node in (old, now)] == [800, 1000]
    assert old["@id"].endswith(f"/criteria/{REF}/1.0/")
    assert old["dcterms:isVersionOf"] == {"@id": now["@id"]}
    assert now["version"] == "2.0"


def filled(value):
    if isinstance(value, list):
        return [filled(each) for each in value]
    if isinstance(value, dict):
        return {key: kept for key, each in value.items() if (kept := filled(each))}
    return value


def test_anybody_can_check_an_edition(client, criterion):
    """As docs/api.md says: without what is not content and what is empty, keys in order, no blanks."""
    response = client.get(f"/criteria/{REF}/1.0.json")
    not_content = {"published_on", "updated_on", "edition", "life"}
    content = filled({name: each for name, each in response.json().items() if name not in not_content})
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    digest = hashlib.sha256(text.encode()).hexdigest()
    assert response.headers["ETag"] == f'"{digest}"'
    assert client.get(f"/api/v1/criteria/{REF}/editions/1.0").json()["checksum"] == digest


def test_linked_data_states_no_licence(client, criterion):
    assert "license" not in client.get(f"/criteria/{REF}.jsonld").text
    assert "license" not in client.get("/dcat.jsonld").text


def test_relations_to_drafts_are_not_told(client):
    secret = make_criterion(ref="CFIT-SEC-RET-01", published=False)
    made = make_criterion(published=False)
    made.relations.create(to=secret, kind="replaces")
    made.save_revision().publish()
    at = f"/criteria/{made.ref}"
    for address in (f"{at}.json", f"{at}.jsonld", f"/api/v1{at}", "/api/v1/criteria"):
        assert "CFIT-SEC-RET-01" not in client.get(address).text, address


def test_a_workbook_holds_the_same_row_as_the_table(client, criterion):
    content = b"".join(client.get(f"/criteria/{REF}.xlsx").streaming_content)
    head, row = load_workbook(io.BytesIO(content)).active.iter_rows(values_only=True)
    told = dict(zip(head, row, strict=True))
    assert (told["Reference"], told["Edition"]) == (REF, "2.0")
    assert told["Thresholds"] == "Full cycles: ≥ 1,000 cycles"
    assert json.loads(client.get(f"/criteria/{REF}.json").content)["edition"] == "2.0"
