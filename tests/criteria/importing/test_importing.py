"""A file of criteria: checked without writing, imported whole, the same twice changes nothing, undone."""

import io

import pytest
from wagtail.models import ModelLogEntry

from criteria.importing import personal, running, undoing
from criteria.models import Criterion, ImportRun, ImportState, Relation
from portal.states import Refused
from tests.factories.criteria import make_criterion
from tests.factories.imports import as_json, book, document, line, make_words

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(person):
    make_words()
    return person("editor").user


def upload(content, editor, name="criteria.xlsx", note=""):
    return running.begin(io.BytesIO(content), name, note=note, by=editor)


def outcomes(run):
    return {each["ref"]: each["outcome"] for each in run.report}


def problems(run):
    return run.problems + [each for each_line in run.report for each in each_line["problems"]]


def draft_of(ref):
    return Criterion.objects.get(ref=ref).get_latest_revision_as_object()


def test_check_writes_nothing(editor):
    run = upload(book(line()), editor)
    assert (run.state, outcomes(run), problems(run)) == (ImportState.CHECKED, {"CFIT-LAP-BAT-01": "create"}, [])
    assert not Criterion.objects.exists()


def test_import_makes_drafts(editor):
    run = running.apply(upload(book(line()), editor), by=editor)
    made = Criterion.objects.get()
    assert (run.state, made.live, made.status, made.title) == (ImportState.DONE, False, "draft", "Long battery life")
    assert [group.key for group in draft_of(made.ref).product_groups.all()] == ["laptop"]


def test_same_file_twice_changes_nothing(editor):
    content = book(
        line(), Thresholds=[["Reference", "Key", "What is counted", "Value"], ["CFIT-LAP-BAT-01", "c", "C", 8]]
    )
    running.apply(upload(content, editor), by=editor)
    again = upload(content, editor)
    assert outcomes(again) == {"CFIT-LAP-BAT-01": "unchanged"}
    with pytest.raises(Refused, match="nothing to import"):
        running.apply(again, by=editor)


def test_change_tells_fields_old_and_new_and_leaves_what_is_not_in_the_file(editor):
    running.apply(upload(as_json(document(rationale="Why")), editor, "a.json"), by=editor)
    run = upload(book(line(title="Longer life")), editor)
    assert run.report[0]["changes"] == [["Title", "Long battery life", "Longer life"]]
    running.apply(run, by=editor)
    draft = draft_of("CFIT-LAP-BAT-01")
    assert (draft.title, draft.rationale) == ("Longer life", "Why")


def test_published_stays_as_it_is_and_asks_for_a_note(editor):
    published = make_criterion(ref="CFIT-LAP-BAT-01")
    content = book(line(title="Changed"))
    assert "readers see it beside the new edition" in str(problems(upload(content, editor)))
    running.apply(upload(content, editor, note="Clearer."), by=editor)
    now = Criterion.objects.get(pk=published.pk)
    assert (now.title, now.status, now.has_unpublished_changes) == (published.title, "proposed", True)
    assert draft_of(now.ref).change_note == "Clearer."


def test_history_names_the_file(editor):
    running.apply(upload(book(line()), editor, "mine.xlsx"), by=editor)
    entry = ModelLogEntry.objects.get(action="criteria.import")
    assert entry.formatter.format_message(entry) == "Imported from “mine.xlsx”"
    assert entry.user == editor


def test_criteria_of_one_file_may_name_each_other(editor):
    relations = [["Reference", "Relation", "Criterion"], ["CFIT-LAP-BAT-01", "extends", "CFIT-LAP-BAT-02"]]
    run = upload(book(line(), line(ref="CFIT-LAP-BAT-02"), Relations=relations), editor)
    assert problems(run) == []
    running.apply(run, by=editor)
    assert Relation.objects.get().to.ref == "CFIT-LAP-BAT-02"
    assert draft_of("CFIT-LAP-BAT-01").relations.get().to.ref == "CFIT-LAP-BAT-02"
    assert set(outcomes(upload(book(line(), Relations=relations), editor)).values()) == {"unchanged"}


@pytest.mark.parametrize(
    ("pairs", "says"),
    [
        ([("01", "extends", "02"), ("02", "extends", "01")], "by way of others"),
        ([("01", "extends", "02"), ("01", "replaces", "02")], "cannot be true at once"),
        ([("01", "extends", "01")], "related to itself"),
        ([("01", "extends", "99")], "no criterion CFIT-LAP-BAT-99"),
    ],
)
def test_relations_within_a_file_must_make_sense(editor, pairs, says):
    rows = [[f"CFIT-LAP-BAT-{one}", kind, f"CFIT-LAP-BAT-{other}"] for one, kind, other in pairs]
    content = book(line(), line(ref="CFIT-LAP-BAT-02"), Relations=[["Reference", "Relation", "Criterion"], *rows])
    assert says in str(problems(upload(content, editor)))


def test_one_error_stops_the_whole_file(editor):
    run = upload(book(line(), line(ref="CFIT-LAP-BAT-02", title="")), editor)
    assert outcomes(run) == {"CFIT-LAP-BAT-01": "create", "CFIT-LAP-BAT-02": "error"}
    with pytest.raises(Refused):
        running.apply(run, by=editor)
    assert not Criterion.objects.exists()


def test_library_that_changed_since_is_shown_anew(editor):
    run = upload(book(line(title="From the file")), editor)
    make_criterion(ref="CFIT-LAP-BAT-01", published=False)
    with pytest.raises(running.LibraryChanged):
        running.apply(run, by=editor)
    run.refresh_from_db()
    assert outcomes(run) == {"CFIT-LAP-BAT-01": "change"}
    running.apply(run, by=editor)
    assert draft_of("CFIT-LAP-BAT-01").title == "From the file"


