"""The matrix as files: CSV and XLSX, safe to open in a spreadsheet."""

import csv
from collections.abc import Iterable, Iterator
from datetime import date
from io import BytesIO, StringIO

from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell

from criteria.adoption.matrix import Cell, Matrix, Row
from criteria.models import Position
from portal.exports import as_text
from portal.tables import MAX_CELL, printable

type Value = str | int | date | None
type Line = list[Value]


def as_csv(shown: Matrix) -> bytes:
    """The matrix as a table; with a byte order mark, by which spreadsheets know the encoding."""
    text = StringIO()
    writer = csv.writer(text)
    for line in matrix_lines(shown):
        writer.writerow([as_text(cell) if isinstance(cell, str) else cell for cell in line])
    return text.getvalue().encode("utf-8-sig")


def as_xlsx(shown: Matrix) -> bytes:
    """A workbook of two sheets: the matrix, and every position with its texts."""
    book = Workbook(write_only=True, iso_dates=True)
    for title, lines in ((_("Matrix"), matrix_lines(shown)), (_("Positions"), position_lines(shown))):
        sheet = book.create_sheet(title)
        sheet.freeze_panes = "C2"
        for line in lines:
            sheet.append([_typed(sheet, value) for value in line])
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def matrix_lines(shown: Matrix) -> Iterator[Line]:
    """One line for each criterion, one column for each network; empty where a network has no position."""
    fixed: Line = [
        _("Reference"),
        _("Criterion"),
        _("Edition"),
        _("Identical or adapted"),
        _("Decided"),
        _("Share (%)"),
    ]
    yield [*fixed, *(page.title for page in shown.networks)]
    for row in shown.rows:
        score = row.score
        head: Line = [row.criterion.ref, row.criterion.title, row.criterion.edition]
        yield [*head, score.shared, score.decided, score.percent, *(_told(cell) for cell in row.cells)]


def position_lines(shown: Matrix) -> Iterator[Line]:
    """One line for each position, with its texts and numbers."""
    yield [
        _("Reference"), _("Criterion"), _("Network"), _("Position"), _("On edition"), _("Current edition"),
        _("Example"), _("Decided on"), _("From"), _("Until"), _("National reference"), _("Where it stands"),
        _("National wording"), _("Reason"), _("Note on the law"),
    ]  # fmt: skip
    for row, cell, position in _positions(shown.rows):
        yield [
            row.criterion.ref, row.criterion.title, cell.network.title, str(position.adoption.label),
            position.edition.number, cell.current, _("Example") if position.is_example else "",
            position.decided_at.date(), position.valid_from, position.valid_to, position.national_ref,
            position.national_url, position.national_text, position.reason, position.legal_note,
        ]  # fmt: skip


def _positions(rows: Iterable[Row]) -> Iterator[tuple[Row, Cell, Position]]:
    for row in rows:
        for cell in row.positions:
            if cell.position is not None:
                yield row, cell, cell.position


def _told(cell: Cell) -> str:
    """A cell in words: the position, and what a reader must know before counting it."""
    if cell.position is None:
        return ""
    notes = []
    if cell.is_outdated:
        notes.append(_("edition %(number)s") % {"number": cell.position.edition.number})
    if cell.position.is_over():
        notes.append(_("ended"))
    if cell.position.is_example:
        notes.append(_("example"))
    return f"{cell.position.adoption.label} ({', '.join(notes)})" if notes else str(cell.position.adoption.label)


def _typed(sheet: object, value: Value) -> WriteOnlyCell:
    """A cell that is what it looks like: text stays text, whatever it begins with."""
    if not isinstance(value, str):
        return WriteOnlyCell(sheet, value)
    cell = WriteOnlyCell(sheet, printable(value)[:MAX_CELL])
    cell.data_type = "s"
    return cell
