"""The world as typed values for templates: networks as links on drawings made beforehand, and a country's outline.

The drawings stand in `data/world.json` and `data/outlines.json`, made by `bin/world-map`; points are put on them by the
same projections.
"""

import json
import math
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from django.http import HttpRequest

from networks.models import NetworkPage

DATA = Path(__file__).parent / "data"
SMALL = {"world": 16, "europe": 14}
"""Countries that span less get a dot as well, or nobody would find them."""

type Point = tuple[float, float]


@dataclass(frozen=True)
class Mark:
    """A network on a drawing: its country's shape, a dot, or both."""

    label: str
    url: str
    shape: str
    dot: Point | None
    is_region: bool


@dataclass(frozen=True)
class View:
    """One drawing. `marks` are links; `echoes` are shapes whose link is on the other drawing."""

    key: str
    width: int
    height: int
    land: str
    marks: tuple[Mark, ...]
    echoes: tuple[str, ...]


@dataclass(frozen=True)
class WorldMap:
    """The world, Europe enlarged, and the networks that are on neither; every network is exactly once among them."""

    world: View
    europe: View
    unplaced: tuple[Mark, ...]

    @property
    def marks(self) -> list[Mark]:
        """All networks by name: the list that stands beside the map."""
        return sorted((*self.world.marks, *self.europe.marks, *self.unplaced), key=lambda mark: mark.label)


@dataclass(frozen=True)
class Shape:
    """A country's outline in a box of its own, with a dot for a region or a very small place."""

    path: str
    box: str
    dot: Point | None


@cache
def drawings() -> dict[str, Any]:
    return json.loads((DATA / "world.json").read_text())


@cache
def outlines() -> dict[str, Any]:
    return json.loads((DATA / "outlines.json").read_text())


def world_map(networks: Iterable[NetworkPage], request: HttpRequest | None = None) -> WorldMap:
    """Where the given networks are; whom they may be shown to is the caller's business.

    With `request`, Wagtail looks the site up once for all addresses instead of once for each.
    """
    marks: dict[str, list[Mark]] = {"world": [], "europe": [], "unplaced": []}
    echoes: list[str] = []
    for network in networks:
        key = _view_of(network)
        marks[key].append(_mark(network, key, request))
        if key == "europe" and network.kind == network.Kind.COUNTRY:
            echoes.append(_country(network, "world").get("d", ""))
    return WorldMap(
        _view("world", marks["world"], echoes), _view("europe", marks["europe"], []), tuple(marks["unplaced"])
    )


def country_shape(country: str, point: Point | None = None) -> Shape | None:
    """The outline of a country, with `point` (longitude, latitude) on it; None for a country without a drawing."""
    drawing = outlines()["countries"].get(country)
    if drawing is None or not drawing["d"]:
        return None
    left, top, width, height = drawing["box"]
    box = f"{left - 6} {top - 6} {width + 12} {height + 12}"
    return Shape(drawing["d"], box, project(drawing["projection"], point) if point else None)


def project(projection: dict[str, Any], point: Point) -> Point:
    """A longitude and latitude as x and y of a drawing."""
    formula = {"equal-earth": _equal_earth, "azimuthal": _azimuthal}[projection["name"]]
    x, y = formula(point, projection["rotate"])
    scale, (right, down) = projection["scale"], projection["translate"]
    return round(right + scale * x, 1), round(down - scale * y, 1)


def _view(key: str, marks: list[Mark], echoes: list[str]) -> View:
    drawing = drawings()[key]
    regions_last = sorted(marks, key=lambda mark: (mark.is_region, mark.label))  # Dots must lie above their country.
    return View(
        key, drawing["width"], drawing["height"], drawing["land"], tuple(regions_last), tuple(filter(None, echoes))
    )


def _mark(network: NetworkPage, key: str, request: HttpRequest | None) -> Mark:
    is_region = network.kind == network.Kind.REGION
    shape, dot = "", None
    if key != "unplaced":
        country = {} if is_region else _country(network, key)
        shape = country.get("d", "")
        point = _point(network)
        if point is not None and country.get("span", 0) < SMALL[key]:
            dot = project(drawings()[key]["projection"], point)
    return Mark(network.title, network.get_url(request) or "", shape, dot, is_region)


def _country(network: NetworkPage, key: str) -> dict[str, Any]:
    return drawings()[key]["countries"].get(network.iso_3166_1, {})


def _point(network: NetworkPage) -> Point | None:
    if network.latitude is not None and network.longitude is not None:
        return network.longitude, network.latitude
    drawing = outlines()["countries"].get(network.iso_3166_1)
    return tuple(drawing["centre"]) if drawing and network.kind == network.Kind.COUNTRY else None


def _view_of(network: NetworkPage) -> str:
    point = _point(network)
    if point is None:
        return "unplaced"
    europe = drawings()["europe"]
    west, south = europe["projection"]["rotate"]
    return "europe" if _degrees_between(point, (-west, -south)) <= europe["radius"] * 0.97 else "world"


def _degrees_between(one: Point, other: Point) -> float:
    (a, b), (c, d) = (tuple(map(math.radians, point)) for point in (one, other))
    cosine = math.sin(b) * math.sin(d) + math.cos(b) * math.cos(d) * math.cos(a - c)
    return math.degrees(math.acos(max(-1.0, min(1.0, cosine))))


def _azimuthal(point: Point, rotate: Point) -> Point:
    """Lambert's equal-area projection around the point that `rotate` turns to the middle."""
    longitude, latitude = math.radians(point[0] + rotate[0]), math.radians(point[1])
    middle = math.radians(-rotate[1])
    cosine = math.cos(latitude) * math.cos(longitude)
    k = math.sqrt(2 / (1 + math.sin(middle) * math.sin(latitude) + math.cos(middle) * cosine))
    return (
        k * math.cos(latitude) * math.sin(longitude),
        k * (math.cos(middle) * math.sin(latitude) - math.sin(middle) * cosine),
    )


def _equal_earth(point: Point, rotate: Point) -> Point:
    """The Equal Earth projection (Šavrič, Patterson, Jenny 2018)."""
    a1, a2, a3, a4, m = 1.340264, -0.081106, 0.000893, 0.003796, math.sqrt(3) / 2
    longitude = math.radians((point[0] + rotate[0] + 180) % 360 - 180)
    t = math.asin(m * math.sin(math.radians(point[1])))
    t2 = t * t
    t6 = t2**3
    x = longitude * math.cos(t) / (m * (a1 + 3 * a2 * t2 + t6 * (7 * a3 + 9 * a4 * t2)))
    return x, t * (a1 + a2 * t2 + t6 * (a3 + a4 * t2))
