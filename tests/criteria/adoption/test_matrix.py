"""The matrix: rows, columns, cells and scores."""

from datetime import timedelta

import pytest
from django.utils import timezone

from criteria.adoption import matrix as matrices
from criteria.adoption.matrix import MatrixQuery, Score, matrix
from criteria.terms import Adoption
from networks.models import NetworkPage
from portal.reader import NOBODY
from tests.factories.adoption import publish_anew, take
from tests.factories.criteria import make_criterion
from tests.factories.pages import make_network

pytestmark = pytest.mark.django_db


def only_row():
    (row,) = matrix(MatrixQuery(), NOBODY).rows
    return row


@pytest.mark.parametrize(
    ("states", "shared", "decided", "percent"),
    [
        ([], 0, 0, None),
        (["under_review", "not_applicable"], 0, 0, None),
        (["identical", "adapted", "stricter", "under_review"], 2, 3, 67),
        (["not_adopted", "legal_obstacle", "weaker"], 0, 3, 0),
    ],
)
def test_undecided_never_counts(states, shared, decided, percent):
    score = Score.of(Adoption(state) for state in states)
    assert (score.shared, score.decided, score.percent) == (shared, decided, percent)


def test_a_cell_shows_the_latest_position_and_whether_it_is_old():
    network, criterion = make_network(), make_criterion()
    take(network, criterion, "identical")
    publish_anew(criterion)
    assert (only_row().cells[0].position.state, only_row().cells[0].is_outdated) == ("identical", True)
    take(network, criterion, "weaker")
    assert (only_row().cells[0].position.state, only_row().cells[0].is_outdated) == ("weaker", False)


@pytest.mark.parametrize(("kind", "score"), [("editorial", Score(1, 1)), ("scope", Score(0, 0))])
def test_an_old_position_counts_as_long_as_only_words_changed(kind, score):
    network, criterion = make_network(), make_criterion()
    take(network, criterion, "identical")
    publish_anew(criterion, summary="Said in other words.", change_kind=kind)
    assert only_row().cells[0].is_outdated
    assert only_row().score == matrix(MatrixQuery(), NOBODY).score == score


@pytest.mark.parametrize(("days", "score"), [(0, Score(1, 1)), (-1, Score(0, 0))])
def test_what_has_ended_is_shown_but_not_counted(days, score):
    ends = timezone.localdate() + timedelta(days=days)
    take(make_network(), make_criterion(), "identical", period=(None, ends))
    assert only_row().cells[0].position
    assert only_row().score == score


def test_it_shows_what_was_asked_for():
    dutch, norwegian = make_network(), make_network("Norway", "NO")
    laptop = make_criterion(products=("laptop",))
    make_criterion(products=("server",))
    take(norwegian, laptop)
    assert len(matrix(MatrixQuery({"product": ("server",)}), NOBODY).rows) == 1
    assert matrix(MatrixQuery(networks=(dutch.slug,)), NOBODY).networks == (dutch,)
    shown = matrix(MatrixQuery(only_decided=True), NOBODY)
    assert [row.criterion.ref for row in shown.rows] == [laptop.ref]
    assert not matrix(MatrixQuery(networks=(dutch.slug,), only_decided=True), NOBODY).rows


def test_what_somebody_spoke_about_comes_first():
    dutch, norway = make_network(), make_network("Norway", "NO")
    first, second, third = (make_criterion(ref=f"CFIT-TST-ORD-0{number}") for number in (1, 2, 3))
    take(dutch, third, "identical")
    take(norway, second, "weaker")
    rows = matrix(MatrixQuery(networks=(dutch.slug,)), NOBODY).rows
    assert [row.criterion.ref for row in rows] == [third.ref, first.ref, second.ref]


def test_pages_share_one_score(monkeypatch):
    monkeypatch.setattr(matrices, "PER_PAGE", 2)
    network = make_network()
    criteria = [make_criterion() for _ in range(3)]
    take(network, criteria[2], "identical")
    first, last = (matrix(MatrixQuery(page=page), NOBODY) for page in (1, 99))
    assert [len(first.rows), len(last.rows), last.page, last.pages, first.total] == [2, 1, 2, 2, 3]
    assert first.score == last.score == Score(1, 1)
    assert len(matrix(MatrixQuery(), NOBODY).rows) == 3


def test_working_groups_have_no_column():
    make_network("Batteries", "", kind=NetworkPage.Kind.WORKING_GROUP, iso_3166_1="")
    make_criterion()
    assert matrix(MatrixQuery(), NOBODY).networks == ()


@pytest.mark.parametrize("many", [1, 3, 30])
def test_it_takes_four_queries_however_large(many, django_assert_num_queries):
    network = make_network()
    for _number in range(many):
        take(network, make_criterion())
    with django_assert_num_queries(4):
        assert len(matrix(MatrixQuery(), NOBODY).rows) == many
