"""Writes tables as a workbook; loaded when the first one is asked for."""

from collections.abc import Iterable
from tempfile import TemporaryFile
from typing import IO, Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet._write_only import WriteOnlyWorksheet

from portal.tables import MAX_CELL, Cell, Sheet, printable


def write(tables: Iterable[Sheet[Any]]) -> IO[bytes]:
    """An open temporary file; rows go to disk as they come."""
    book = Workbook(write_only=True)
    for table in tables:
        sheet: WriteOnlyWorksheet = book.create_sheet(table.title[:31])
        sheet.freeze_panes = table.frozen
        for position, column in enumerate(table.columns, 1):
            sheet.column_dimensions[get_column_letter(position)].width = column.width
        sheet.append([_cell(sheet, str(column.heading), bold=True) for column in table.columns])
        for thing in table.things:
            sheet.append([_cell(sheet, column.value(thing)) for column in table.columns])
    file = TemporaryFile()  # noqa: SIM115  the response closes it
    book.save(file)
    file.seek(0)
    return file


def _cell(sheet: WriteOnlyWorksheet, value: Cell, *, bold: bool = False) -> WriteOnlyCell:
    text = printable(value)[:MAX_CELL] if isinstance(value, str) else value
    cell = WriteOnlyCell(sheet, value=text)
    if isinstance(text, str):
        cell.data_type = "s"  # Also what begins like a formula.
        cell.alignment = Alignment(wrap_text=True, vertical="top")
    if bold:
        cell.font = Font(bold=True)
    return cell