def test_locked_criteria_are_refused(editor, person):
    criterion = make_criterion(ref="CFIT-LAP-BAT-01", published=False)
    Criterion.objects.filter(pk=criterion.pk).update(locked=True, locked_by=person("moderator").user)
    assert "has locked this" in str(problems(upload(book(line()), editor)))


def test_public_documents_take_away_nothing_that_they_do_not_show(editor):
    criterion = make_criterion(ref="CFIT-LAP-BAT-01", published=False)
    secret = make_criterion(published=False)
    Relation.objects.create(criterion=criterion, kind="extends", to=secret)
    criterion.save_revision()
    run = running.apply(upload(as_json(document(title="New title", related=[])), editor, "a.json"), by=editor)
    assert [change[0] for change in run.report[0]["changes"] if "elation" in change[0]] == []
    assert draft_of("CFIT-LAP-BAT-01").relations.get().to == secret


def test_rows_of_parts_are_changed_in_place_added_and_removed(editor):
    three = [{"key": key, "label": key, "comparator": "at_least", "value": "1"} for key in ("a", "b", "c")]
    running.apply(upload(as_json(document(parameters=three)), editor, "a.json"), by=editor)
    two = [three[0] | {"value": "2"}, three[2]]
    run = running.apply(upload(as_json(document(parameters=two)), editor, "a.json"), by=editor)
    assert ["Threshold 1: Value", "1", "2"] in run.report[0]["changes"]
    assert [(row.key, int(row.value)) for row in draft_of("CFIT-LAP-BAT-01").parameters.all()] == [("a", 2), ("c", 1)]
    undoing.undo(run, by=editor)
    assert [row.key for row in draft_of("CFIT-LAP-BAT-01").parameters.all()] == ["a", "b", "c"]


def test_undo_removes_drafts_and_brings_former_wording_back(editor):
    published = make_criterion(ref="CFIT-LAP-BAT-02", title="Before")
    content = book(line(), line(ref="CFIT-LAP-BAT-02", title="After"))
    run = running.apply(upload(content, editor, note="Because."), by=editor)
    assert draft_of("CFIT-LAP-BAT-02").title == "After"
    run = undoing.undo(run, by=editor)
    assert (run.state, run.left) == (ImportState.UNDONE, [])
    assert list(Criterion.objects.values_list("ref", "has_unpublished_changes")) == [("CFIT-LAP-BAT-02", False)]
    assert draft_of(published.ref).title == "Before"


def test_undo_leaves_what_was_touched_since_and_names_it(editor):
    content = book(*(line(ref=f"CFIT-LAP-BAT-0{number}") for number in (1, 2, 3, 4)))
    run = running.apply(upload(content, editor), by=editor)
    edited, published, named, _free = Criterion.objects.order_by("ref")
    edited.save_revision(user=editor)
    published.get_latest_revision().publish()
    other = make_criterion(published=False)
    Relation.objects.create(criterion=other, kind="extends", to=named)
    run = undoing.undo(run, by=editor)
    assert [ref for ref, _reason in run.left] == ["CFIT-LAP-BAT-01", "CFIT-LAP-BAT-02", "CFIT-LAP-BAT-03"]
    assert not Criterion.objects.filter(ref="CFIT-LAP-BAT-04").exists()
    with pytest.raises(Refused):
        undoing.undo(run, by=editor)


def test_status_is_nothing_a_file_can_change(editor):
    run = upload(as_json(document(status="endorsed", edition="9.9")), editor, "a.json")
    running.apply(run, by=editor)
    made = Criterion.objects.get()
    assert (made.status, made.is_endorsed, made.edition, made.live) == ("draft", False, "", False)


def test_large_files_are_checked_piece_by_piece(editor, monkeypatch):
    monkeypatch.setattr(running, "PIECE", 2)
    run = upload(book(*(line(ref=f"CFIT-LAP-BAT-{number}") for number in range(10, 15))), editor)
    assert (run.state, run.checked) == (ImportState.CHECKING, 2)
    assert running.check_next.call(run.pk) == 1
    assert running.check_next.call(run.pk) == 0
    run.refresh_from_db()
    assert (run.state, run.count("create")) == (ImportState.CHECKED, 5)


def test_nothing_of_the_file_is_kept_once_it_is_imported_given_up_or_old(editor):
    given_up = running.give_up(upload(book(line()), editor), by=editor)
    old = upload(book(line()), editor)
    ImportRun.objects.filter(pk=old.pk).update(made_at=old.made_at - ImportRun.KEPT_WAITING * 2)
    done = running.apply(upload(book(line()), editor), by=editor)
    assert not done.rows
    for run in (given_up, old):
        run.refresh_from_db()
        assert (run.state, run.rows, run.report) == (ImportState.DROPPED, [], [])


def test_person_who_leaves_is_named_nowhere(editor, person):
    run = running.apply(upload(book(line()), editor, "edda.xlsx"), by=editor)
    assert personal.export(editor)[0]["file"] == "edda.xlsx"
    personal.erase(editor)
    run.refresh_from_db()
    assert (run.made_by, run.file_name) == (None, "")
    assert "edda.xlsx" not in str(ModelLogEntry.objects.get(action="criteria.import").data)


def test_every_row_costs_the_same_and_an_unchanged_one_nothing(editor, django_assert_max_num_queries):
    def cost(number, *, applies=True):
        rows = [line(ref=f"CFIT-LAP-BAT-{each}") for each in range(100, 100 + number)]
        with django_assert_max_num_queries(5000) as captured:
            run = upload(book(*rows), editor)
            if applies:
                running.apply(run, by=editor)
        return len(captured)

    first, few = cost(2), cost(7)
    assert (few - first) / 5 <= 110
    assert cost(2, applies=False) == cost(7, applies=False)
