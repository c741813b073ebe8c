"""The page of one criterion and its permanent address."""

from datetime import date

import pytest

from criteria.documents import CriterionDocument
from criteria.models import LegalBasis, Relation
from criteria.terms import CriterionType, LegalRole, RelationKind
from tests.factories.criteria import make_criterion
from tests.factories.pages import make_network

pytestmark = pytest.mark.django_db


def page_of(client, criterion):
    response = client.get(criterion.get_absolute_url())
    assert response.status_code == 200
    return response.text


def test_says_all_that_a_procurer_relies_on(client):
    criterion = make_criterion(
        title="Long battery life",
        requirement="The battery keeps 80 % after 800 cycles.",
        rationale="It saves a laptop.",
        guidance_buyer="Ask for the report.",
        guidance_bidder="Name the cell.",
        parameters=({"value": 800, "unit": "cycles", "qualifier": "80 % left", "test_standard": "EN 61960-3"},),
        labels=("tco-certified",),
        tags=("battery",),
        stages=("use",),
    )
    criterion.legal_bases.add(
        LegalBasis(act="Regulation X", jurisdiction="EU", role=LegalRole.ALREADY_LAW, applies_from=date(2025, 6, 20))
    )
    criterion.save_revision().publish()
    page = page_of(client, criterion)
    for words in (
        "The battery keeps 80 % after 800 cycles.",
        "80 % left",
        "EN 61960-3",
        "The technical file of the maker.",
        "Already law since 20 June 2025.",
        "Regulation X",
        "Tco certified",
        "It saves a laptop.",
        "Ask for the report.",
        "Name the cell.",
        "A set of criteria",
        "2022",
        "First edition",
    ):
        assert words in page


def test_texts_are_escaped(client):
    page = page_of(client, make_criterion(title="<b>bold</b>", requirement="<script>alert(1)</script>"))
    assert "<script>alert(1)" not in page
    assert "&lt;b&gt;bold" in page


def test_missing_proof_is_said_and_not_hidden(client):
    assert "No proof has been agreed yet" in page_of(client, make_criterion(proofs=0))


def test_related_criteria_by_relation_and_topic(client):
    one, other = make_criterion(topic="battery"), make_criterion(topic="battery", title="Same question elsewhere")
    named = make_criterion(title="Named relation")
    hidden = make_criterion(topic="battery", title="Hidden draft", published=False)
    one.relations.add(Relation(kind=RelationKind.EXTENDS, to=named))
    one.relations.add(Relation(kind=RelationKind.SAME_TOPIC, to=hidden))
    one.save_revision().publish()
    page = page_of(client, one)
    assert page.index("Named relation") < page.index("Same question elsewhere")
    assert "Hidden draft" not in page
    assert one.title in page_of(client, other)


def test_withdrawn_criterion_leaves_related_lists(client):
    one, other = make_criterion(topic="battery"), make_criterion(topic="battery", title="Withdrawn later")
    other.unpublish()
    assert "Withdrawn later" not in page_of(client, one)


def test_points_are_explained(client):
    criterion = make_criterion(criterion_type=CriterionType.AWARD, scale_method="pass_bonus", scale_note="Full points.")
    assert "Full points." in page_of(client, criterion)


def test_network_page_lists_its_criteria(client):
    network = make_network("Sweden", "SE")
    make_criterion(title="From Sweden", sources=("SE",))
    make_criterion(title="From Norway", sources=("NO",))
    page = client.get(network.get_url()).text
    assert "From Sweden" in page
    assert "From Norway" not in page


@pytest.mark.parametrize(
    ("accept", "goes_to"),
    [
        ("text/html", "/en/criteria/CFIT-LAP-BAT-01/"),
        ("*/*", "/en/criteria/CFIT-LAP-BAT-01/"),
        ("", "/en/criteria/CFIT-LAP-BAT-01/"),
    ],
)
def test_permanent_address_leads_people_to_their_language(client, accept, goes_to):
    make_criterion(ref="CFIT-LAP-BAT-01")
    response = client.get("/criteria/CFIT-LAP-BAT-01/", headers={"Accept": accept} if accept else {})
    assert (response.status_code, response["Location"]) == (302, goes_to)
    assert "Accept" in response["Vary"]


def test_permanent_address_gives_machines_the_document(client):
    make_criterion(ref="CFIT-LAP-BAT-01", title="Long battery life")
    response = client.get("/criteria/CFIT-LAP-BAT-01/", headers={"Accept": "application/json"})
    assert CriterionDocument.model_validate(response.json()).title == "Long battery life"


@pytest.mark.parametrize("address", ["/en/criteria/cfit-lap-bat-01/"])
def test_references_are_found_however_they_are_typed(client, address):
    make_criterion(ref="CFIT-LAP-BAT-01")
    response = client.get(address)
    assert (response.status_code, response["Location"]) == (301, "/en/criteria/CFIT-LAP-BAT-01/")


@pytest.mark.parametrize("ref", ["CFIT-XXX-YY-99", "CFIT", "..", "%2e%2e", "a" * 200, "CFIT-LAP-BAT-01%00"])
@pytest.mark.parametrize("door", ["/en/criteria/{}/", "/criteria/{}/"])
def test_unknown_reference_is_not_found(client, ref, door):
    assert client.get(door.format(ref), follow=True).status_code in {400, 404}


def test_labels_page_shows_published_demands_only(client, starter):
    page = client.get("/en/criteria/labels/")
    assert page.status_code == 200
    assert "TCO Certified" in page.text
    assert "smelters" not in page.text


def test_old_title_is_nowhere_after_publishing_anew(client):
    criterion = make_criterion(title="Old title")
    criterion.title = "New title"
    criterion.save_revision().publish()
    page = page_of(client, criterion)
    assert "New title" in page
    assert "Old title" not in page
