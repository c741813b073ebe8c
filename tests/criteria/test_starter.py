"""The starter content as it ships: every row of the research is there, honest about what was checked, lawful to use."""

import re
import shutil

import pytest
import yaml

from criteria.models import Criterion
from criteria.starter.loading import DATA, Library, load
from criteria.terms import Confidence, CriterionType
from portal.seed.reading import StarterDataError

CRITERION_ROWS = {
    *(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 14, 15, 16, 17, 18, 19, 21, 22, 24, 25, 26, 27, 28, 30, 31, 32),
    *(34, 35, 36, 37, 39, 40, 41, 42, 43, 45, 47, 48, 49, 50, 51, 53, 54, 55, 63, 64, 65, 67, 68, 71),
}
LAW_ROWS = {1, 2, 3, 4, 5, 6, 7, 8, 9, 26, 27, 28, 30, 31, 32, 63}
UNSURE_ROWS = {11, 15, 40, 47, 48, 65}
NAMED_STANDARDS = re.compile(r"\b(ISO|EN|IEC|NIST|MIL-STD|EMAS|R2v3|TCO|EPEAT)\b")
LIBRARY = Library(DATA)
RECORDS = [record for _file, record in LIBRARY.criteria.values()]


def by_ref(record):
    return record.ref


def test_every_row_of_the_research_is_entered():
    assert {record.row for record in RECORDS} == CRITERION_ROWS
    requirements = [row for label in LIBRARY.labels.values() for each in label.generations for row in each.requirements]
    assert {row.row for row in requirements} == {56, 57, 58, 59, 60, 61}
    assert {fact.row for fact in LIBRARY.background} == {44, 69}


def test_what_is_law_everywhere_has_no_ambition_and_nothing_else_lacks_one():
    assert {record.row for record in RECORDS if record.level is None} == LAW_ROWS


def test_unsure_rows_are_drafts_and_no_other_row_is():
    assert {record.row for record in RECORDS if record.draft} == UNSURE_ROWS


def test_nothing_claims_to_be_checked_that_nobody_checked():
    assert {source.confidence for record in RECORDS for source in record.sources} == {Confidence.TO_CHECK}


@pytest.mark.parametrize("record", RECORDS, ids=by_ref)
def test_criterion_says_how_it_is_proved(record):
    assert record.proofs


@pytest.mark.parametrize("record", RECORDS, ids=by_ref)
def test_named_standards_leave_room_for_equivalents(record):
    """Directive 2014/24/EU, art. 42(3)(b) and 43(1): “or equivalent”."""
    if NAMED_STANDARDS.search(record.requirement):
        assert "equivalent" in record.requirement


@pytest.mark.parametrize("record", [each for each in RECORDS if each.type is CriterionType.SELECTION], ids=by_ref)
def test_selection_criteria_speak_of_the_bidder(record):
    """Directive 2014/24/EU, art. 58: selection looks at the bidder's ability, not at the product."""
    assert "bidder" in record.requirement


@pytest.mark.parametrize("record", [each for each in RECORDS if each.scale], ids=by_ref)
def test_points_grow_with_the_value(record):
    shares = [step.share for step in record.scale.steps]
    assert shares in (sorted(shares), sorted(shares, reverse=True))


@pytest.mark.parametrize("source", LIBRARY.sources.values(), ids=lambda source: source.key)
def test_every_source_is_used(source):
    used = {row.source for record in RECORDS for row in (*record.sources, *record.law)}
    used |= {fact.source for fact in LIBRARY.background} | {act.source for act in LIBRARY.enabling.values()}
    used |= {r.source for each in LIBRARY.labels.values() for g in each.generations for r in g.requirements}
    assert source.key in used


@pytest.fixture
def folder(tmp_path):
    """A copy of the data that a test may spoil."""
    return shutil.copytree(DATA, tmp_path / "data")


def spoil(file, old, new):
    """Change a file once; gives the line of the change."""
    text = file.read_text()
    assert old in text
    file.write_text(text.replace(old, new, 1))
    return text[: text.index(old)].count("\n") + 1


@pytest.mark.parametrize(
    ("name", "old", "new", "says"),
    [
        ("criteria/computers.yaml", "type: award", "type: awrad", "type"),
        ("criteria/computers.yaml", "theme: circularity_crm", "theme: circus", "circus"),
        ("criteria/computers.yaml", "ref: CFIT-LAP-BAT-02", "ref: CFIT-LAP-BAT-01", "there twice"),
        ("criteria/computers.yaml", "value: 500", "value: many", "value"),
        ("criteria/computers.yaml", "share: 0.6", "share: 6", "share"),
        ("criteria/computers.yaml", "title:", "titel:", "titel"),
        ("criteria/computers.yaml", "- row: 13", "- row: [13", ""),
        ("sources.yaml", "jurisdiction: EU", "jurisdiction: Mars", "jurisdiction"),
        ("product-groups.yaml", "parent: hardware", "parent: nowhere", "nowhere"),
    ],
)
def test_mistake_names_file_and_line(folder, name, old, new, says):
    line = spoil(folder / name, old, new)
    with pytest.raises(StarterDataError) as caught:
        Library(folder)
    place, _colon, what = str(caught.value).partition(": ")
    assert place.rpartition(":")[0].endswith(name)
    assert says in what
    assert "there twice" in says or abs(int(place.rpartition(":")[2]) - line) <= 1


def test_wrong_check_digit_says_which_is_right(folder):
    file = folder / "cpv-codes.yaml"
    code = yaml.safe_load(file.read_text())[0]["code"]
    spoil(file, code, f"{code[:-1]}{(int(code[-1]) + 1) % 10}")
    with pytest.raises(StarterDataError, match=f"should be {code[-1]}"):
        Library(folder)


def test_nothing_is_loaded_when_something_is_wrong(folder, db):
    spoil(folder / "criteria/second-life.yaml", "type: ", "type: wrong # ")
    with pytest.raises(StarterDataError):
        load(folder)
    assert not Criterion.objects.exists()


@pytest.mark.parametrize("content", [b"", b"\xff\xfe", b"text", b"a: 1", b"- {", b"- &a [*a]"])
def test_file_that_is_no_list_of_records_is_a_clear_mistake(folder, content):
    (folder / "themes.yaml").write_bytes(content)
    with pytest.raises(StarterDataError, match=r"themes\.yaml:1: "):
        Library(folder)
