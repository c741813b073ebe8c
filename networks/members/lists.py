"""A list of people as a coordinator's spreadsheet saves it: read leniently, with a plain word for every mistake."""

import csv
import io
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from portal.exports import STARTS_OF_FORMULAS
from portal.states import Refused

MAX_LINES = 500
MAX_BYTES = 200_000
COLUMNS = ("email", "name", "organisation", "role")
HEADINGS = {
    "email": "email",
    "e-mail": "email",
    "mail": "email",
    "address": "email",
    "e-mail address": "email",
    "name": "name",
    "organisation": "organisation",
    "organization": "organisation",
    "role": "role",
}


@dataclass(frozen=True)
class Line:
    """One line of the file; its texts are as typed, without the blanks around them."""

    number: int
    email: str
    name: str = ""
    organisation: str = ""
    role: str = ""


def read_list(data: bytes) -> list[Line]:
    """The lines of a CSV file in UTF-8 or Latin 1, with commas, semicolons or tabs.

    A first line of headings decides about the order of columns; without one it is e-mail, name, organisation, role.
    Raises Refused for what is no such file.
    """
    if len(data) > MAX_BYTES:
        raise Refused(_("This file is too large: a list of 500 people has less than 200 kB."))
    text = _text(data)
    first = text.partition("\n")[0]
    delimiter = max(";\t,", key=first.count)
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True))
    except csv.Error as error:
        raise Refused(_("This file cannot be read as a list. Save it as CSV and try again.")) from error
    numbered = [
        (number, [_cell(cell) for cell in row]) for number, row in enumerate(rows, 1) if any(map(str.strip, row))
    ]
    if not numbered:
        raise Refused(_("There is nobody in this file."))
    columns = _columns(numbered[0][1])
    if columns is None:
        columns = list(COLUMNS)
    else:
        numbered = numbered[1:]
    if not numbered:
        raise Refused(_("There is nobody in this file."))
    if len(numbered) > MAX_LINES:
        raise Refused(
            _("At most %(most)s people at once; this file has %(lines)s.") % {"most": MAX_LINES, "lines": len(numbered)}
        )
    return [_line(number, columns, cells) for number, cells in numbered]


def _text(data: bytes) -> str:
    if b"\x00" in data:
        raise Refused(_("This file cannot be read as a list. Save it as CSV and try again."))
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")


def _cell(text: str) -> str:
    """The text of a cell. Our own exports put an apostrophe before formulas; it is taken off again."""
    text = " ".join(text.split())
    return text[1:] if text.startswith("'") and text[1:].startswith(STARTS_OF_FORMULAS) else text


def _columns(cells: list[str]) -> list[str] | None:
    """The columns that a line of headings names; None for a line of data."""
    if any("@" in cell for cell in cells):
        return None
    named = [HEADINGS.get(cell.lower(), "") for cell in cells]
    if "email" in named:
        return named
    if any(named):
        raise Refused(_("One column must be called “e-mail”."))
    return None


def _line(number: int, columns: list[str], cells: list[str]) -> Line:
    found = {column: cell for column, cell in zip(columns, cells, strict=False) if column}
    return Line(number, **{column: found.get(column, "") for column in COLUMNS})
