"""The bytes of a workbook or a CSV file as plain tables; whatever is wrong with them ends in a sentence."""

import csv
import io
import json
from dataclasses import dataclass
from typing import IO, Any

from django.utils.translation import gettext as _

from criteria.importing.cells import Cell
from portal.files.guarded import run_or_refuse
from portal.files.refusals import FileRefused

MAX_CELL = 32_767
MAX_LINES = 60_000
DELIMITERS = ",;\t"


@dataclass(frozen=True)
class Table:
    """A sheet: rows with cells by the letters of their column. CSV has one, called as the file."""

    name: str
    rows: list[tuple[int, dict[str, Cell]]]
    is_hidden: bool = False
    merged: tuple[str, ...] = ()


def workbook(file: IO[bytes]) -> list[Table]:
    """The sheets of an XLSX file, read in a guarded process. Raises FileRefused."""
    sheets: list[dict[str, Any]] = json.loads(run_or_refuse("table", file, "xlsx"))
    return [
        Table(
            sheet["name"],
            [(number, _cells(sheet["name"], number, row)) for number, row in sheet["rows"]],
            is_hidden=sheet["is_hidden"],
            merged=tuple(sheet["merged"]),
        )
        for sheet in sheets
    ]


def _cells(sheet: str, number: int, row: list[list[str]]) -> dict[str, Cell]:
    return {letters: Cell(f"{sheet}!{letters}{number}", text, kind) for letters, kind, text in row}


def decoded(data: bytes) -> tuple[str, str]:
    """The text of a file, and a note where its encoding had to be guessed. Raises FileRefused for what is no text."""
    note, is_wide = "", data.startswith((b"\xff\xfe", b"\xfe\xff"))
    try:
        text = data.decode("utf-16" if is_wide else "utf-8-sig")
    except UnicodeDecodeError:
        try:
            text = data.decode("utf-16" if is_wide else "cp1252")
        except UnicodeDecodeError:
            raise FileRefused("encoding") from None
        note = _(
            "This file is not in UTF-8, so it was read as Windows-1252. Look at letters such as é and ø below; where"
            " they are wrong, save the file as “CSV UTF-8”."
        )
    if "\x00" in text:
        raise FileRefused("encoding")
    return text, note


def csv_table(text: str, name: str) -> list[Table]:
    """The one table of a CSV file, separated by commas, semicolons or tabs. Raises FileRefused."""
    first = text.lstrip("\r\n").partition("\n")[0]
    delimiter = max(DELIMITERS, key=first.count)
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    rows: list[tuple[int, dict[str, Cell]]] = []
    try:
        for number, line in enumerate(lines, 1):
            if number > MAX_LINES:
                raise FileRefused("cells")
            cells = {letters_of(place): value for place, value in enumerate(line) if value.strip()}
            if cells:
                rows.append((number, {each: Cell(f"{each}{number}", value) for each, value in cells.items()}))
    except csv.Error:
        raise FileRefused("damaged") from None
    return [Table(name, rows)]


def letters_of(place: int) -> str:
    """Columns as spreadsheets call them: 0 is A, 26 is AA."""
    letters = ""
    place += 1
    while place:
        place, rest = divmod(place - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
