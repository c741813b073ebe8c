"""Every right is decided, used and written down: no verb without a rule, no rule without use, none undocumented."""

import ast
import re
from functools import cache
from pathlib import Path

import pytest

from portal.rights import registered

ROOT = Path(__file__).resolve().parents[2]
ROOMS = ["portal", "networks", "criteria", "home"]
LINE = re.compile(r"^\| (`[a-z_]+`(?:, `[a-z_]+`)*) \| (\w+) \|", re.MULTILINE)
ASKS = {"may", "require", "_require", "_may", "may_on", "_may_or_404"}


def documented():
    found = LINE.findall((ROOT / "docs" / "rights.md").read_text())
    return {(verb, thing) for verbs, thing in found for verb in re.findall(r"`(\w+)`", verbs)}


def in_code():
    return {(verb, model.__name__) for verb, model in registered()}


@cache
def trees():
    """The rooms' code, read once for all verbs."""
    return [ast.parse(file.read_text()) for room in ROOMS for file in sorted((ROOT / room).rglob("*.py"))]


@cache
def words_used():
    """Every text in the rooms' code that is not the first argument of a rule."""
    found = set()
    for tree in trees():
        rules = {
            id(node.args[0])
            for node in ast.walk(tree)
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "rule"
        }
        found |= {
            node.value
            for node in ast.walk(tree)
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in rules
        }
    return found


def asked():
    """The verbs that code asks `may` about."""
    for tree in trees():
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") in ASKS and len(node.args) > 1:
                yield from (part.value for part in ast.walk(node.args[1])
                            if isinstance(part, ast.Constant) and isinstance(part.value, str))  # fmt: skip


def test_every_right_is_documented_and_nothing_else():
    assert documented() == in_code()


@pytest.mark.parametrize("verb", sorted({verb for verb, _model in registered()}))
def test_every_right_is_used(verb):
    assert verb in words_used()


def test_nobody_asks_for_a_right_that_does_not_exist():
    assert set(asked()) - {verb for verb, _model in registered()} == set()
