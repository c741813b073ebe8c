"""The matrix as files: CSV and XLSX, safe to open in a spreadsheet."""

from collections.abc import Callable, Iterator
from typing import IO

from django.utils.translation import gettext as _

from criteria.adoption.matrix import Cell, Matrix, Row
from criteria.models import Position
from portal.tables import Cell as Value
from portal.tables import Column, Sheet, csv_lines, workbook


def as_csv(shown: Matrix) -> Iterator[bytes]:
    """The matrix as a table, line by line."""
    return csv_lines(matrix_columns(shown), shown.rows)


def as_xlsx(shown: Matrix) -> IO[bytes]:
    """A workbook of two sheets: the matrix, and every position with its texts."""
    return workbook(
        Sheet(_("Matrix"), matrix_columns(shown), shown.rows, frozen="C2"),
        Sheet(_("Positions"), position_columns(), _positions(shown), frozen="C2"),
    )


def matrix_columns(shown: Matrix) -> list[Column[Row]]:
    """What a criterion is, its score, and one column for each network; empty where a network has no position."""
    return [
        Column("ref", _("Reference"), lambda row: row.criterion.ref),
        Column("title", _("Criterion"), lambda row: row.criterion.title, 40),
        Column("edition", _("Edition"), lambda row: row.criterion.edition, 10),
        Column("shared", _("Identical or adapted"), lambda row: row.score.shared, 10),
        Column("decided", _("Decided"), lambda row: row.score.decided, 10),
        Column("share", _("Share (%)"), lambda row: row.score.percent, 10),
        *(Column(page.slug, page.title, _cell_of(number)) for number, page in enumerate(shown.networks)),
    ]


type Stated = tuple[Row, Cell, Position]


def position_columns() -> list[Column[Stated]]:
    """A position with its texts and dates."""

    def told(key: str, heading: str, value: Callable[[Position], Value], width: int = 18) -> Column[Stated]:
        return Column(key, heading, lambda stated: value(stated[2]), width)

    return [
        Column("ref", _("Reference"), lambda stated: stated[0].criterion.ref),
        Column("title", _("Criterion"), lambda stated: stated[0].criterion.title, 40),
        Column("network", _("Network"), lambda stated: stated[1].network.title),
        told("state", _("Position"), lambda position: str(position.adoption.label)),
        told("edition", _("On edition"), lambda position: position.edition.number, 10),
        Column("current", _("Current edition"), lambda stated: stated[1].current, 10),
        told("example", _("Example"), lambda position: _("Example") if position.is_example else "", 10),
        told("decided_on", _("Decided on"), lambda position: position.decided_at.date()),
        told("valid_from", _("From"), lambda position: position.valid_from),
        told("valid_to", _("Until"), lambda position: position.valid_to),
        told("national_ref", _("National reference"), lambda position: position.national_ref),
        told("national_url", _("Where it stands"), lambda position: position.national_url),
        told("national_text", _("National wording"), lambda position: position.national_text, 60),
        told("reason", _("Reason"), lambda position: position.reason, 60),
        told("legal_note", _("Note on the law"), lambda position: position.legal_note, 60),
    ]


def _cell_of(number: int) -> Callable[[Row], Value]:
    return lambda row: _told(row.cells[number])


def _positions(shown: Matrix) -> Iterator[Stated]:
    for row in shown.rows:
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
