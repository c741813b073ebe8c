"""Records as a table: CSV and XLSX from one list of columns, safe to open in a spreadsheet."""

import csv
import io
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import IO, Any

from django.utils.functional import Promise

from portal.exports import as_text

CSV = "text/csv; charset=utf-8"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
BOM = "\ufeff"
"""Says UTF-8 to spreadsheets, which take CSV for Latin 1 otherwise."""
MAX_CELL = 32_767
"""Characters of a cell in Excel."""
CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""What XML 1.0 cannot hold, so neither XLSX nor a feed can."""

type Cell = str | int | Decimal | date | None


@dataclass(frozen=True)
class Column[T]:
    """A column: its key never changes, its heading is read; `value` gives a cell; `width` counts characters."""

    key: str
    heading: str | Promise
    value: Callable[[T], Cell]
    width: int = 18


def printable(text: str) -> str:
    """The text without characters that no XML can hold."""
    return CONTROLS.sub("", text)


def csv_lines[T](columns: Sequence[Column[T]], things: Iterable[T]) -> Iterator[bytes]:
    """A CSV file (RFC 4180) line by line, in UTF-8; text that a spreadsheet would calculate stays text."""
    yield BOM.encode() + _line(_safe(str(column.heading)) for column in columns)
    for thing in things:
        yield _line(_safe(column.value(thing)) for column in columns)


@dataclass(frozen=True)
class Sheet[T]:
    """One table of a workbook: a row for each thing. `frozen` is the first cell that moves when one scrolls."""

    title: str
    columns: Sequence[Column[T]]
    things: Iterable[T]
    frozen: str = "B2"


def xlsx_file[T](columns: Sequence[Column[T]], things: Iterable[T], *, title: str) -> IO[bytes]:
    """A workbook with one sheet as an open temporary file; rows go to disk as they come."""
    return workbook(Sheet(title, columns, things))


def workbook(*tables: Sheet[Any]) -> IO[bytes]:
    """A workbook with several sheets, in the same way."""
    from portal import workbooks  # noqa: PLC0415  loading openpyxl takes longer than most requests

    return workbooks.write(tables)


def _line(cells: Iterable[str]) -> bytes:
    line = io.StringIO(newline="")
    csv.writer(line).writerow(list(cells))
    return line.getvalue().encode("utf-8", "replace")


def _safe(value: Cell) -> str:
    """Numbers and dates cannot be formulas, and -5 must stay a number."""
    if value is None:
        return ""
    return as_text(value) if isinstance(value, str) else str(value)
