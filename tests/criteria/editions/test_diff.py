"""What differs between two documents: laws over any pair, and what people see in single cases."""

from hypothesis import given
from hypothesis import strategies as st

from criteria.editions.canonical import canonical, checksum
from criteria.editions.diff import Mark, difference, words
from tests.factories.documents import TEXT, documents, make_document, make_parameter


@given(documents, documents)
def test_applied_to_the_older_document_it_gives_the_newer(older, newer):
    assert canonical(difference(older, newer).apply(older)) == canonical(newer)


@given(documents, documents)
def test_it_is_empty_exactly_for_the_same_content(older, newer):
    assert bool(difference(older, newer)) == (checksum(older) != checksum(newer))


@given(documents)
def test_a_document_does_not_differ_from_itself(document):
    assert not difference(document, document)


@given(documents, documents)
def test_lists_hold_every_part_of_both_sides(older, newer):
    for change in difference(older, newer).lists:
        assert change.before == getattr(older, change.field)
        assert change.after == getattr(newer, change.field)
        assert change.changed or sorted(map(repr, change.before)) == sorted(map(repr, change.after))


@given(TEXT, TEXT)
def test_pieces_of_a_text_hold_both_texts(before, after):
    pieces = words(before, after)
    assert "".join(piece.text for piece in pieces if piece.mark is not Mark.ADDED) == before
    assert "".join(piece.text for piece in pieces if piece.mark is not Mark.REMOVED) == after


@given(st.text(max_size=30), st.integers(0, 5))
def test_checksum_does_not_depend_on_dates_and_number(title, day):
    plain = make_document(title=title)
    dated = make_document(title=title, edition="2.1", published_on=f"2026-01-0{day + 1}")
    assert checksum(plain) == checksum(dated)


def test_a_number_is_replaced_as_a_whole_word():
    pieces = words("after 800 cycles", "after 1000 cycles")
    assert [(piece.mark, piece.text) for piece in pieces] == [
        (Mark.KEPT, "after "),
        (Mark.REMOVED, "800"),
        (Mark.ADDED, "1000"),
        (Mark.KEPT, " cycles"),
    ]


def test_a_threshold_of_another_value_is_the_same_threshold_changed():
    older = make_document(parameters=(make_parameter("cycles", 800), make_parameter("years", 3)))
    newer = make_document(parameters=(make_parameter("cycles", 1000), make_parameter("years", 3)))
    (change,) = difference(older, newer).lists
    assert [(part.mark, part.fields) for part in change.parts] == [(Mark.CHANGED, ("value",)), (Mark.KEPT, ())]
