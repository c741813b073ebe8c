"""Import of an export gives the same criterion: JSON whole, workbooks and CSV as far as a cell can hold it."""

import io
import json
from datetime import date

import pytest
from django.core.cache import cache
from hypothesis import given, settings
from hypothesis import strategies as st

from criteria.importing import running, templates
from criteria.importing.words import Words
from criteria.models import Criterion, LabelGeneration, Strategy
from criteria.terms import (
    AppliesTo,
    Comparator,
    Confidence,
    CountedFrom,
    LegalRole,
    ProofKind,
    ProofMoment,
    ScaleMethod,
)
from portal.models import User
from tests.factories.criteria import make_criterion, make_label, make_source
from tests.factories.imports import as_json, document, make_words
from tests.people import make_user

pytestmark = pytest.mark.django_db
SIGNS = "ab Zé≥%=+-@'\",;:<&0 9\n"
TEXT = st.text(SIGNS, min_size=1, max_size=30).map(lambda text: "x" + text.strip())
ODD = st.sampled_from(["=1+1", "-5 °C", "+x", "@y", "a\nb", "1,000", "2026-01-01", "no", "—"]) | TEXT
NOTHING = st.just("") | ODD
NUMBERS = st.decimals(0, 9999, places=2).map(lambda number: format(number, "f"))
DAYS = st.dates(date(2015, 1, 1), date(2030, 1, 1)).map(date.isoformat)
KEYS = st.lists(st.sampled_from(["cycles", "years", "share"]), unique=True, max_size=3)


def values(choices):
    return st.sampled_from([str(each) for each in choices.values])


@st.composite
def thresholds(draw):
    return [
        {
            "key": key, "label": draw(TEXT), "comparator": draw(st.sampled_from(["at_least", "at_most", "exactly"])),
            "value": draw(NUMBERS), "unit": draw(NOTHING), "qualifier": draw(NOTHING),
            "counted_from": draw(values(CountedFrom)), "buyer_may_change": draw(st.booleans()),
        }
        for key in draw(KEYS)
    ]  # fmt: skip


PROOFS = st.fixed_dictionaries(
    {"moment": values(ProofMoment), "kind": values(ProofKind), "text": ODD, "standard": NOTHING,
     "accreditation_required": st.booleans(), "equivalents": NOTHING}
)  # fmt: skip
LAW = st.fixed_dictionaries(
    {"act": TEXT, "celex": st.sampled_from(["", "32023R1670"]), "jurisdiction": st.sampled_from(["EU", "SE"]),
     "role": values(LegalRole), "applies_from": DAYS | st.none(), "note": NOTHING}
)  # fmt: skip
SOURCES = st.fixed_dictionaries(
    {"kind": st.just("gov_criteria"), "publisher": st.just("A public body"), "title": st.just("A set of criteria"),
     "year": st.just(2022), "jurisdiction": st.just({"key": "se", "label": "Sweden"}), "locator": NOTHING,
     "confidence": values(Confidence), "note": NOTHING}
)  # fmt: skip
LABELS = st.just(
    {"label": {"key": "some-label", "label": "Some label"}, "generation": "9", "coverage": "partial", "clause": "4.1",
     "gap": "Less.", "checked_on": "2026-01-01", "look_again_by": "2027-01-01"}
)  # fmt: skip
SCALES = st.fixed_dictionaries(
    {"method": st.just(str(ScaleMethod.STEPPED)), "weight_min": NUMBERS.filter(lambda n: float(n) <= 50),
     "weight_max": st.just("60"), "note": NOTHING,
     "steps": st.lists(st.fixed_dictionaries({"start": NUMBERS, "share": st.just("0.5")}), min_size=1, max_size=2)}
)  # fmt: skip


@st.composite
def documents(draw):
    scale = draw(st.none() | SCALES)
    return document(
        title=draw(ODD),
        requirement=draw(ODD),
        rationale=draw(NOTHING),
        criterion_type="award" if scale else draw(st.sampled_from(["selection", "technical_spec"])),
        scale=scale,
        applies_to=draw(values(AppliesTo)),
        strategy=draw(st.none() | st.just({"key": "use-longer", "label": "Use longer"})),
        tags=draw(st.just([]) | st.just([{"key": "take-back", "label": "Take back"}])),
        parameters=draw(thresholds()),
        proofs=draw(st.lists(PROOFS, max_size=2)),
        legal=draw(st.lists(LAW, max_size=2)),
        sources=draw(st.lists(SOURCES, max_size=2)),
        labels=draw(st.lists(LABELS, max_size=1)),
        related=draw(st.just([]) | st.just([{"relation": "extends", "ref": "CFIT-OTH-ER-01"}])),
        review_due_on=draw(st.none() | DAYS),
    )


@pytest.fixture
def editor():
    make_words()
    make_source()
    Strategy.objects.create(key="use-longer", name="Use longer")
    LabelGeneration.objects.create(label=make_label(), name="9")
    make_criterion(ref="CFIT-OTH-ER-01", sources=())
    return make_user("ada@example.org", superuser=True)


def imported(content, name):
    """The latest draft of the criterion after the import of a file."""
    run = running.begin(io.BytesIO(content), name, by=User.objects.get())
    assert not run.has_errors, (run.problems, run.report)
    running.apply(run, by=User.objects.get())
    return Criterion.objects.get(ref="CFIT-LAP-BAT-01")


def forgotten(criterion):
    document = criterion.get_latest_revision_as_object().document()
    Criterion.objects.get(pk=criterion.pk).delete()
    return document


@settings(max_examples=8)
@given(written=documents())
def test_import_of_an_export_gives_the_same_criterion(editor, written):
    cache.clear()  # Nobody uploads as many files in an hour.
    first = imported(as_json(written), "a.json")
    words = Words()
    rows = list(templates.records(Criterion.objects.filter(pk=first.pk), words))
    workbook = templates.workbook(rows, words).read()
    table = b"".join(templates.csv_file(rows, words))
    original = forgotten(first)
    exported = json.dumps(original.model_dump(mode="json")).encode()
    for content, name in ((exported, "b.json"), (workbook, "b.xlsx"), (table, "b.csv")):
        assert forgotten(imported(content, name)) == original, name


def test_export_of_what_is_there_changes_nothing(editor):
    make_criterion(parameters=({"key": "cycles", "comparator": Comparator.AT_LEAST},), tags=("Take back",))
    words = Words()
    rows = list(templates.records(templates.drafts(), words))
    for content, name in (
        (templates.workbook(rows, words).read(), "a.xlsx"),
        (b"".join(templates.csv_file(rows, words)), "a.csv"),
    ):
        run = running.begin(io.BytesIO(content), name, by=editor)
        assert {line["outcome"] for line in run.report} == {"unchanged"}, run.report


@pytest.mark.parametrize("ending", ["xlsx", "csv"])
def test_template_is_empty_and_can_be_read(editor, ending):
    words = Words()
    made = templates.workbook([], words).read() if ending == "xlsx" else b"".join(templates.csv_file([], words))
    run = running.begin(io.BytesIO(made), f"a.{ending}", by=editor)
    assert [sentence for _place, sentence in run.problems] == [
        "There is no criterion in this file: only headings, or nothing at all."
    ]


def test_json_example_names_the_words_of_the_starter_content(editor):
    run = running.begin(io.BytesIO(templates.json_example()), "a.json", by=editor)
    assert [line["outcome"] for line in run.report] == ["create"], run.report
