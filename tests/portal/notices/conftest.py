"""Kinds and things for tests of notices: a thing is a group, and whoever belongs to it may view it."""

import pytest
from django.contrib.auth.models import Group

from portal import rights
from portal.notices import following, kinds
from tests.portal.notices.cast import may_view, register_all


@pytest.fixture(autouse=True)
def registered(monkeypatch):
    """Three kinds, one for each default; groups may be viewed by their members and followed."""
    monkeypatch.setattr(kinds, "_kinds", {})
    monkeypatch.setattr(following, "_followable", {})
    monkeypatch.setitem(rights._rules, ("view", Group), may_view)
    register_all()
