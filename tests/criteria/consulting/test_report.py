"""The report of a consultation: what stands in it, in which formats, and for whom."""

import csv
from io import BytesIO, StringIO
from zipfile import ZipFile

import pytest
from django.utils import timezone
from docx import Document

from criteria.consulting import actions, report_files
from criteria.consulting.report import report_of
from criteria.models import Consultation
from criteria.terms import Audience
from portal import personal_data
from tests.factories.consulting import answer, ask, say
from tests.factories.criteria import make_criterion
from tests.factories.lifecycle import days
from tests.keeping import kept

REF = "CFIT-LAP-TST-01"
PAGE = f"/en/criteria/{REF}/consultation/report/"
EVIL = '=HYPERLINK("http://evil")'


def close(asked):
    Consultation.objects.filter(pk=asked.pk).update(opens_on=days(-30), closes_on=days(-1))


@kept
def said(cast, asked):
    """Two comments that are shown, one answered; one that waits, one that is hidden, one that was taken back."""
    secretariat = cast.user("secretariat")
    answer(say(asked, cast.user("other"), body="A zebra.", proposed_text="Batteries hold."), secretariat, why="Clear.")
    say(asked, cast.user("foreign-reviewer"), "parameters.cycles", body="An okapi.")
    say(asked, cast.user("market"), body="A quagga waits.")
    hidden = say(asked, cast.user("other"), body="A dodo hides.")
    actions.hide(cast.reader("secretariat"), hidden, "Off the subject.")
    actions.take_back(cast.reader("other"), say(asked, cast.user("other"), body="A moa is gone."))
    return asked


def documents(client):
    """What the three formats say, as text."""
    page = client.get(PAGE)
    table, paper = client.get(PAGE[:-1] + ".csv"), client.get(PAGE[:-1] + ".docx")
    if page.status_code != 200:
        assert {table.status_code, paper.status_code} == {page.status_code}
        return None
    made = Document(BytesIO(b"".join(paper.streaming_content)))
    return [page.text, table.content.decode("utf-8-sig"), "\n".join(each.text for each in made.paragraphs)]


@pytest.mark.parametrize("who", ["visitor", "account", "other", "foreign-reviewer", "reviewer", "secretariat"])
@pytest.mark.parametrize("closed", [False, True])
def test_before_it_closes_only_those_who_answer_read_it(cast, said, who, closed):
    if closed:
        close(said)
    found = documents(cast.client(who))
    assert (found is not None) is (closed or who in {"reviewer", "secretariat"})
    for text in found or ():
        assert all(word in text for word in ("A zebra.", "An okapi.", "Clear.", "Accepted"))
        assert not [word for word in ("quagga", "dodo", "moa", "Off the subject") if word in text]


@pytest.mark.parametrize("who", ["visitor", "account", "other"])
def test_what_members_were_asked_is_for_members(cast, who):
    asked = ask(make_criterion(ref=REF, owner_network=cast.network), cast.user("secretariat"), Audience.MEMBERS)
    say(asked, cast.user("other"), body="A zebra.")
    close(asked)
    assert (documents(cast.client(who)) is not None) is (who == "other")


def test_it_can_be_reached_from_the_consultation_and_for_earlier_ones(cast, said):
    page = f"/en/criteria/{REF}/consultation/"
    assert 'href="report/"' not in cast.client("visitor").get(page).text
    close(said)
    assert 'href="report/"' in cast.client("visitor").get(page).text
    assert "A zebra." in cast.client("visitor").get(f"{page}{said.pk}/report/").text
    assert cast.client("visitor").get(f"{page}{said.pk + 1}/report/").status_code == 404


def test_it_says_whether_it_is_final(cast, said):
    assert "so this is not final" in cast.client("reviewer").get(PAGE).text
    close(said)
    assert "1 comment waits for an answer" in cast.client("visitor").get(PAGE).text


def test_who_left_is_named_nowhere(cast, said):
    name = cast.user("other").get_full_name()
    close(said)
    assert all(name in text for text in documents(cast.client("visitor")))
    personal_data.erase(cast.user("other"))
    assert all(name not in text for text in documents(cast.client("visitor")))


def test_the_document_has_headings_rows_of_headings_and_a_language(cast, said):
    file = report_files.as_docx(report_of(cast.reader("reviewer"), said))
    made = Document(file)
    levels = [each.style.name for each in made.paragraphs if each.style.name.startswith(("Heading", "Title"))]
    assert levels == ["Title", "Heading 1", "Heading 1", "Heading 2", "Heading 1", "Heading 2"]
    assert made.core_properties.title.startswith("Report of the consultation")
    assert made.core_properties.language == "en"
    with ZipFile(file) as archive:
        assert b"<w:tblHeader/>" in archive.read("word/document.xml")
        assert b'w:lang w:val="en"' in archive.read("word/styles.xml")
    (table,) = made.tables
    assert [cell.text for cell in table.rows[1].cells] == ["Public buyer", "1", "1", "0", "0"]


def test_nothing_in_a_file_is_run_or_breaks_it(cast, asked):
    say(asked, cast.user("other"), body=EVIL, proposed_text="+1 \x0b <b>bold</b>")
    close(asked)
    page, table, paper = documents(cast.client("visitor"))
    cells = [cell for row in csv.reader(StringIO(table)) for cell in row]
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@"))]
    assert "<b>bold</b>" not in page
    assert EVIL in paper


def test_empty_report_says_so(cast, asked):
    close(asked)
    page, table, paper = documents(cast.client("visitor"))
    assert "Nobody said anything" in page
    assert "Nobody said anything" in paper
    assert len(table.splitlines()) == 1


def test_a_report_needs_the_same_queries_however_long(cast, asked, django_assert_max_num_queries):
    reader = cast.reader("reviewer")

    def cost(number):
        for each in range(number):
            say(asked, cast.user(f"other-{timezone.now().timestamp()}-{each}"))
        with django_assert_max_num_queries(12) as captured:
            report_of(reader, asked)
        return len(captured)

    cost(1)
    assert cost(1) == cost(2) == cost(10)
