"""Who finds a position, and who changes one, by every way in: hidden networks and criteria are nowhere."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook
from wagtail.models import PageViewRestriction

from criteria.models import Position
from networks.models import Membership, Role
from tests.factories.adoption import take
from tests.factories.criteria import make_criterion
from tests.factories.members import make_member
from tests.factories.pages import make_network
from tests.keeping import kept

pytestmark = pytest.mark.django_db
SECRET = "Hereabouts"


@kept
def network():
    return make_network(SECRET, "NL", summary="")


@kept
def criterion():
    return make_criterion(title="Screws instead of glue")


@pytest.fixture
def people(network, person):
    elsewhere = make_network("Norway", "NO")
    ended = {"state": Membership.State.ENDED, "since": timezone.now() - timedelta(9), "until": timezone.now()}
    return {
        "visitor": person("visitor"),
        "stranger": person("member"),
        "editor": person("editor"),
        "reviewer": make_member(network, "rita", Role.REVIEWER),
        "neighbour": make_member(elsewhere, "nils", Role.COORDINATOR),
        "former": make_member(network, "fred", Role.COORDINATOR, **ended),
        "coordinator": make_member(network, "cora", Role.COORDINATOR),
        "secretariat": make_member(elsewhere, "sina", Role.SECRETARIAT),
    }


OUTSIDE = ["visitor", "stranger", "editor", "reviewer", "neighbour", "former"]
DECIDING = ["coordinator", "secretariat"]


def doors(criterion, network):
    return {
        "matrix": "/en/criteria/matrix/",
        "one network": f"/en/criteria/matrix/?network={network.slug}&decided=1",
        "csv": "/en/criteria/matrix.csv",
        "xlsx": "/en/criteria/matrix.xlsx",
        "cell": f"/en/criteria/{criterion.ref}/positions/{network.slug}/",
        "criterion": f"/en/criteria/{criterion.ref}/",
        "form": f"/en/criteria/{criterion.ref}/positions/{network.slug}/decide/",
        "list": f"/en/criteria/positions/{network.slug}/",
    }


def said(response):
    """All words of an answer, those inside a workbook as well."""
    if response.headers["Content-Type"].startswith("application/vnd"):
        sheets = load_workbook(BytesIO(response.getvalue())).worksheets
        return str([cell.value for sheet in sheets for row in sheet.iter_rows() for cell in row])
    return response.text


def hide(how, network, criterion):
    if how == "draft network":
        network.unpublish()
    elif how == "closed network":
        PageViewRestriction.objects.create(page=network, restriction_type="login")
    else:
        criterion.unpublish()


@pytest.mark.parametrize("who", [*OUTSIDE, *DECIDING])
def test_the_form_and_the_list_are_there_for_who_decides(people, network, criterion, who):
    client, addresses = people[who].client, doors(criterion, network)
    for door in ("form", "list"):
        response = client.get(addresses[door])
        expected = 200 if who in DECIDING else 302 if who == "visitor" else 404
        assert response.status_code == expected, door
    answer = client.post(addresses["form"], {"state": "identical", "edition": "1.0", "seen": ""})
    assert Position.objects.exists() is (who in DECIDING)
    assert answer.status_code == 302 or who not in DECIDING


@pytest.mark.parametrize("who", OUTSIDE)
def test_nobody_else_confirms(people, network, criterion, who):
    taken = take(network, criterion)
    criterion.applies_to = "both"
    criterion.save_revision().publish()
    address = reverse("criteria:confirm_position", args=[criterion.ref, network.slug])
    data = {"edition": "2.0", "older": taken.decided_at.isoformat()}
    assert people[who].client.post(address, data).status_code in {302, 404}
    assert Position.objects.count() == 1


@pytest.mark.parametrize("who", ["visitor", "neighbour", "coordinator"])
@pytest.mark.parametrize("door", ["matrix", "one network", "csv", "cell", "criterion"])
def test_positions_are_public(people, network, criterion, who, door):
    take(network, criterion, reason="Because so.")
    assert "Adapted" in people[who].client.get(doors(criterion, network)[door]).text


@pytest.mark.parametrize("who", ["visitor", "stranger", "neighbour", "former"])
@pytest.mark.parametrize("how", ["draft network", "closed network"])
def test_positions_of_hidden_networks_are_nowhere(people, network, criterion, who, how):
    take(network, criterion, "legal_obstacle", reason="Secret reason")
    other = make_network("Belgium", "BE")
    take(other, criterion, "identical")
    hide(how, network, criterion)
    for door, address in doors(criterion, network).items():
        text = said(people[who].client.get(address))
        assert SECRET not in text, door
        assert "Secret reason" not in text, door
    assert "1 of 1" in people[who].client.get("/en/criteria/matrix/").text


@pytest.mark.parametrize("who", ["visitor", "coordinator", "secretariat"])
def test_unpublished_criteria_are_nowhere(people, network, criterion, who):
    take(network, criterion, reason="Secret reason")
    hide("criterion", network, criterion)
    for door, address in doors(criterion, network).items():
        text = said(people[who].client.get(address))
        assert criterion.title not in text, door
        assert "Secret reason" not in text, door
    assert "0 criteria" in people[who].client.get("/en/criteria/matrix/").text


def test_a_closed_network_is_still_kept_by_its_coordinators(people, network, criterion):
    hide("closed network", network, criterion)
    client, addresses = people["coordinator"].client, doors(criterion, network)
    answer = client.post(addresses["form"], {"state": "identical", "edition": "1.0", "seen": ""}, follow=True)
    assert answer.status_code == 200
    assert "Identical" in client.get(addresses["cell"]).text
    assert SECRET not in client.get(addresses["csv"]).text


@pytest.mark.parametrize("slug", ["nothing", "batteries"])
def test_what_is_no_network_has_no_position(person, criterion, slug):
    make_network("Batteries", "", kind="working_group", iso_3166_1="")
    client = person("admin").client
    assert client.get(f"/en/criteria/{criterion.ref}/positions/{slug}/").status_code == 404
    assert client.get(f"/en/criteria/positions/{slug}/").status_code == 404


def test_second_factor_is_asked_for(settings, people, network, criterion):
    settings.SECOND_FACTOR_REQUIRED = True
    for door in ("form", "list"):
        assert people["coordinator"].client.get(doors(criterion, network)[door]).status_code == 302
