"""The selection in an address: whatever is written there, it is read; and what is written anew reads the same."""

from django.http import QueryDict
from hypothesis import given
from hypothesis import strategies as st

from criteria.tender.address import MOST, Pick, Picks, parse, read_pick

PARTS = st.text("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789", min_size=2, max_size=6)
REFS = st.tuples(PARTS, PARTS, PARTS).map(lambda parts: "-".join(("CFIT", *parts)))
NUMBERS = st.tuples(st.integers(0, 9999), st.integers(0, 9999)).map(lambda pair: f"{pair[0]}.{pair[1]}")
CHOSEN = st.lists(st.builds(Pick, REFS, st.just("") | NUMBERS), max_size=12, unique_by=lambda pick: pick.ref)
NEARLY = st.builds(lambda ref, end: ref + end, REFS, st.sampled_from(["@", "@1", "@1.2.3", "@x", " ", "@01.02", "\n"]))


@given(CHOSEN)
def test_what_is_written_reads_the_same(chosen):
    picks = Picks(tuple(chosen))
    assert parse(QueryDict(picks.query).getlist("ref")) == picks


@given(st.lists(st.text() | NEARLY | REFS, max_size=30))
def test_anything_is_read_and_its_normal_form_stays(values):
    picks = parse(values)
    again = parse(QueryDict(picks.query).getlist("ref"))
    assert again.chosen == picks.chosen
    assert not again.unknown_count
    assert len(set(picks.refs)) == len(picks.refs) <= MOST


@given(CHOSEN.filter(lambda chosen: len(chosen) > 1), st.data())
def test_two_change_places_and_back(chosen, data):
    picks = Picks(tuple(chosen))
    one, other = data.draw(st.sampled_from(picks.refs)), data.draw(st.sampled_from(picks.refs))
    assert sorted(picks.swapped(one, other).refs) == sorted(picks.refs)
    assert picks.swapped(one, other).swapped(one, other) == picks


def test_it_reads_what_people_type():
    assert read_pick(" cfit-lap-bat-01@02.1 ") == Pick("CFIT-LAP-BAT-01", "2.1")
    assert read_pick("laptop") is None


def test_first_naming_of_a_criterion_counts():
    picks = parse(["CFIT-LAP-BAT-01@1.0", "CFIT-LAP-BAT-01", "nonsense", ""])
    assert picks.chosen == (Pick("CFIT-LAP-BAT-01", "1.0"),)
    assert (picks.unknown, picks.unknown_count) == (("nonsense",), 1)


def test_more_than_fit_are_counted():
    picks = parse(f"CFIT-LAP-BAT-{number}" for number in range(1000, 1000 + MOST + 3))
    assert (len(picks.chosen), picks.left_out) == (MOST, 3)
