"""Rooms stand on a ladder: each may use those below it, none above it, by whatever kind of arrow."""

import ast
import re
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
COMPONENTS = sorted((ROOT / "templates" / "components").rglob("*.html"))
LADDER = ["portal", "networks", "criteria", "home"]
NAMES_EVERY_ROOM = {"portal/urls.py", "portal/settings/base.py"}
TEMPLATE_REFERENCE = re.compile(r'{% (?:extends|include) "([a-z]+)/')
ADDRESS_REFERENCE = re.compile(r"""(?:{% url|reverse\(|redirect\()\s*['"]([a-z_]+):""")
ADDRESSES = {"events": "home", "news": "home", "members": "networks"}
ADDRESSES |= {"criteria": "criteria", "permanent": "criteria", "tags": "criteria", "tag_feeds": "criteria"}
ADDRESSES |= {"resources": "criteria", "exchange": "criteria", "selection": "criteria"}


def room_of(name):
    return name.split(".")[0]


def above(room):
    return set(LADDER[LADDER.index(room) + 1 :])


def modules(room):
    return [file for file in sorted((ROOT / room).rglob("*.py")) if "migrations" not in file.parts]


@cache
def tree(file):
    return ast.parse(file.read_text())


def imported(file):
    """Every module a file imports, inside functions as well."""
    for node in ast.walk(tree(file)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module


def strings(file):
    constants = (node.value for node in ast.walk(tree(file)) if isinstance(node, ast.Constant))
    return (value for value in constants if isinstance(value, str))


@pytest.mark.parametrize("room", LADDER)
def test_no_room_imports_one_above(room):
    for file in modules(room):
        if str(file.relative_to(ROOT)) in NAMES_EVERY_ROOM:
            continue
        wrong = {name for name in imported(file) if room_of(name) in above(room)}
        assert not wrong, file


@pytest.mark.parametrize("room", LADDER)
def test_no_foreign_key_points_above(room):
    for file in modules(room):
        if str(file.relative_to(ROOT)) in NAMES_EVERY_ROOM:
            continue
        models = {text for text in strings(file) if re.fullmatch(r"[a-z]+\.[A-Z]\w+", text)}
        assert not {name for name in models if room_of(name) in above(room)}, file


@pytest.mark.parametrize("room", LADDER)
def test_no_template_reaches_above(room):
    for file in sorted((ROOT / "templates" / room).rglob("*.html")):
        text = file.read_text()
        assert not set(TEMPLATE_REFERENCE.findall(text)) & above(room), file
        assert not {ADDRESSES.get(name, "") for name in ADDRESS_REFERENCE.findall(text)} & above(room), file


@pytest.mark.parametrize("file", COMPONENTS, ids=lambda file: file.name)
def test_components_know_no_room(file):
    text = file.read_text()
    assert not set(TEMPLATE_REFERENCE.findall(text)) & set(LADDER)
    assert not {ADDRESSES.get(name, "") for name in ADDRESS_REFERENCE.findall(text)} - {""}


@pytest.mark.parametrize("room", LADDER)
def test_models_import_no_views_and_views_no_views(room):
    for file in modules(room):
        names = {name for name in imported(file) if room_of(name) == room}
        if "models" in file.parts:
            assert not {name for name in names if name.endswith((".views", ".forms", ".admin", ".exports"))}, file
        if file.name == "views.py":
            assert not {name for name in names if name.endswith(".views")}, file


def test_production_code_knows_no_test():
    for room in LADDER:
        for file in modules(room):
            assert "tests" not in {room_of(name) for name in imported(file)}, file
