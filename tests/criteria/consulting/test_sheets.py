"""Comments and answers in a spreadsheet: what a file would do is said first, then done as if by hand; mistakes."""

import io

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from criteria.consulting import actions, personal, sheet_actions, sheets
from criteria.consulting.sheet_judging import ERROR, NEW, UNCHANGED
from criteria.models import ConsultationComment, ConsultationSheet
from criteria.models.consultation_sheet import SheetKind
from criteria.talk.text import clean, says_something
from portal import personal_data
from portal.forgetting import forget_overdue
from portal.states import Refused
from tests.factories.consulting import answer, say
from tests.factories.imports import saved
from tests.factories.lifecycle import days

PAGE = "/en/criteria/CFIT-LAP-TST-01/consultation/"
COMMENTS, ANSWERS = SheetKind.COMMENTS, SheetKind.ANSWERS
D, E = 4, 5  # the columns of comment and proposed wording


def taken(reader, asked, kind=COMMENTS):
    """The workbook as somebody takes it."""
    made = sheets.comments_book if kind == COMMENTS else sheets.answers_book
    return openpyxl.load_workbook(made(reader, asked))


def row_of(book, key):
    return next(row[0].row for row in book.worksheets[0].iter_rows() if str(row[0].value) == str(key))


def filled(book, key, **cells):
    """The same with other values in the row of a key, by the letter of the column."""
    number = row_of(book, key)
    for letter, value in cells.items():
        book.worksheets[0][f"{letter}{number}"] = value
    return book


def upload(reader, asked, book, kind=COMMENTS, name="mine.xlsx"):
    content = book if isinstance(book, bytes) else saved(book)
    return sheet_actions.upload(reader, asked, kind, io.BytesIO(content), name)


def outcomes(reader, asked, sheet):
    return [verdict.outcome for verdict in sheet_actions.verdicts(reader, asked, sheet)]


def mistakes(reader, asked, sheet):
    told = [each for verdict in sheet_actions.verdicts(reader, asked, sheet) for each in verdict.problems]
    return [f"{address} {sentence}" for address, sentence in sheet.problems + told]


@pytest.fixture
def member(cast):
    return cast.reader("other")


def test_a_workbook_has_a_row_for_each_place(member, asked):
    rows = list(taken(member, asked).worksheets[0].iter_rows(values_only=True))
    assert rows[0] == ("Key", "Paragraph", "Wording", "Comment", "Proposed wording")
    assert [row[0] for row in rows[1:]] == [
        "whole", "title", "summary", "requirement", "rationale", "parameters.cycles", "parameters.cycles.label",
        "parameters.cycles.unit", "parameters.cycles.qualifier", "proofs.bid-technical_file.text",
    ]  # fmt: skip
    assert rows[5][2] == "Batteries wear out."


def test_what_was_filled_in_becomes_comments_once(member, asked):
    book = filled(taken(member, asked), "requirement", D="Too little.", E="The product lasts.")
    book = filled(book, "whole", D="Good.")
    assert outcomes(member, asked, upload(member, asked, book)) == [NEW, NEW]
    assert not ConsultationComment.objects.exists()
    assert sheet_actions.take_in(member, asked, COMMENTS) == 2
    whole, requirement = ConsultationComment.objects.order_by("paragraph_key")
    assert (whole.paragraph_key, whole.body, whole.proposed_text) == ("", "Good.", "")
    assert (requirement.proposed_text, requirement.author) == ("The product lasts.", member.user)
    assert not ConsultationSheet.objects.exists()
    again = upload(member, asked, book)
    assert outcomes(member, asked, again) == [UNCHANGED, UNCHANGED]
    assert sheet_actions.take_in(member, asked, COMMENTS) == 0


def test_the_same_row_twice_in_a_file_is_one_comment(member, asked):
    book = filled(taken(member, asked), "requirement", D="Twice.")
    book.worksheets[0].append([cell.value for cell in book.worksheets[0][row_of(book, "requirement")]])
    upload(member, asked, book)
    assert sheet_actions.take_in(member, asked, COMMENTS) == 1


@given(
    said=st.lists(
        st.tuples(
            st.sampled_from(["", "title", "requirement", "parameters.cycles"]),
            st.text(max_size=30),
            st.text(max_size=30),
        ),
        max_size=4,
    )
)
@settings(max_examples=15)
def test_taking_a_workbook_and_giving_it_back_changes_nothing(member, asked, said):
    ConsultationComment.objects.all().delete()
    for key, body, proposed in said:
        words = {"body": clean(body), "proposed_text": clean(proposed) if key in {"title", "requirement"} else ""}
        if says_something(words["body"]):
            try:
                actions.say(member, asked, paragraph_key=key, at_once=True, **words)
            except Refused:
                continue
    sheet = upload(member, asked, taken(member, asked))
    assert mistakes(member, asked, sheet) in ([], ["Comments No row of this file is filled in."])
    assert set(outcomes(member, asked, sheet)) <= {UNCHANGED}


