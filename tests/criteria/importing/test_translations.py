"""Texts in other languages when criteria are imported: they stay, and the report says which no longer fit."""

import io

import openpyxl
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from criteria.importing import running
from criteria.models import CriterionText
from criteria.terms import TextState
from tests.factories.criteria import make_criterion
from tests.factories.imports import as_json, book, document, line, make_words
from tests.factories.languages import make_text

pytestmark = pytest.mark.django_db
REF = "CFIT-LAP-BAT-01"
CYCLES = {"key": "cycles", "label": "Cycles", "comparator": "at_least", "value": "800", "unit": "cycles"}


@pytest.fixture
def editor(person):
    make_words()
    return person("editor")


@pytest.fixture
def criterion(editor):
    """A published criterion as the file below has it, with a proof and a threshold."""
    return make_criterion(
        ref=REF,
        title="Long battery life",
        summary="The battery lasts.",
        requirement="The battery keeps 80 %.",
        parameters=({"key": "cycles", "label": "Cycles", "value": 800, "unit": "cycles", "qualifier": "80 % left"},),
    )


def upload(content, editor, name="criteria.xlsx"):
    return running.begin(io.BytesIO(content), name, note="Better words.", by=editor.user)


def outdated(run):
    assert not [each for each_line in run.report for each in each_line["problems"]]
    return {each["ref"]: each["outdated"] for each in run.report}


def test_report_names_the_translations_that_no_longer_fit(criterion, editor):
    make_text(criterion, "nl", texts={"title": "Lange levensduur"})
    make_text(criterion, "fr", texts={"title": "Longue vie"}, state=TextState.DRAFT)
    make_text(criterion, "de", texts={"requirement": "Der Akku behält 80 %."})
    run = upload(book(line(title="A longer life")), editor)
    assert outdated(run) == {REF: ["fr", "nl"]}
    page = " ".join(editor.client.get(f"/admin/criteria/import/{run.pk}/").text.split())
    assert "2 translations no longer fit once this is published:" in page
    assert '<span lang="nl">Nederlands</span>' in page


@pytest.mark.parametrize(
    ("changes", "languages"),
    [
        ({"summary": "It lasts."}, []),  # Nobody translated that.
        ({"rationale": "A reason."}, []),
        ({"parameters": [CYCLES | {"value": "1000", "qualifier": "80 % left"}]}, []),  # Numbers are no texts.
        ({"parameters": [CYCLES | {"qualifier": "70 % left"}]}, ["nl"]),
        ({"parameters": []}, []),  # What is gone needs no translation.
        ({"proofs": [{"moment": "bid", "kind": "technical_file", "text": "Other proof."}]}, ["nl"]),
    ],
)
def test_only_what_was_translated_and_changes_counts(criterion, editor, changes, languages):
    keys = {"title", "parameters.cycles.qualifier", "proofs.bid-technical_file.text"}
    make_text(criterion, "nl", texts=dict.fromkeys(keys, "Vertaald"))
    run = upload(as_json(document(parameters=[CYCLES | {"qualifier": "80 % left"}]) | changes), editor, "a.json")
    assert outdated(run) == {REF: languages}


def test_what_was_out_of_date_before_is_not_the_imports_doing(criterion, editor):
    make_text(criterion, "nl", texts={"title": "Accu"})
    row = CriterionText.objects.get()
    row.paragraphs["title"]["original"] = "A battery of long ago"
    row.save()
    assert outdated(upload(book(line(title="A longer life")), editor)) == {REF: []}


def test_importing_leaves_every_translation_as_it_is(criterion, editor):
    make_text(criterion, "nl")
    before = list(CriterionText.objects.values())
    running.apply(upload(book(line(title="A longer life")), editor), by=editor.user)
    assert list(CriterionText.objects.values()) == before


def test_a_translation_shown_meanwhile_is_told_before_anything_is_imported(criterion, editor):
    run = upload(book(line(title="A longer life")), editor)
    make_text(criterion, "nl")
    with pytest.raises(running.LibraryChanged):
        running.apply(run, by=editor.user)
    run.refresh_from_db()
    assert outdated(run) == {REF: ["nl"]}


def test_translations_cost_the_same_for_one_row_and_for_many(editor):
    costs = []
    refs = [f"CFIT-LAP-BAT-{number:02d}" for number in range(1, 11)]
    for many in (1, 10):
        for ref in refs[len(costs) * 1 : many]:
            make_text(make_criterion(ref=ref), texts={"title": "Accu"})
        rows = [line(ref=ref, title=f"New title {many}") for ref in refs[:many]]
        with CaptureQueriesContext(connection) as queries:
            run = upload(book(*rows), editor)
        assert set(map(tuple, outdated(run).values())) == {("nl",)}
        costs.append(sum("criteria_criteriontext" in each["sql"] for each in queries))
    assert costs == [1, 1]


def test_guide_and_page_say_that_translations_stay(editor):
    said = "an import leaves them untouched"
    assert said in editor.client.get("/admin/criteria/import/").text
    file = b"".join(editor.client.get("/admin/criteria/import/template.xlsx"))
    guide = openpyxl.load_workbook(io.BytesIO(file), read_only=True)["How to fill this in"]
    assert any(said in str(cell) for row in guide.iter_rows(values_only=True) for cell in row)
