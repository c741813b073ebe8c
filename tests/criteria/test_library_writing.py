"""Rows of the library are put in one statement: made, changed or left alone, with search text made by PostgreSQL."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import IntegrityError, connection, transaction

from criteria.library.writing import Weighed, put, sorted_in_at_once
from criteria.models import LibraryEntry, LibrarySearchText, LibraryThreshold
from tests.factories.criteria import make_criterion

pytestmark = pytest.mark.django_db


def row(criterion, **others):
    return {
        "criterion_id": criterion.pk,
        "ref": criterion.ref,
        "title": "A laptop",
        "document": {"title": "A laptop", "steps": [1, {"share": "0.5"}]},
        "facets": ["theme:repair", 'tag:"quoted, with comma"'],
        "ambition_rank": 2,
        "updated_on": date(2026, 11, 30),
    } | others


def search_text(entry, language="en", texts=None):
    return {
        "rid": entry.rid,
        "language": language,
        "ref": entry.ref,
        "title": entry.title,
        "ambition_rank": 2,
        "updated_on": date(2026, 11, 30),
        "words": Weighed(texts or {"A": "Repairable laptops", "D": "Batteries"}, f"portal_{language}"),
    }


def placed():
    """Where each row lies: another place for a row says that it was written."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT rid, ctid::text FROM criteria_libraryentry ORDER BY rid")
        return dict(cursor.fetchall())


def put_all(*rows):
    put(LibraryEntry, ["criterion_id"], rows)


def put_search_texts(*rows):
    put(LibrarySearchText, ["rid", "language"], rows)


def search_texts():
    return dict(LibrarySearchText.objects.values_list("language", "words"))


@pytest.fixture
def criteria():
    made = [make_criterion(), make_criterion()]
    LibraryEntry.objects.all().delete()
    return made


def test_row_holds_what_was_given(criteria):
    put_all(*map(row, criteria))
    entry = LibraryEntry.objects.get(criterion=criteria[0])
    given = row(criteria[0])
    assert {name: getattr(entry, name) for name in given} == given
    assert LibraryEntry.objects.count() == 2


def test_search_text_has_stems_and_weights(criteria):
    put_all(row(criteria[0]))
    entry = LibraryEntry.objects.get()
    put_search_texts(search_text(entry))
    assert search_texts() == {"en": "'batteri':3 'laptop':2A 'repair':1A"}
    put_search_texts(search_text(entry, texts={"B": "Repairable laptops"}))
    assert search_texts() == {"en": "'laptop':2B 'repair':1B"}


def test_search_text_that_says_so_already_is_left_alone(criteria):
    def place():
        with connection.cursor() as cursor:
            cursor.execute("SELECT ctid::text FROM criteria_librarysearchtext")
            return cursor.fetchall()

    put_all(row(criteria[0]))
    put_search_texts(search_text(LibraryEntry.objects.get()))
    before = place()
    put_search_texts(search_text(LibraryEntry.objects.get()))
    assert place() == before


@pytest.mark.parametrize(
    ("change", "read"),
    [
        ({"title": "Another"}, lambda entry: entry.title == "Another"),
        ({"document": {"title": "Another"}}, lambda entry: entry.document == {"title": "Another"}),
        ({"facets": []}, lambda entry: entry.facets == []),
        ({"updated_on": date(2026, 12, 1)}, lambda entry: entry.updated_on == date(2026, 12, 1)),
    ],
    ids=["title", "document", "facets", "date"],
)
def test_changed_row_is_written_and_the_others_are_left_alone(criteria, change, read):
    put_all(*map(row, criteria))
    before = placed()
    put_all(row(criteria[0], **change), row(criteria[1]))
    entry = LibraryEntry.objects.get(criterion=criteria[0])
    assert read(entry)
    assert {rid for rid, place in placed().items() if before[rid] != place} == {entry.rid}


def test_no_number_is_wasted_on_rows_that_are_there(criteria):
    put_all(row(criteria[0]))
    for number in range(5):
        put_all(row(criteria[0], ambition_rank=number))
    put_all(row(criteria[1]))
    first, second = LibraryEntry.objects.order_by("rid").values_list("rid", flat=True)
    assert second == first + 1


def test_what_is_not_given_stays(criteria):
    put_all(row(criteria[0]))
    some = row(criteria[0], title="Another")
    put_all({name: value for name, value in some.items() if name != "document"})
    entry = LibraryEntry.objects.get()
    assert (entry.title, entry.document) == ("Another", row(criteria[0])["document"])


def test_new_row_without_all_columns_is_refused(criteria):
    some = row(criteria[0])
    del some["document"]
    with pytest.raises(IntegrityError), transaction.atomic():
        put_all(some)


def test_nothing_to_write_asks_nothing(django_assert_num_queries):
    with django_assert_num_queries(0):
        put_all()


def test_where_nothing_names_a_row_all_are_made(criteria):
    put_all(row(criteria[0]))
    span = {"entry_id": LibraryEntry.objects.get().rid, "measure": "years", "low": Decimal("2.5"), "high": None}
    span |= {"factor": 1, "counted_from": "", "qualifier": ""}
    put(LibraryThreshold, [], [span, span])
    assert list(LibraryThreshold.objects.values_list("low", "high")) == [(Decimal("2.5"), None)] * 2


def test_several_columns_may_name_a_row(criteria):
    put_all(row(criteria[0]))
    entry = LibraryEntry.objects.get()
    spoken = [
        search_text(entry, "nl", {"A": "Herstelbare laptops"}),
        search_text(entry, "de", {"A": "Reparierbare Laptops"}),
    ]
    put_search_texts(*spoken)
    put_search_texts(*spoken)
    assert search_texts() == {"nl": "'herstel':1A 'laptop':2A", "de": "'laptops':2A 'reparierbar':1A"}


@pytest.mark.parametrize(
    "text", ["'; DROP TABLE x; --", "a\\b \"c\" 'd'", "café ☕ 日本", "line\nbreak\ttab", "%s {} %%"]
)
def test_every_text_comes_back_as_it_was(criteria, text):
    put_all(row(criteria[0], title=text, document={"title": text}, facets=[f"tag:{text}"]))
    entry = LibraryEntry.objects.get()
    assert (entry.title, entry.document, entry.facets) == (text, {"title": text}, [f"tag:{text}"])


def test_notes_of_word_indexes_are_sorted_in_at_the_end(criteria):
    def notes():
        with connection.cursor() as cursor:
            cursor.execute("SELECT reloptions FROM pg_class WHERE relname = 'library_words'")
            return cursor.fetchone()[0]

    put_all(row(criteria[0]))
    with sorted_in_at_once(LibrarySearchText):
        put_search_texts(search_text(LibraryEntry.objects.get()))
        assert notes() == ["fastupdate=on"]
        assert LibrarySearchText.objects.filter(words="laptop").exists()
    assert notes() == ["fastupdate=off"]
    assert LibrarySearchText.objects.filter(words="laptop").exists()
