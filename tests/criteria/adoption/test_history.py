"""Harmonisation over time: only what was decided, when it was decided."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st

from criteria.adoption.chart import chart
from criteria.adoption.history import MAX_POINTS, Moment, _days, harmonisation
from criteria.adoption.matrix import Score
from portal.reader import NOBODY
from tests.factories.adoption import publish_anew, take
from tests.factories.criteria import make_criterion
from tests.factories.pages import make_network

NOW = timezone.now()


def ago(days):
    return NOW - timedelta(days=days)


def story(criteria, networks):
    return harmonisation(NOBODY, refs={each.ref for each in criteria}, networks={each.pk for each in networks})


def scores(moments):
    """Each score once, in the order in which they came."""
    found = []
    for moment in moments:
        if not found or found[-1] != moment.score:
            found.append(moment.score)
    return found


@pytest.mark.django_db
def test_every_move_is_in_the_story_from_its_day_on():
    network, criterion = make_network(), make_criterion()
    take(network, criterion, "under_review", at=ago(20))
    take(network, criterion, "identical", at=ago(10))
    take(network, criterion, "not_adopted", at=ago(5))
    moments = story([criterion], [network])
    assert scores(moments) == [Score(0, 0), Score(1, 1), Score(0, 1)]
    assert moments[0].day == timezone.localdate(ago(20))
    assert moments[-1].day == timezone.localdate()
    assert next(moment.day for moment in moments if moment.score.shared) == timezone.localdate(ago(10))


@pytest.mark.django_db
def test_a_new_main_number_and_an_end_take_a_position_out():
    network, criterion, other = make_network(), make_criterion(), make_criterion()
    take(network, criterion, "identical", at=ago(20))
    take(network, other, "identical", at=ago(15), period=(None, timezone.localdate(ago(8))))
    assert scores(story([criterion, other], [network])) == [Score(1, 1), Score(2, 2), Score(1, 1)]
    publish_anew(criterion)
    assert scores(story([criterion, other], [network]))[-1] == Score(0, 0)


@pytest.mark.django_db
def test_what_is_hidden_today_is_in_no_point_of_the_past():
    dutch, hidden, criterion = make_network(), make_network("Norway", "NO"), make_criterion()
    for network in (dutch, hidden):
        take(network, criterion, "identical", at=ago(20))
    hidden.unpublish()
    assert scores(story([criterion], [dutch, hidden])) == [Score(1, 1)]
    criterion.unpublish()
    assert story([criterion], [dutch, hidden]) == ()


@pytest.mark.django_db
def test_it_follows_the_filters_of_the_page(client):
    network, criterion, other = make_network(), make_criterion(), make_criterion(products=("server",))
    take(network, criterion, "identical", at=ago(20))
    take(network, other, "weaker", at=ago(10))
    page = client.get("/en/criteria/matrix/?product=server").text
    assert page.count('<td class="amount">1</td>') == 11
    assert "<svg viewBox" in page


@pytest.mark.django_db
@pytest.mark.parametrize("many", [1, 3, 30])
def test_it_takes_three_questions_however_long_the_story(many, django_assert_num_queries):
    network, criterion = make_network(), make_criterion()
    for number in range(many):
        take(network, criterion, ["identical", "adapted"][number % 2], at=ago(40 - number))
    story([criterion], [network])
    with django_assert_num_queries(3):
        story([criterion], [network])


@settings(max_examples=60)
@given(st.integers(0, 20_000))
def test_points_are_even_few_and_reach_from_the_first_day_to_the_last(span):
    first = date(1990, 1, 1)
    last = first + timedelta(days=span)
    days = list(_days(first, last))
    assert (days[0], days[-1]) == (first, last)
    assert len(days) <= MAX_POINTS + 1
    assert len({after - before for before, after in pairwise(days[:-1])}) <= 1


def moments(*scores):
    return [Moment(date(2026, 1, 1) + timedelta(days=i), Score(*score)) for i, score in enumerate(scores)]


def test_the_drawing_stands_inside_its_frame():
    drawn = chart(moments((0, 0), (1, 3), (2, 3)))
    places = [tuple(map(float, pair.split(","))) for pair in f"{drawn.decided} {drawn.shared}".split()]
    assert all(drawn.left <= x <= drawn.right and 0 <= y <= drawn.base for x, y in places)
    assert [tick.label for tick in drawn.amounts] == [0, 2, 4]
    assert [tick.anchor for tick in drawn.days] == ["start", "middle", "end"]


def test_the_drawing_claims_nothing_between_two_days():
    outline = [tuple(pair.split(",")) for pair in chart(moments((0, 0), (1, 3), (2, 3))).decided.split()]
    assert all(here[0] == there[0] or here[1] == there[1] for here, there in pairwise(outline))


@pytest.mark.parametrize("told", [(), ((1, 1),)])
def test_one_day_is_no_story(told):
    assert chart(moments(*told)) is None


def test_a_story_without_decisions_can_be_drawn():
    assert chart(moments((0, 0), (0, 0))).amounts[-1].label == 2
