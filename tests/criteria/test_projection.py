"""The rows that browsing reads follow what is published, in the transaction that publishes."""

from io import StringIO

import pytest
from django.core.management import call_command
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from criteria.library import projection
from criteria.models import Criterion, LibraryEntry, LibrarySearchText, LibraryText, LibraryThreshold, LibraryVersion
from tests.factories.criteria import make_criterion, make_product_group, make_source
from tests.factories.languages import make_text

pytestmark = pytest.mark.django_db


def shown(criterion):
    entry = LibraryEntry.objects.filter(ref=criterion.ref).first()
    return entry.read() if entry else None


def test_draft_has_no_row():
    assert shown(make_criterion(published=False)) is None


def test_publishing_writes_the_row():
    criterion = make_criterion(title="Eight hundred cycles")
    assert shown(criterion).title == "Eight hundred cycles"


def test_draft_changes_do_not_show_until_published():
    criterion = make_criterion(title="Old title")
    criterion.title = "New title"
    revision = criterion.save_revision()
    assert shown(criterion).title == "Old title"
    revision.publish()
    assert shown(criterion).title == "New title"


def test_row_goes_when_the_criterion_is_taken_back():
    criterion = make_criterion()
    criterion.unpublish()
    assert not LibraryEntry.objects.exists()


def test_what_nobody_sees_yet_changes_no_counts():
    draft = make_criterion(published=False)
    before = LibraryVersion.current()
    draft.title = "Another title"
    draft.save_revision()
    draft.save()
    projection.refresh(draft)
    assert LibraryVersion.current() == before


def test_taking_back_changes_the_counts_once():
    criterion = make_criterion()
    before = LibraryVersion.current()
    criterion.unpublish()
    taken_back = LibraryVersion.current()
    assert taken_back != before
    projection.refresh(criterion)
    assert LibraryVersion.current() == taken_back


def test_roll_back_takes_row_and_version_along():
    before = LibraryVersion.current()
    with transaction.atomic():
        make_criterion()
        transaction.set_rollback(True)
    assert LibraryVersion.current() == before
    assert not LibraryEntry.objects.exists()


@pytest.mark.parametrize(
    ("rename", "read"),
    [
        (lambda criterion: criterion.theme, lambda document: document.theme.label),
        (lambda criterion: criterion.strategy, lambda document: document.strategy.label),
        (lambda criterion: criterion.labels.first().label, lambda document: document.labels[0].label.label),
        (lambda criterion: criterion.product_groups.first(), lambda document: document.product_groups[0].label),
        (lambda criterion: criterion.tags.first(), lambda document: document.tags[0].label),
        (lambda criterion: criterion.stages.first(), lambda document: document.stages[0].label),
    ],
    ids=["theme", "strategy", "label", "product group", "tag", "stage"],
)
def test_renamed_word_shows_everywhere(rename, read):
    criterion = make_criterion(strategy="use_longer", labels=("tco",), tags=("repair",), stages=("use",))
    word = rename(criterion)
    word.name = "A better name"
    word.save()
    assert read(shown(criterion)) == "A better name"


def test_corrected_source_shows_everywhere():
    criterion = make_criterion(sources=("SE",))
    source = make_source("source-se")
    source.year = 2025
    source.save()
    assert shown(criterion).sources[0].year == 2025


def test_moved_group_is_found_under_its_new_parent():
    criterion = make_criterion(products=("laptop",))
    group = criterion.product_groups.first()
    group.parent = make_product_group("hardware")
    group.save()
    assert "product:hardware" in LibraryEntry.objects.get(ref=criterion.ref).facets


def rows():
    """All that is kept of criteria, with where each row lies: another place says that it was written."""
    kept = {}
    for model in (LibraryEntry, LibrarySearchText, LibraryText, LibraryThreshold):
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT ctid::text, row_to_json(kept) FROM {model._meta.db_table} kept ORDER BY ctid")
            kept[model] = cursor.fetchall()
    return kept


def said():
    """The same without places, and without the numbers of rows that nothing names."""
    return {model: sorted([{**row, "id": None} for _place, row in found], key=str) for model, found in rows().items()}


def make_spoken():
    criterion = make_criterion(tags=("repair",), parameters=({"unit": "years", "value": 3},))
    make_text(criterion, "nl", texts={"title": "Drie jaar herstel"})
    return criterion


ANEW = pytest.mark.parametrize("write", [projection.refresh_all, projection.rebuild], ids=["documents", "rows"])


