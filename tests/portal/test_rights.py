"""The one question about rights: decided once for each verb and model, and no by default."""

import pytest

from portal import rights
from portal.models import JournalEntry, User
from portal.reader import NOBODY, Reader
from portal.rights import may, rule


@pytest.fixture(autouse=True)
def rules_of_this_test(monkeypatch):
    monkeypatch.setattr(rights, "_rules", {})


def test_what_nobody_decided_is_forbidden():
    assert not may(NOBODY, "read", User())


def test_the_registered_answer_decides():
    rule("greet", User)(lambda reader, thing: reader.user == thing)
    me = User(pk=1)
    assert may(Reader(me), "greet", me)
    assert not may(NOBODY, "greet", me)
    assert not may(Reader(me), "dismiss", me)
    assert not may(Reader(me), "greet", JournalEntry())


def test_a_right_is_decided_once():
    rule("greet", User)(lambda reader, thing: True)
    with pytest.raises(ValueError, match="decided twice"):
        rule("greet", User)(lambda reader, thing: False)
