"""Positions on the pages of networks and criteria, in the CMS, in what a person gets to know about themselves."""

import pytest
from django.test import RequestFactory

from criteria.adoption import personal, sections
from criteria.documents import CriterionDocument
from criteria.models import Position
from networks.models import Role
from portal.reader import NOBODY, Reader
from portal.sections import sections_of
from tests.factories.adoption import publish_anew, take
from tests.factories.criteria import make_criterion
from tests.factories.members import make_member
from tests.factories.pages import make_network

pytestmark = pytest.mark.django_db


def request_of(reader=NOBODY):
    request = RequestFactory().get("/")
    if reader.user:
        request.user = reader.user
    return request


def test_a_network_page_says_what_it_asks(client):
    network, first, second = make_network(), make_criterion(title="Screws"), make_criterion(title="Glue")
    take(network, first, "identical")
    take(network, second, "weaker")
    publish_anew(second)
    page = client.get(network.get_url()).text
    for words in ("What this network asks", "Screws", "Glue", "on edition 1.0, not counted"):
        assert words in page
    assert f"/en/criteria/matrix/?network={network.slug}&amp;decided=1" in page


def test_a_network_without_positions_shows_its_coordinators_where_to_begin(client):
    network = make_network()
    make_criterion()
    cora = make_member(network, "cora", Role.COORDINATOR)
    assert "What this network asks" not in client.get(network.get_url()).text
    assert f"/en/criteria/positions/{network.slug}/" in cora.client.get(network.get_url()).text


def test_a_criterion_page_says_who_asks_for_it(client):
    dutch, norwegian, criterion = make_network(), make_network("Norway", "NO"), make_criterion()
    make_network("Belgium", "BE")
    take(dutch, criterion, "identical", national_ref="NL-12")
    take(norwegian, criterion, "weaker")
    page = client.get(f"/en/criteria/{criterion.ref}/").text
    for words in ("1 of 2 networks that decided", "<b>50 %</b>", "NL-12", "1 network has said nothing yet"):
        assert words in page


def test_coordinators_get_from_a_criterion_to_their_own_position():
    network, criterion = make_network(), make_criterion()
    cora = make_member(network, "cora", Role.COORDINATOR)
    assert (
        f"/{criterion.ref}/positions/{network.slug}/decide/" in cora.client.get(f"/en/criteria/{criterion.ref}/").text
    )


@pytest.mark.parametrize("many", [1, 3, 30])
def test_sections_keep_to_their_number_of_questions(many, django_assert_max_num_queries):
    network, criteria = make_network(), [make_criterion() for _number in range(many)]
    for number, criterion in enumerate(criteria):
        take(network, criterion)
        take(make_network(f"Land {number}", "", kind="sector", iso_3166_1=""), criteria[0])
    cora = make_member(network, "cora", Role.COORDINATOR)
    document = CriterionDocument.model_validate(criteria[0].editions.get().document)
    allowed = {each.context: each.queries for each in sections_of("network") + sections_of("criterion")}
    for reader in (NOBODY, cora.reader):
        for context, subject in ((sections.of_network, network), (sections.of_criterion, document)):
            with django_assert_max_num_queries(allowed[context]):
                assert context(request_of(Reader(reader.user) if reader.user else NOBODY), subject)


@pytest.mark.parametrize(
    ("who", "seen"),
    [("member", None), ("editor", None), ("cora", {"netherlands"}), ("admin", {"netherlands", "norway"})],
)
def test_the_cms_lists_the_positions_of_ones_own_networks(person, who, seen):
    dutch, criterion = make_network(), make_criterion()
    cora = make_member(dutch, "cora", Role.COORDINATOR)
    rows = {each.slug: take(each, criterion, reason="=1+1") for each in (dutch, make_network("Norway", "NO"))}
    client = cora.client if who == "cora" else person(who).client
    listing = client.get("/admin/positions/")
    if seen is None:
        assert listing.status_code in {302, 403}
        return
    exported = b"".join(client.get("/admin/positions/?export=csv")).decode()
    for slug, row in rows.items():
        assert (row.network.title in exported) is (slug in seen)
        inspected = client.get(f"/admin/positions/inspect/{row.pk}/")
        assert (inspected.status_code == 200) is (slug in seen)
    assert "'=1+1" in exported
    assert client.get(f"/admin/positions/edit/{rows['netherlands'].pk}/").status_code in {302, 403, 404}
    assert client.get("/admin/positions/new/").status_code in {302, 403, 404}


def test_who_recorded_a_position_is_told_and_forgotten():
    network, criterion = make_network(), make_criterion()
    cora = make_member(network, "cora", Role.COORDINATOR)
    take(network, criterion, by=cora.reader)
    (told,) = personal.export(cora.user)
    assert (told["criterion"], told["network"], told["position"]) == (f"{criterion.ref} 1.0", "Netherlands", "adapted")
    personal.erase(cora.user)
    assert Position.objects.get().decided_by is None