@ANEW
def test_rebuilding_touches_nothing_that_is_true(write):
    for _number in range(3):
        make_spoken()
    before = rows()
    assert write() == 3
    assert rows() == before


@ANEW
def test_rebuilding_heals_what_is_spoilt(write):
    spoilt = [make_spoken() for _number in range(3)]
    before = said()
    LibraryEntry.objects.filter(ref=spoilt[0].ref).update(facets=[], title="Spoilt")
    LibrarySearchText.objects.filter(entry__ref=spoilt[0].ref, language="en").update(words="", title="Spoilt")
    LibrarySearchText.objects.filter(entry__ref=spoilt[1].ref).delete()
    LibrarySearchText.objects.filter(entry__ref=spoilt[2].ref, language="nl").update(language="fr")
    LibraryThreshold.objects.filter(entry__ref=spoilt[0].ref).update(low=99)
    LibraryThreshold.objects.filter(entry__ref=spoilt[1].ref).delete()
    LibraryText.objects.filter(entry__ref=spoilt[1].ref).update(texts={})
    LibraryText.objects.create(entry=LibraryEntry.objects.get(ref=spoilt[2].ref), language="fr", since="2026-11-30")
    write()
    assert said() == before


def test_the_same_text_of_a_document_is_the_same_value():
    """What is kept by its documents is found by them, without a look at their parts."""
    one, other = make_criterion(parameters=({"unit": "years", "value": 3},)), make_criterion()

    def read(ref):
        return LibraryEntry.objects.to_read().get(ref=ref).read()

    assert read(one.ref) is read(one.ref)
    assert read(one.ref) == shown(one)
    assert read(other.ref) == shown(other)
    one.title = "Another title"
    one.save_revision().publish()
    assert read(one.ref).title == "Another title"


@ANEW
def test_rebuilding_heals_lost_and_stray_rows(write):
    kept, hidden = make_criterion(), make_criterion()
    LibraryEntry.objects.filter(ref=kept.ref).delete()
    Criterion.objects.filter(pk=hidden.pk).update(live=False, status="draft")
    write()
    assert list(LibraryEntry.objects.values_list("ref", flat=True)) == [kept.ref]


@ANEW
def test_rebuilding_wastes_no_place_in_the_bit_sets(write):
    """Counts are bit sets by `rid`: a rebuilding that used up numbers would make them longer each time."""
    make_criterion(), make_criterion()
    rids = set(LibraryEntry.objects.values_list("rid", flat=True))
    write()
    assert set(LibraryEntry.objects.values_list("rid", flat=True)) == rids
    make_criterion()
    assert max(LibraryEntry.objects.values_list("rid", flat=True)) == max(rids) + 1


@ANEW
def test_rebuilding_costs_the_same_for_thirty_as_for_one(write):
    def cost(more):
        for _number in range(more):
            make_criterion(
                tags=("repair",),
                stages=("use",),
                labels=("tco",),
                strategy="use_longer",
                parameters=({"unit": "years"},),
            )
        with CaptureQueriesContext(connection) as captured:
            write()
        return len(captured)

    assert cost(1) == cost(2) == cost(27)


@ANEW
def test_large_library_is_written_in_parts(write, monkeypatch):
    monkeypatch.setattr(projection, "AT_ONCE", 2)
    refs = {make_spoken().ref for _number in range(5)}
    before = said()
    LibraryEntry.objects.update(facets=[])
    LibrarySearchText.objects.update(words="")
    assert write() == 5
    assert {row["ref"] for row in said()[LibraryEntry]} == refs
    assert said() == before


def test_only_putting_documents_together_anew_shows_what_no_signal_told():
    """Rows are rebuilt out of documents, so that a release which makes documents differently needs the longer way."""
    criterion = make_criterion(title="As it was")
    Criterion.objects.filter(pk=criterion.pk).update(title="As it is")
    call_command("rebuild_library", stdout=StringIO())
    assert shown(criterion).title == "As it was"
    call_command("rebuild_library", "--documents", stdout=StringIO())
    assert shown(criterion).title == "As it is"


def test_publishing_costs_the_same_in_a_larger_library():
    def cost():
        criterion = make_criterion()
        with CaptureQueriesContext(connection) as captured:
            projection.refresh(criterion)
        return len(captured)

    first = cost()
    for _number in range(10):
        make_criterion()
    assert cost() == first
