"""What files can look like: every way of writing is read alike, and hostile or broken ones end in a sentence."""

import io
import zipfile
from datetime import date

import openpyxl
import pytest

from criteria.importing import reading, sheets, taking_in
from criteria.importing.cells import DAY, FORMULA, NUMBER, Cell, Unreadable, value_of
from criteria.importing.columns import COLUMNS, PARTS
from portal.states import Refused
from tests.factories import files as hostile
from tests.factories.imports import HEADINGS, as_json, book, document, line, saved, table

BY_NAME = {column.name: column for column in (*COLUMNS, *PARTS[0].columns)}
THRESHOLDS = ["Reference", "Key", "What is counted", "Comparison", "Value"]


def read(content, name="criteria.xlsx"):
    data = content if isinstance(content, bytes) else content.encode()
    return taking_in.read(io.BytesIO(data), name)[2]


def said(contents):
    found = contents.problems + [problem for row in contents.rows for problem in row.problems]
    return " ".join(" ".join(problem) for problem in found)


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (book(line()), "a.xlsx"),
        (table(line()), "a.csv"),
        (table(line(), between=";"), "a.csv"),
        (table(line(), between="\t"), "A.CSV"),
        (table(line()).encode("utf-8-sig"), "a.csv"),
        (table(line()).encode("utf-16"), "a.csv"),
        (table(line(), [], [""]), "a.csv"),
        (book(line(), headings=[heading.upper() + " *" for heading in HEADINGS]), "a.xlsx"),
        (book(line(), headings=["ref", "title", "summary", "requirement", "criterion_type", "ambition",
                                "product_groups", "theme"]), "a.xlsx"),
        (book(line(criterion_type="Technical specification")), "a.xlsx"),
        (as_json(document()), "a.json"),
    ],
)  # fmt: skip
def test_every_way_of_writing_a_criterion_is_read_alike(content, name):
    contents = read(content, name)
    (row,) = contents.rows
    assert said(contents) == ""
    assert (row.ref, row.values["title"], row.values["criterion_type"], row.values["product_groups"]) == (
        "CFIT-LAP-BAT-01", "Long battery life", "technical_spec", ["laptop"],
    )  # fmt: skip


def test_parts_come_from_sheets_or_from_numbered_columns():
    sheet = book(line(), Thresholds=[THRESHOLDS, ["CFIT-LAP-BAT-01", "cycles", "Cycles", "at_least", 800]])
    numbered = table(
        [*line(), "cycles", "Cycles", "at_least", "800"],
        headings=[*HEADINGS, *(f"Threshold 1: {heading}" for heading in THRESHOLDS[1:])],
    )
    expected = [{"key": "cycles", "label": "Cycles", "comparator": "at_least", "value": "800"}]
    assert read(sheet).rows[0].values["parameters"] == expected
    assert read(numbered, "a.csv").rows[0].values["parameters"] == expected


def test_sheets_and_columns_that_are_not_filled_in_say_nothing():
    assert "parameters" not in read(book(line(), Thresholds=[THRESHOLDS])).rows[0].values
    assert "rationale" not in read(book(line())).rows[0].values


def merged():
    made = openpyxl.Workbook()
    made.active.title = "Criteria"
    for row in (HEADINGS, line()):
        made.active.append(row)
    made.active.merge_cells("B2:C2")
    return saved(made)


def hidden():
    made = openpyxl.load_workbook(io.BytesIO(book(line(), Thresholds=[THRESHOLDS, ["CFIT-LAP-BAT-01", "a"]])))
    made["Thresholds"].sheet_state = "hidden"
    return saved(made)


@pytest.mark.parametrize(
    ("content", "name", "says"),
    [
        (book(line(title="=1+1")), "a.xlsx", "Criteria!B2 This is a formula"),
        (book(line(title=date(2026, 5, 1))), "a.xlsx", "Criteria!B2 The spreadsheet has made a day"),
        (book(line(title="#N/A")), "a.xlsx", "Criteria!B2 The spreadsheet shows an error"),
        (merged(), "a.xlsx", "Cells are merged here: B2:C2"),
        (hidden(), "a.xlsx", "“Thresholds” is hidden"),
        (book(line(), headings=["Nummer", *HEADINGS[1:]]), "a.xlsx", "no column called “Nummer”"),
        (book(line(), headings=["Nummer", *HEADINGS[1:]]), "a.xlsx", "no column “Reference”"),
        (book(line(), headings=[*HEADINGS[:-1], "Title"]), "a.xlsx", "Criteria!H1 The column “Title” is there twice"),
        (book(line(), line()), "a.xlsx", "is there twice, first in Criteria!A2"),
        (book(line(ref="")), "a.xlsx", "has no reference"),
        (book(), "a.xlsx", "no criterion in this file"),
        (book(line(), Thresholds=[THRESHOLDS, ["CFIT-XXX-XX-99", "a"]]), "a.xlsx", "Thresholds!A2 “CFIT-XXX-XX-99”"),
        (table(line(criterion_type="law")), "a.csv", "E2 “law” is none of the allowed values"),
        (as_json(document(colour="red")), "a.json", "A criterion has no “colour”"),
        (as_json(document(parameters=[{"key": "a"}])), "a.json", "parameters[0].label This is needed and missing."),
        (as_json(document(title=7)), "a.json", "title Give a text, in quotes."),
        (as_json(document(product_groups="laptop")), "a.json", "product_groups Give a list"),
        (as_json(document(theme="x")), "a.json", "theme Give an object"),
        (as_json(document(criterion_type="law")), "a.json", "Give one of these: “selection”, “technical_spec”"),
        (as_json(document(scale={"steps": [{"share": "much", "start": 1}]})), "a.json", "share Give a number."),
        (as_json(document(review_due_on="soon")), "a.json", "review_due_on Give a day"),
        (as_json(document(), document()), "a.json", "is there twice"),
        (b"{", "a.json", "no JSON that can be read"),
        (b"[" * 100_000, "a.json", "no JSON that can be read"),
        (b'{"ref": NaN}', "a.json", "no JSON that can be read"),
        (b'{"ref": "A", "ref": "B"}', "a.json", "no JSON that can be read"),
        (b"[]", "a.json", "no criterion in this file"),
        (b"7", "a.json", "no criterion in this file"),
        (b"[7]", "a.json", "This is no criterion"),
        (as_json(*[document()] * (reading.MAX_CRITERIA + 1)), "a.json", "A file may hold 500 criteria"),
    ],
)
def test_what_is_wrong_is_said_with_its_place(content, name, says):
    assert says in said(read(content, name))


