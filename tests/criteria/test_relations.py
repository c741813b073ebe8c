"""How criteria stand to one another: told from both sides, never in circles."""

import pytest
from django.urls import reverse

from criteria.library.queries import related
from criteria.lifecycle.doors import NotNow
from criteria.models import Relation
from criteria.terms import RelationKind, Status
from portal.reader import NOBODY
from tests.criteria.test_admin import NAME, form_of
from tests.factories.criteria import make_criterion, set_status

pytestmark = pytest.mark.django_db
Kind = RelationKind


def relate(one, kind, other):
    one.relations.add(Relation(kind=kind, to=other))
    one.save_revision().publish()
    one.refresh_from_db()


def beside(criterion):
    return [(each.words, each.document.ref) for each in related(NOBODY, criterion.entry.read())]


@pytest.mark.parametrize(
    ("kind", "said", "said_back"),
    [
        (Kind.REPLACES, "Replaces", "Replaced by"),
        (Kind.EXTENDS, "Goes further than", "Taken further by"),
        (Kind.EXCLUDES, "Not together with", "Not together with"),
        (Kind.SAME_TOPIC, "Same topic", "Same topic"),
    ],
)
def test_told_from_both_sides(kind, said, said_back):
    one, other = make_criterion(), make_criterion()
    relate(one, kind, other)
    assert beside(one) == [(said, other.ref)]
    assert beside(other) == [(said_back, one.ref)]


def test_successor_and_what_it_succeeded():
    old, new = make_criterion(), make_criterion()
    set_status(old, Status.SUPERSEDED, successor=new)
    assert beside(old) == [("Took its place", new.ref)]
    assert beside(new) == [("Takes the place of", old.ref)]


def test_named_relations_come_before_the_same_topic():
    one, variant, excluded = (make_criterion(topic="battery-cycles") for _each in range(3))
    relate(one, Kind.EXCLUDES, excluded)
    assert beside(one) == [("Not together with", excluded.ref), ("Same topic", variant.ref)]


@pytest.mark.parametrize("kind", [Kind.REPLACES, Kind.EXTENDS])
def test_no_circles_even_by_two_drafts(kind):
    one, other, third = (make_criterion() for _each in range(3))
    relate(one, kind, other)
    relate(other, kind, third)
    with pytest.raises(NotNow, match="by way of others"):
        relate(third, kind, one)


def saved(client, criterion, relations):
    form = form_of(ref=criterion.ref, relations=relations, change_note="Related.") | {"action-publish": "1"}
    return client.post(reverse(f"{NAME}:edit", args=[criterion.pk]), form)


@pytest.mark.parametrize("kind", [Kind.REPLACES, Kind.EXTENDS])
def test_editor_is_told_of_a_circle(person, kind):
    one, other = make_criterion(), make_criterion()
    relate(one, kind, other)
    answer = saved(person("moderator").client, other, [{"kind": kind, "to": one.pk}])
    assert "by way of others" in answer.text
    assert not other.relations.exists()


def test_editor_is_told_of_a_contradiction(person):
    one, other = make_criterion(), make_criterion()
    rows = [{"kind": kind, "to": other.pk} for kind in (Kind.EXTENDS, Kind.EXCLUDES)]
    assert "cannot be true at once" in saved(person("moderator").client, one, rows).text


def test_same_topic_may_go_both_ways():
    one, other = make_criterion(), make_criterion()
    relate(one, Kind.SAME_TOPIC, other)
    relate(other, Kind.SAME_TOPIC, one)
    assert len(beside(one)) == 1
