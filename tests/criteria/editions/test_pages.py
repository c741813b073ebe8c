"""Editions over HTTP: their addresses, what they say about newer ones, what differs, how to cite them."""

import pytest

from criteria.models import Criterion
from criteria.terms import ChangeKind
from tests.factories.criteria import make_criterion
from tests.keeping import kept

pytestmark = pytest.mark.django_db
THRESHOLD = {"key": "cycles", "label": "Full cycles", "unit": "cycles"}


@kept
def criterion():
    """Published three times: 1.0 with 800 cycles, 2.0 with 1000, 2.1 with a reason."""
    made = make_criterion(ref="CFIT-LAP-BAT-01", title="Battery", parameters=({**THRESHOLD, "value": 800},))
    threshold = made.parameters.get()
    threshold.value = 1000
    made.parameters.add(threshold)
    made.change_note = "The market moved."
    made.save_revision().publish()
    made = Criterion.objects.get(pk=made.pk)
    made.rationale = "Batteries fail first."
    made.save_revision().publish()
    return Criterion.objects.get(pk=made.pk)


def page(client, path, status=200, **headers):
    response = client.get(path, headers=headers, follow=status == 404)
    assert response.status_code == status, path
    return response.content.decode()


def test_an_old_edition_says_so_and_leads_to_the_current_one(client, criterion):
    text = page(client, "/en/criteria/CFIT-LAP-BAT-01/1.0/")
    assert "This is edition 1.0 of" in text
    assert "Edition 2.1 has taken its place." in text
    assert "≥\xa0800" in text
    assert "≥\xa01,000" not in text
    assert '<meta name="robots" content="noindex">' in text


def test_the_current_edition_says_nothing_of_the_kind(client, criterion):
    text = page(client, "/en/criteria/CFIT-LAP-BAT-01/2.1/")
    assert "has taken its place" not in text
    assert "edition 2.1" in text


@pytest.mark.parametrize("number", ["0.0", "1.1", "3.0", "99.99"])
def test_an_edition_that_never_was_is_not_found(client, criterion, number):
    page(client, f"/en/criteria/CFIT-LAP-BAT-01/{number}/", 404)


@pytest.mark.parametrize(
    "path",
    [
        "/en/criteria/{}/1.0/",
        "/en/criteria/{}/changes/",
        "/criteria/{}/1.0.json",
        "/criteria/{}/1.0.bib",
        "/criteria/{}/1.0/",
    ],
)
def test_what_was_taken_back_is_gone_from_every_door(client, criterion, path):
    criterion.unpublish()
    page(client, path.format(criterion.ref), 404)


def test_changes_name_every_edition_with_its_reason(client, criterion):
    text = page(client, "/en/criteria/CFIT-LAP-BAT-01/changes/?from=1.0&to=2.0")
    assert "The market moved." in text
    assert str(ChangeKind.THRESHOLD.label) in text
    assert "Full cycles: ≥\xa0800" in text
    assert "Full cycles: ≥\xa01,000" in text
    assert "Batteries fail first." not in text


@pytest.mark.parametrize("asked", ["", "?from=9.9&to=x", "?from=2.1&to=1.0", "?from=2.1&to=2.1"])
def test_changes_always_compare_two_editions_older_first(client, criterion, asked):
    text = page(client, f"/en/criteria/CFIT-LAP-BAT-01/changes/{asked}")
    assert "to edition 2.1" in text


def test_one_edition_has_nothing_to_compare_with(client):
    make_criterion(ref="CFIT-LAP-BAT-02")
    assert "nothing to compare" in page(client, "/en/criteria/CFIT-LAP-BAT-02/changes/")


def test_json_holds_the_document_and_its_checksum(client, criterion):
    edition = criterion.editions.get(major=1)
    response = client.get("/criteria/CFIT-LAP-BAT-01/1.0.json")
    assert response.json() == edition.document
    assert response["ETag"] == f'"{edition.checksum}"'


def test_the_permanent_address_gives_what_is_asked_for(client, criterion):
    asked = "/criteria/CFIT-LAP-BAT-01/1.0/"
    assert client.get(asked, headers={"accept": "text/html"})["Location"] == "/en/criteria/CFIT-LAP-BAT-01/1.0/"
    assert client.get(asked, headers={"accept": "application/json"}).json()["edition"] == "1.0"


def test_citations_name_the_edition(client, criterion):
    assert "edition 2.1. Circular and Fair ICT Pact" in page(client, "/en/criteria/CFIT-LAP-BAT-01/")
    bibtex = page(client, "/criteria/CFIT-LAP-BAT-01/1.0.bib")
    assert bibtex.startswith("@misc{CFIT-LAP-BAT-01-1.0,")
    assert "url = {http://testserver/criteria/CFIT-LAP-BAT-01/1.0/}" in bibtex
    (item,) = client.get("/criteria/CFIT-LAP-BAT-01/1.0.csl.json").json()
    assert (item["version"], item["number"]) == ("1.0", "CFIT-LAP-BAT-01")


def test_signs_of_tex_are_harmless_in_a_citation(client):
    make_criterion(ref="CFIT-LAP-BAT-03", title=r"50 % {of} \input{x} & more_$")
    assert r"50 \% \{of\} \textbackslash{}input\{x\} \& more\_\$" in page(client, "/criteria/CFIT-LAP-BAT-03/1.0.bib")


@pytest.mark.parametrize("path", ["/en/criteria/CFIT-LAP-BAT-01/1.0/", "/en/criteria/CFIT-LAP-BAT-01/changes/"])
def test_pages_need_few_queries_however_many_editions(client, criterion, path, django_assert_max_num_queries):
    for number in range(5):
        criterion.rationale = f"Reason {number}."
        criterion.save_revision().publish()
        criterion = Criterion.objects.get(pk=criterion.pk)
    client.get(path)
    with django_assert_max_num_queries(10):
        client.get(path)