def packed_with(name, text):
    with zipfile.ZipFile(io.BytesIO(book(line()))) as archive:
        members = {each: archive.read(each) for each in archive.namelist()}
    return hostile.packed(members | {name: text})


@pytest.mark.parametrize(
    ("content", "name", "says"),
    [
        (b"", "a.xlsx", "empty"),
        (book(line()), "a.xlsm", "without macros"),
        (book(line()), "a.xls", "without macros"),
        (book(line()), "a.pdf", "ends in .xlsx, .csv or .json"),
        (book(line()), "a.csv", "not a real .csv file"),
        (table(line()).encode(), "a.xlsx", "not a real .xlsx file"),
        (b"a" * (taking_in.MAX_BYTES + 1), "a.csv", "larger than 5 MB"),
        (packed_with("xl/vbaProject.bin", b"macro"), "a.xlsx", "macros"),
        (packed_with("xl/worksheets/sheet1.xml", hostile.BOMB), "a.xlsx", "instructions no office program writes"),
        (packed_with("xl/worksheets/sheet9.xml", b"<a>" + b" " * 50_000_000 + b"</a>"), "a.xlsx", "unpacks to more"),
        (b"a\x00b,c", "a.csv", "no encoding"),
        (b"\xff\xfea", "a.csv", "no encoding"),
        (b'"a', "a.csv", "damaged"),
        ("a\n" * (sheets.MAX_LINES + 2), "a.csv", "more rows or cells"),
    ],
)  # fmt: skip
def test_hostile_files_are_refused_with_a_sentence(content, name, says):
    with pytest.raises(Refused, match=says):
        read(content, name)


def test_million_rows_are_refused_before_they_are_read():
    made = openpyxl.Workbook(write_only=True)
    made.create_sheet("Criteria").append(["Reference"])
    sheet = zipfile.ZipFile(io.BytesIO(saved(made))).read("xl/worksheets/sheet1.xml")
    row = b'<row r="1000000"><c r="A1000000" t="inlineStr"><is><t>x</t></is></c></row>'
    content = packed_with("xl/worksheets/sheet1.xml", sheet.replace(b"</sheetData>", row + b"</sheetData>"))
    with pytest.raises(Refused, match="more rows or cells"):
        read(content)


def test_western_european_files_are_read_and_the_guess_is_told():
    contents = read(table(line(title="Café")).encode("cp1252"), "a.csv")
    assert contents.rows[0].values["title"] == "Café"
    assert "Windows-1252" in contents.notes[0]


def test_sheets_nobody_knows_are_named_and_those_that_explain_are_not():
    contents = read(book(line(), Drafts=[["x"]], **{"Allowed values": [["x"]]}))
    assert contents.notes == ["The sheet “Drafts” was not read."]


@pytest.mark.parametrize(
    ("column", "cell", "value"),
    [
        ("value", ("800",), "800"),
        ("value", ("0,8",), "0.8"),
        ("value", ("1.50", NUMBER), "1.5"),
        ("value", ("−5",), "-5"),
        ("value", ("1E+3", NUMBER), "1000"),
        ("value", ("",), ""),
        ("review_due_on", ("2026-05-31",), "2026-05-31"),
        ("review_due_on", ("31.5.2026",), "2026-05-31"),
        ("review_due_on", ("2026-05-31T00:00:00", DAY), "2026-05-31"),
        ("buyer_may_change", ("Ja",), True),
        ("buyer_may_change", ("",), False),
        ("comparator", ("≥",), "at_least"),
        ("comparator", ("AT_MOST",), "at_most"),
        ("title", ("'=1+1",), "=1+1"),
        ("title", ("7", NUMBER), "7"),
        ("title", (" a\r\nb ",), "a\nb"),
        ("tags", ("Take back, laptop",), ["Take back", "laptop"]),
    ],
)
def test_cells_are_read_as_people_mean_them(column, cell, value):
    assert value_of(Cell("A1", *cell), BY_NAME[column]) == value


@pytest.mark.parametrize(
    ("column", "cell", "says"),
    [
        ("value", ("1,000",), "two ways"),
        ("value", ("about 800",), "no number"),
        ("value", ("1E999999999",), "no number"),
        ("value", ("2026-01-02", DAY), "made a day of this number"),
        ("review_due_on", ("46173", NUMBER), "no day"),
        ("review_due_on", ("05/06/2026",), "no day"),
        ("review_due_on", ("2026-02-30",), "no day"),
        ("buyer_may_change", ("perhaps",), "yes or no"),
        ("comparator", ("about",), "none of the allowed values"),
        ("tags", ("<b>",), "without markup"),
        ("title", ("", FORMULA), "formula"),
    ],
)
def test_cells_that_mean_nothing_say_so(column, cell, says):
    with pytest.raises(Unreadable, match=says):
        value_of(Cell("A1", *cell), BY_NAME[column])
