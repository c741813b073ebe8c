"""Criteria that wait for somebody's decision stand on that person's home, and on nobody else's."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from criteria.lifecycle.cards import life
from criteria.terms import Status
from portal.reader import NOBODY, Reader
from tests.factories.criteria import make_criterion, set_status
from tests.factories.lifecycle import let_time_pass, make_criterion_at
from tests.people import signed_in

pytestmark = pytest.mark.django_db
SEES = {
    "secretary": {"in review", "over"},
    "coordinator": {"over"},
    "reviewer": set(),
    "reader": set(),
    "neighbour": set(),
}


@pytest.mark.parametrize("who", SEES)
def test_who_finds_what_waits(cast, who):
    make_criterion_at("review", cast.secretary, title="in review", owner_network=cast.network)
    let_time_pass(make_criterion_at("consultation", cast.secretary, title="over", owner_network=cast.network))
    make_criterion_at("consultation", cast.secretary, title="still open", owner_network=cast.network)
    make_criterion_at("proposed", cast.secretary, title="a proposal", owner_network=cast.network)
    card = life(Reader(cast.find(who)))
    assert {each.title for each in card["waiting"]} == SEES[who] if SEES[who] else card is None


def test_nobody_finds_anything():
    set_status(make_criterion(), Status.REVIEW)
    assert life(NOBODY) is None


def test_home_leads_to_the_decision(cast):
    criterion = make_criterion_at("review", cast.secretary)
    page = signed_in("x", cast.secretary).client.get("/en/members/").text
    assert "1 criterion waits for your decision" in page
    assert f"/en/criteria/{criterion.ref}/life/" in page


def test_many_cost_no_more_than_one(cast):
    def cost(more):
        for _number in range(more):
            set_status(make_criterion(owner_network=cast.network), Status.REVIEW)
        with CaptureQueriesContext(connection) as captured:
            assert life(Reader(cast.secretary))
        return len(captured)

    assert cost(1) == cost(2) == cost(27)
