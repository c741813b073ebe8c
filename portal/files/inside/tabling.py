"""Job `table`: the cells of a workbook with their types, sheet by sheet, as JSON. Formulas stay formulas."""

import json
import zipfile
from datetime import date, datetime
from typing import IO, Any

from openpyxl import load_workbook
from openpyxl.utils import get_column_letter

from portal.files.inside import office, xml
from portal.files.inside.finding import Finding

MAX_POSITION = 60_000
"""Rows of a sheet that are looked at, empty ones included: whoever needs more has formatted a whole column."""
MAX_CELLS = 400_000
MAX_SHEETS = 40
MAX_MERGED = 20
"""Merged places that are named; more are not needed to find them."""


def run(file: IO[bytes], extension: str, _seconds: float) -> bytes:
    """`[{name, is_hidden, merged, rows: [[number, [[column, type, text], ...]], ...]}, ...]`. Raises Finding."""
    office.inspect(file, extension)
    file.seek(0)
    merged = _merged(file)
    file.seek(0)
    book = load_workbook(file, read_only=True, data_only=False, keep_links=False)
    if len(book.worksheets) > MAX_SHEETS:
        raise Finding("cells")
    room = [MAX_CELLS]
    sheets = [
        {
            "name": sheet.title,
            "is_hidden": sheet.sheet_state != "visible",
            "merged": merged.get(sheet._worksheet_path.lstrip("/"), []),
            "rows": _rows(sheet, room),
        }
        for sheet in book.worksheets
    ]
    return json.dumps(sheets).encode()


def _rows(sheet: Any, room: list[int]) -> list[Any]:
    rows = []
    sheet.reset_dimensions()
    for number, row in enumerate(sheet.iter_rows(), 1):
        room[0] -= len(row)
        if number > MAX_POSITION or room[0] < 0:
            raise Finding("cells")
        cells = [_cell(cell) for cell in row if cell.value not in (None, "")]
        if cells:
            rows.append([number, cells])
    return rows


def _cell(cell: Any) -> list[str]:
    value, column = cell.value, get_column_letter(cell.column)
    if isinstance(value, bool):
        return [column, "b", "yes" if value else "no"]
    if cell.data_type == "f":
        return [column, "f", ""]
    if isinstance(value, datetime | date):
        return [column, "d", value.isoformat()]
    return [column, cell.data_type if cell.data_type in {"n", "e"} else "s", str(value)]


def _merged(file: IO[bytes]) -> dict[str, list[str]]:
    """Merged places by the part that holds them; only the first cell of such a place has a value."""
    found: dict[str, list[str]] = {}
    with zipfile.ZipFile(file) as archive:
        for name in archive.namelist():
            if "worksheets/" in name and name.endswith(".xml"):
                places: list[str] = []

                def start(element: str, attributes: dict[str, str], places: list[str] = places) -> None:
                    if element == "mergeCell" and len(places) < MAX_MERGED:
                        places.append(attributes.get("ref", ""))

                with archive.open(name) as stream:
                    xml.read(stream, start=start)
                found[name] = places
    return found
