"""From an uploaded spreadsheet to plain rows with the place of each value; asks nothing of the consultation."""

from collections.abc import Iterator
from typing import IO, Any

from django.utils.translation import gettext as _

from criteria.consulting import sheets
from criteria.importing import columns as spec
from criteria.importing import taking_in
from criteria.importing.cells import BROKEN, FORMULA, Cell, Unreadable, value_of
from criteria.importing.sheets import Table
from criteria.models.consultation_sheet import SheetKind
from criteria.talk.text import clean

MAX_ROWS = 200
"""Rows that somebody filled in; also what one person may say on one day."""
COLUMNS = {SheetKind.COMMENTS: sheets.COMMENTS, SheetKind.ANSWERS: sheets.ANSWERS}
FILLED_IN = {SheetKind.COMMENTS: (sheets.COMMENT, sheets.PROPOSED), SheetKind.ANSWERS: (sheets.ANSWER, sheets.REASON)}
"""What a row must have one of, to say anything."""

type Line = dict[str, Any]
"""The values of a row by column, the address of each under `at`, and what cannot be read under `problems`."""


def read(file: IO[bytes], name: str, kind: SheetKind) -> tuple[str, list[Line], list[list[str]], list[str]]:
    """The name of the file, its filled-in rows, what is wrong with it, and notes. Raises Refused with a sentence."""
    shown, tables, notes = taking_in.tables_of(file, name)
    table, places = _found(tables, kind)
    if table is None:
        heading = COLUMNS[kind][0].heading
        says = _("There is no sheet with a column “%(heading)s”. Take the workbook from this page and fill it in.")
        return shown, [], [["", says % {"heading": heading}]], notes
    problems = _frame(table, places, kind)
    lines = list(_lines(table, places, kind))
    if len(lines) > MAX_ROWS:
        says = _("A file may have %(most)d rows that are filled in, this one has %(number)d. Split it.")
        return shown, [], [[table.name, says % {"most": MAX_ROWS, "number": len(lines)}]], notes
    if not lines and not problems:
        problems.append([table.name, _("No row of this file is filled in.")])
    return shown, lines, problems, notes


def _found(tables: list[Table], kind: SheetKind) -> tuple[Table | None, dict[str, spec.Column]]:
    """The sheet that has our columns, with the column behind each letter."""
    known = spec.headings(COLUMNS[kind])
    for table in tables:
        heads = table.rows[0][1] if table.rows else {}
        places = {
            letters: known[spec.folded(cell.text)] for letters, cell in heads.items() if spec.folded(cell.text) in known
        }
        if COLUMNS[kind][0] in places.values():
            return table, places
    return None, {}


def _frame(table: Table, places: dict[str, spec.Column], kind: SheetKind) -> list[list[str]]:
    problems = []
    if table.is_hidden:
        problems.append([table.name, _("This sheet is hidden. Show it, so that you see what is taken in.")])
    if table.merged:
        says = _("Cells are merged here: %(places)s. Split them and fill in each.")
        problems.append([table.name, says % {"places": ", ".join(table.merged[:5])}])
    there = [column.name for column in places.values()]
    for column in (COLUMNS[kind][0], *FILLED_IN[kind]):
        if there.count(column.name) != 1:
            says = _("The column “%(heading)s” must be there once.")
            problems.append([table.name, says % {"heading": column.heading}])
    return problems


def _lines(table: Table, places: dict[str, spec.Column], kind: SheetKind) -> Iterator[Line]:
    """Every row that says something; what the workbook came with is kept to be compared."""
    wanted = {column.name for column in FILLED_IN[kind]}
    for number, cells in table.rows[1:]:
        if not any(places[each].name in wanted and _is_filled(cell) for each, cell in cells.items() if each in places):
            continue
        line: Line = {column.name: "" for column in COLUMNS[kind]} | {"at": {}, "problems": []}
        where = next(iter(cells.values())).address.rpartition("!")[0]
        for letters, column in places.items():
            address = f"{where}!{letters}{number}" if where else f"{letters}{number}"
            line["at"][column.name] = address
            _take(line, column, cells.get(letters, Cell(address, "")))
        yield line


def _is_filled(cell: Cell) -> bool:
    """Formulas and errors come without a text, and must not be passed over in silence."""
    return bool(cell.text.strip()) or cell.type in {FORMULA, BROKEN}


def _take(line: Line, column: spec.Column, cell: Cell) -> None:
    try:
        value = value_of(cell, column)
    except Unreadable as unreadable:
        line["problems"].append([cell.address, str(unreadable)])
    else:
        line[column.name] = clean(value)
