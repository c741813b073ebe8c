"""Where networks stand on the drawings."""

import pytest

from networks.map import country_shape, drawings, outlines, project, world_map
from networks.models import NetworkPage
from tests.factories.pages import make_network

pytestmark = pytest.mark.django_db


def where(network):
    shown = world_map([network])
    views = {"world": shown.world.marks, "europe": shown.europe.marks, "unplaced": shown.unplaced}
    return next(key for key, marks in views.items() if marks)


@pytest.mark.parametrize(
    ("title", "code", "view"),
    [
        ("Netherlands", "NL", "europe"),
        ("Norway", "NO", "europe"),
        ("Canada", "CA", "world"),
        ("Australia", "AU", "world"),
        ("Slovenia", "SI", "europe"),
    ],
)
def test_countries_stand_on_one_of_the_two(title, code, view):
    assert where(make_network(title, code)) == view


def test_network_of_no_place_is_in_the_list_only():
    network = make_network("Utilities", "", kind=NetworkPage.Kind.SECTOR)
    assert where(network) == "unplaced"
    assert [mark.label for mark in world_map([network]).marks] == ["Utilities"]


def test_region_is_a_dot_above_its_country():
    flanders = make_network(
        "Flanders", "BE", kind=NetworkPage.Kind.REGION, iso_3166_2="BE-VLG", latitude=51.0, longitude=4.1
    )
    belgium = make_network("Belgium", "BE")
    marks = world_map([flanders, belgium]).europe.marks
    assert [mark.label for mark in marks] == ["Belgium", "Flanders"]
    assert marks[1].dot
    assert not marks[1].shape


def test_every_network_is_in_the_list_beside_the_map_once():
    networks = [make_network(code, code) for code in ("NL", "CA", "SI", "AU", "XK")]
    assert sorted(mark.label for mark in world_map(networks).marks) == ["AU", "CA", "NL", "SI", "XK"]


@pytest.mark.parametrize(("longitude", "latitude"), [(0, 0), (180, 0), (-180, 60), (4.9, 52.4), (0, 90)])
@pytest.mark.parametrize("view", ["world", "europe"])
def test_points_land_on_finite_places(view, longitude, latitude):
    x, y = project(drawings()[view]["projection"], (longitude, latitude))
    assert abs(x) < 5000
    assert abs(y) < 5000


def test_amsterdam_is_north_west_of_vienna():
    amsterdam, vienna = (project(drawings()["europe"]["projection"], p) for p in ((4.9, 52.4), (16.4, 48.2)))
    assert amsterdam[0] < vienna[0]
    assert amsterdam[1] < vienna[1]


@pytest.mark.parametrize("code", sorted(code for code, drawing in outlines()["countries"].items() if drawing["d"]))
def test_every_drawn_country_has_an_outline_in_its_box(code):
    shape = country_shape(code)
    assert shape.path.startswith("M")
    assert len(shape.box.split()) == 4


def test_country_without_a_drawing_has_no_shape():
    assert country_shape("QQ") is None
    assert country_shape("VA") is None