@pytest.mark.parametrize(
    ("key", "cells", "says"),
    [
        ("requirement", {"E": "Only a wording."}, "Comments!D5 Say why"),
        ("requirement", {"D": "=1+1"}, "Comments!D5 This is a formula"),
        ("requirement", {"C": "Mine.", "D": "Because."}, "Comments!C5 This is not the wording people are asked about"),
        ("requirement", {"A": "purpose", "D": "Because."}, "Comments!A5 No paragraph of this wording has this key"),
        ("parameters.cycles", {"D": "No.", "E": "800"}, "Comments!E7 A wording can be proposed for a single paragraph"),
        ("title", {"D": "No.", "E": "x" * 400}, "Comments!E3 Use at most"),
        ("requirement", {"D": "x" * 4001}, "Comments!D5 Use at most 4000 characters; this has 4001."),
    ],
)
def test_mistakes_are_named_by_their_cell_and_nothing_is_taken_in(member, asked, key, cells, says):
    book = filled(filled(taken(member, asked), "whole", D="Good."), key, **cells)
    sheet = upload(member, asked, book)
    assert [each for each in mistakes(member, asked, sheet) if each.startswith(says)]
    with pytest.raises(Refused, match="Nothing was taken in"):
        sheet_actions.take_in(member, asked, COMMENTS)
    assert not ConsultationComment.objects.exists()


def merged(book):
    book.worksheets[0].merge_cells("D5:E5")
    return book


def without_column(book):
    book.worksheets[0].delete_cols(D)
    return book


def endless(book):
    for number in range(201):
        book.worksheets[0].append(["requirement", "", "", f"Comment {number}."])
    return book


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (merged, "Comments Cells are merged here: D5:E5"),
        (without_column, "Comments The column “Comment” must be there once."),
        (endless, "Comments A file may have 200 rows"),
        (lambda book: openpyxl.Workbook(), " There is no sheet with a column “Key”"),
        (lambda book: book, "Comments No row of this file is filled in."),
    ],
)
def test_what_is_wrong_with_a_file_is_said(member, asked, change, says):
    assert says in mistakes(member, asked, upload(member, asked, change(taken(member, asked))))[0]


@pytest.mark.parametrize(
    ("content", "name", "says"),
    [
        (b"", "a.xlsx", "empty"),
        (b"PK\x03\x04" + b"x" * 100, "a.xlsx", "not a real .xlsx file|damaged|cannot be read"),
        (b"x", "a.xlsm", "without macros"),
        (b"{}", "a.json", "ends in .xlsx or .csv"),
        (b"a" * 6_000_000, "a.csv", "larger than 5 MB"),
        (b"\x00\x01", "a.csv", "encoding"),
    ],
)
def test_hostile_files_end_in_a_sentence(member, asked, content, name, says):
    with pytest.raises(Refused, match=says):
        upload(member, asked, content, name=name)
    assert not ConsultationSheet.objects.exists()


def test_a_table_as_csv_does_as_well(member, asked):
    content = "Key;Comment;Proposed wording\nrequirement;Too little.;\n".encode("utf-8-sig")
    upload(member, asked, content, name="a.csv")
    assert sheet_actions.take_in(member, asked, COMMENTS) == 1


def test_many_comments_in_one_file_are_not_too_often(member, asked):
    book = taken(member, asked)
    for number in range(12):
        book.worksheets[0].append(["requirement", "", "", f"Comment {number}."])
    upload(member, asked, book)
    assert sheet_actions.take_in(member, asked, COMMENTS) == 12


def test_answers_are_given_with_a_reason_and_never_on_ones_own(cast, asked):
    reviewer = cast.reader("reviewer")
    foreign, own = say(asked, cast.user("foreign-reviewer"), body="An okapi."), say(asked, reviewer.user)
    waiting = say(asked, cast.user("market"), body="A quagga waits.")
    book = taken(reviewer, asked, ANSWERS)
    assert [row[0] for row in book.worksheets[0].iter_rows(values_only=True)][1:] == [foreign.pk, own.pk]
    book = filled(book, foreign.pk, G="Partly accepted", H="Half of it.")
    upload(reviewer, asked, filled(book, own.pk, G="Accepted", H="Mine."), ANSWERS)
    with pytest.raises(Refused):
        sheet_actions.take_in(reviewer, asked, ANSWERS)
    sheet = upload(reviewer, asked, filled(book, own.pk, G=None, H=None), ANSWERS)
    assert outcomes(reviewer, asked, sheet) == [NEW]
    assert sheet_actions.take_in(reviewer, asked, ANSWERS) == 1
    foreign.refresh_from_db()
    assert (foreign.state, foreign.response, foreign.answered_by) == ("partly", "Half of it.", reviewer.user)
    given_back = upload(reviewer, asked, taken(reviewer, asked, ANSWERS), ANSWERS)
    assert outcomes(reviewer, asked, given_back) == [UNCHANGED]
    assert waiting.state == "open"


