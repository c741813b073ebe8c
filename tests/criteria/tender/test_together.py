"""What is said of criteria that stand in one selection."""

import pytest

from criteria.tender.selection import RemarkKind, remarks
from criteria.terms import RelationKind
from tests.factories.documents import make_document

Kind = RelationKind


def document(ref, topic="", **relations):
    related = [{"relation": relation, "ref": other} for other, relation in relations.items()]
    return make_document(ref=ref, topic=topic, related=related)


def told(*documents):
    return [(remark.kind, [each.ref for each in remark.documents]) for remark in remarks(documents)]


@pytest.mark.parametrize("kind", [Kind.EXCLUDES, Kind.REPLACES, Kind.EXTENDS])
def test_pairs_are_told_whoever_says_it(kind):
    one, other = document("A"), document("B", A=kind)
    assert told(one, other) == told(other, one) == [(kind.value, ["B", "A"])]


def test_weightiest_first_and_each_pair_once():
    one = document("A", "cycles", B=Kind.EXTENDS, C=Kind.EXCLUDES)
    two, three = document("B", "other"), document("C", "cycles", A=Kind.EXCLUDES)
    assert [kind for kind, _refs in told(one, two, three)] == [RemarkKind.EXCLUDES, RemarkKind.EXTENDS]


def test_a_common_question_is_told_for_all_that_ask_it():
    same = [document(ref, "cycles") for ref in "ABC"]
    assert told(*same, document("D", "else"), document("E")) == [(RemarkKind.SAME_TOPIC, ["A", "B", "C"])]


def test_nothing_is_told_of_criteria_that_have_nothing_to_do_with_each_other():
    assert told(document("A"), document("B"), document("C", "cycles", X=Kind.EXCLUDES)) == []
