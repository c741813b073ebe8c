"""The files of the matrix: what they hold, and that no spreadsheet runs anything in them."""

import csv
from io import BytesIO, StringIO

import pytest
from openpyxl import load_workbook

from tests.factories.adoption import publish_anew, take
from tests.factories.criteria import make_criterion
from tests.factories.pages import make_network

pytestmark = pytest.mark.django_db
EVIL = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "=cmd|'/c calc'!A0", '=HYPERLINK("http://evil")']


def table(client, query=""):
    response = client.get(f"/en/criteria/matrix.csv{query}")
    assert response.headers["Content-Type"] == "text/csv; charset=utf-8"
    return list(csv.reader(StringIO(response.content.decode("utf-8-sig"))))


def book(client):
    return load_workbook(BytesIO(client.get("/en/criteria/matrix.xlsx").getvalue()))


def test_a_table_of_all_criteria_and_networks(client):
    dutch, norwegian = make_network(), make_network("Norway", "NO")
    old, silent = (
        make_criterion(ref="CFIT-TST-EXP-01", title="Old"),
        make_criterion(ref="CFIT-TST-EXP-02", title="Silent"),
    )
    take(dutch, old, "identical")
    take(norwegian, old, "weaker")
    publish_anew(old, summary="Other words.", change_kind="editorial")
    head, *rows = table(client)
    assert head[-2:] == ["Netherlands", "Norway"]
    assert rows[0] == [old.ref, "Old", "1.1", "1", "2", "50", "Identical (edition 1.0)", "Weaker (edition 1.0)"]
    assert rows[1][3:] == ["0", "0", "", "", ""]
    assert [row[1] for row in table(client, "?network=norway&decided=1")] == ["Criterion", "Old"]
    assert silent.title not in str(table(client, "?decided=1"))


def test_the_workbook_has_the_texts_too(client):
    take(make_network(), make_criterion(), "not_adopted", reason="Too dear.", national_text="Nee.")
    matrix, positions = book(client).worksheets
    assert matrix["G2"].value == "Not adopted"
    assert [positions["M2"].value, positions["N2"].value] == ["Nee.", "Too dear."]


@pytest.mark.parametrize("evil", EVIL)
def test_nothing_in_a_file_is_a_formula(client, evil):
    network = make_network(evil.strip())
    take(network, make_criterion(title=evil.strip()), reason=evil, national_text=evil, national_ref=evil[:120])
    for row in table(client):
        assert not [cell for cell in row if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]
    cells = [cell for sheet in book(client).worksheets for row in sheet.iter_rows() for cell in row]
    assert not [cell for cell in cells if cell.data_type == "f"]
    assert evil.strip() in {cell.value for cell in cells}


def test_a_character_that_no_sheet_can_hold_is_left_out(client):
    take(make_network(), make_criterion(), reason="one\x0btwo")
    assert book(client).worksheets[1]["N2"].value == "onetwo"


def test_too_many_files_at_once_are_refused(client):
    for _number in range(60):
        client.get("/en/criteria/matrix.csv?decided=1")
    assert client.get("/en/criteria/matrix.csv?decided=1").status_code == 429