@pytest.mark.parametrize(
    ("cells", "says"),
    [
        ({"G": "Accepted"}, "Answers!H2 Say what you decided"),
        ({"H": "Because."}, "Answers!G2 Say what you decided"),
        ({"G": "Maybe", "H": "Because."}, "Answers!G2 “Maybe” is none of the allowed values"),
        ({"A": 999, "G": "Accepted", "H": "Because."}, "Answers!A2 No comment that you can answer"),
    ],
)
def test_mistakes_in_answers_are_named_by_their_cell(cast, asked, cells, says):
    reviewer, comment = cast.reader("reviewer"), say(asked, cast.user("other"))
    sheet = upload(reviewer, asked, filled(taken(reviewer, asked, ANSWERS), comment.pk, **cells), ANSWERS)
    assert outcomes(reviewer, asked, sheet) == [ERROR]
    assert [each for each in mistakes(reviewer, asked, sheet) if each.startswith(says)]


@pytest.mark.parametrize("kind", ["comments", "answers"])
@pytest.mark.parametrize("who", ["visitor", "account", "other", "foreign-reviewer", "reviewer", "secretariat"])
def test_pages_and_workbooks_are_for_those_who_may(cast, asked, who, kind):
    may = who in {"reviewer", "secretariat"} if kind == "answers" else who != "visitor"
    client = cast.client(who)
    for address in (f"{PAGE}{kind}-sheet/", f"{PAGE}{kind}.xlsx"):
        assert (client.get(address).status_code == 200) is may
        assert client.get(address.replace("LAP", "XXX")).status_code == 404
    assert (f'href="{kind}-sheet/"' in client.get(PAGE).text) is may


def test_from_the_workbook_to_the_page(cast, asked):
    client, address = cast.client("account"), f"{PAGE}comments-sheet/"
    book = filled(
        openpyxl.load_workbook(io.BytesIO(client.get(f"{PAGE}comments.xlsx").getvalue())), "title", D="Short."
    )
    file = io.BytesIO(saved(book))
    file.name = "mine.xlsx"
    assert "organisation" in client.post(address, {"do": "upload", "file": file}).text
    file.seek(0)
    said = {"do": "upload", "file": file, "side": "ngo", "organisation": "Repair for all"}
    report = client.post(address, said, follow=True)
    assert "What “mine.xlsx” would do" in report.text
    assert "Take it in" in report.text
    done = client.post(address, {"do": "take-in"}, follow=True)
    assert "1 comment was taken in." in done.text
    comment = ConsultationComment.objects.get()
    assert (comment.side, comment.organisation, comment.condition) == ("ngo", "Repair for all", "waiting")
    assert client.post(address, {"do": "take-in"}).status_code == 409


def test_somebody_elses_file_is_nobodys(cast, asked, member):
    upload(member, asked, filled(taken(member, asked), "title", D="Short."))
    assert "mine.xlsx" not in cast.client("secretariat").get(f"{PAGE}comments-sheet/").text
    with pytest.raises(Refused):
        sheet_actions.take_in(cast.reader("secretariat"), asked, COMMENTS)


def test_after_the_close_nothing_is_taken_in(member, asked):
    upload(member, asked, filled(taken(member, asked), "title", D="Short."))
    type(asked).objects.filter(pk=asked.pk).update(opens_on=days(-30), closes_on=days(-1))
    asked.refresh_from_db()
    with pytest.raises(Refused):
        sheet_actions.take_in(member, asked, COMMENTS)


def test_what_nobody_takes_in_is_forgotten(member, asked):
    book = filled(taken(member, asked), "title", D="Short.")
    sheet = upload(member, asked, book)
    assert personal.export(member.user)["spreadsheets"][0]["file"] == "mine.xlsx"
    ConsultationSheet.objects.update(made_at=sheet.made_at - ConsultationSheet.KEPT * 2)
    assert forget_overdue.call()["spreadsheets of consultations"] == 1
    upload(member, asked, book)
    personal_data.erase(member.user)
    assert not ConsultationSheet.objects.exists()


def test_an_answer_that_stands_cannot_be_changed_by_a_file(cast, asked):
    reviewer = cast.reader("reviewer")
    comment = answer(say(asked, cast.user("other"), proposed_text="New."), reviewer.user)
    ConsultationComment.objects.filter(pk=comment.pk).update(taken_over_at=comment.answered_at)
    book = filled(taken(reviewer, asked, ANSWERS), comment.pk, H="Other words.")
    assert "cannot change" in str(mistakes(reviewer, asked, upload(reviewer, asked, book, ANSWERS)))
