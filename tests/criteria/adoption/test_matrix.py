"""The matrix: rows, columns, cells and scores."""

import pytest

from criteria.adoption.actions import take_position
from criteria.adoption.matrix import MatrixQuery, Score, matrix
from criteria.models import Criterion
from criteria.terms import Adoption
from portal.reader import NOBODY, Reader
from tests.factories.criteria import make_criterion
from tests.factories.pages import make_network
from tests.people import make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def secretariat(db):
    return Reader(make_user("ada@example.org", superuser=True))


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


def test_a_cell_shows_the_latest_position_and_whether_it_is_old(secretariat):
    network = make_network()
    criterion = make_criterion()
    take_position(criterion.editions.get(), network, state=Adoption.IDENTICAL, by=secretariat)
    criterion.applies_to = "both"
    criterion.save_revision().publish()
    (row,) = matrix(MatrixQuery(), NOBODY).rows
    assert (row.cells[0].position.state, row.cells[0].is_outdated) == (Adoption.IDENTICAL, True)
    newest = Criterion.objects.get().editions.first()
    take_position(newest, network, state=Adoption.WEAKER, by=secretariat, texts={"reason": "Few offers."})
    (row,) = matrix(MatrixQuery(), NOBODY).rows
    assert (row.cells[0].position.state, row.cells[0].is_outdated) == (Adoption.WEAKER, False)


def test_it_shows_what_was_asked_for(secretariat):
    dutch, norwegian = make_network(), make_network("Norway", "NO")
    laptop = make_criterion(products=("laptop",))
    make_criterion(products=("server",))
    take_position(laptop.editions.get(), norwegian, state=Adoption.ADAPTED, by=secretariat)
    assert len(matrix(MatrixQuery({"product": ("server",)}), NOBODY).rows) == 1
    assert matrix(MatrixQuery(networks=(dutch.slug,)), NOBODY).networks == (dutch,)
    shown = matrix(MatrixQuery(only_decided=True), NOBODY)
    assert [row.criterion.ref for row in shown.rows] == [laptop.ref]
    assert shown.total == 2


def test_what_is_taken_back_shows_no_position(secretariat):
    network, criterion = make_network(), make_criterion()
    take_position(criterion.editions.get(), network, state=Adoption.ADAPTED, by=secretariat)
    network.unpublish()
    assert matrix(MatrixQuery(), NOBODY).score == Score(0, 0)


@pytest.mark.parametrize("many", [1, 3, 30])
def test_it_takes_four_queries_however_large(secretariat, many, django_assert_num_queries):
    network = make_network()
    for _number in range(many):
        take_position(make_criterion().editions.get(), network, state=Adoption.ADAPTED, by=secretariat)
    with django_assert_num_queries(4):
        assert len(matrix(MatrixQuery(), NOBODY).rows) == many
