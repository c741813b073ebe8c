"""Files to fill in: empty, or with the criteria that are there; made from the columns they are read with."""

import json
from collections.abc import Iterable, Iterator
from itertools import batched
from tempfile import TemporaryFile
from typing import IO, Any

from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter, quote_sheetname
from openpyxl.worksheet.datavalidation import DataValidation

from criteria.importing import columns as spec
from criteria.importing.columns import COLUMNS, PARTS, REF, Column, Kind, Part
from criteria.importing.records import Record, record_of, written
from criteria.importing.words import Words
from criteria.models import Criterion
from portal import tables
from portal.tables import MAX_CELL, csv_lines, printable

NUMBERED = 2
"""Thresholds, proofs … that an empty CSV file has columns for; files may have more."""
MENU_ROWS = 2000
SHOWN_IN_A_MENU = (Kind.CHOICE, Kind.WORD)
LONG = {"requirement", "text", "note", "rationale", "guidance_buyer", "guidance_bidder", "source"}


def records(criteria: Iterable[Criterion], words: Words) -> Iterator[Record]:
    """Criteria with their latest drafts, as files hold them."""
    for some in batched(criteria, 200, strict=False):
        for criterion in some:
            revision = criterion.latest_revision
            yield record_of(revision.content if revision else criterion.serializable_data(), words)


def drafts() -> Any:
    """All criteria in the order of their references, with what their latest drafts say."""
    return Criterion.objects.select_related("latest_revision").order_by("ref")


def workbook(found: Iterable[Record], words: Words) -> IO[bytes]:
    """An Excel workbook: a sheet of criteria, one for each kind of part, an explanation, and the allowed values."""
    book, rows = Workbook(write_only=True), list(found)
    lists = _lists(words)
    places = _places(lists)
    _sheet(book, str(spec.MAIN), COLUMNS, ([each[c.name] for c in COLUMNS] for each in rows), words, places)
    for part in PARTS:
        lines = (
            [each["ref"], *(row[column.name] for column in part.columns)] for each in rows for row in each[part.name]
        )
        _sheet(book, str(part.sheet), (REF, *part.columns), lines, words, places)
    _plain_sheet(book, str(spec.GUIDE), _guide(), [18, 30, 10, 46, 70])
    _plain_sheet(book, str(spec.VALUES), _columns_of(lists), [44] * len(lists) * 2)
    file = TemporaryFile()  # noqa: SIM115  the response closes it
    book.save(file)
    file.seek(0)
    return file


def csv_file(found: Iterable[Record], words: Words) -> Iterator[bytes]:
    """One table, with numbered columns for thresholds, proofs and so on."""
    rows = list(found)
    made = [_csv_column(column.heading, column, words) for column in COLUMNS]
    for part in PARTS:
        most = max([len(each[part.name]) for each in rows] or [NUMBERED])
        made += [_numbered(part, number, column, words) for number in range(most) for column in part.columns]
    return csv_lines(made, rows)


def json_example() -> bytes:
    """A short criterion as documents hold it; clearly an example, and none of the library."""
    example = {
        "items": [
            {
                "ref": "CFIT-XXX-XX-00",
                "title": "Example: battery that lasts",
                "summary": "Example: cycles the battery must survive.",
                "requirement": "Example: the battery keeps 80 % of its capacity after 800 full cycles.",
                "criterion_type": "technical_spec",
                "ambition": {"key": "basic", "label": "Basic"},
                "product_groups": [{"key": "laptop", "label": "Laptops"}],
                "theme": {"key": "circularity_crm", "label": "Circularity"},
                "parameters": [
                    {
                        "key": "cycles",
                        "label": "Full cycles",
                        "comparator": "at_least",
                        "value": "800",
                        "unit": "cycles",
                        "qualifier": "80 % of the rated capacity left",
                    }
                ],
                "proofs": [{"moment": "bid", "kind": "test_report", "text": "Example: the report of a test."}],
                "change_note": "Example: only for criteria that have an edition already.",
            }
        ]
    }
    return json.dumps(example, ensure_ascii=False, indent=2).encode()


def _csv_column(heading: str, column: Column, words: Words) -> tables.Column[Record]:
    return tables.Column(column.name, heading, lambda record: written(record[column.name], column, words))


def _numbered(part: Part, number: int, column: Column, words: Words) -> tables.Column[Record]:
    def value(record: Record) -> str:
        rows = record[part.name]
        return written(rows[number][column.name], column, words) if number < len(rows) else ""

    heading = spec.numbered_heading(part, number + 1, column)
    return tables.Column(f"{part.name}.{number}.{column.name}", heading, value)


def _lists(words: Words) -> dict[str, list[tuple[str, str]]]:
    """Every list of allowed values with its heading: keys and what they mean."""
    found: dict[str, list[tuple[str, str]]] = {}
    for name, names in words.lists.items():
        if name != "generations":
            found[name] = sorted((key, names.labels[pk]) for pk, key in names.keys.items())
    for column in _all_columns():
        if column.kind is Kind.CHOICE:
            found[_list_of(column)] = list(column.choices.items())
    return found


def _all_columns() -> Iterator[Column]:
    yield from COLUMNS
    for part in PARTS:
        yield from part.columns


def _list_of(column: Column) -> str:
    """Which list the values of a column are in."""
    return column.words or f"{column.model._meta.model_name}.{column.name}"


def _places(lists: dict[str, list[tuple[str, str]]]) -> dict[str, str]:
    """Where the sheet of allowed values holds each list, as a formula of a menu."""
    name = quote_sheetname(str(spec.VALUES))
    return {
        key: f"{name}!${get_column_letter(2 * number + 1)}$2:${get_column_letter(2 * number + 1)}${len(rows) + 1}"
        for number, (key, rows) in enumerate(lists.items())
        if rows
    }


def _columns_of(lists: dict[str, list[tuple[str, str]]]) -> Iterator[list[str]]:
    headings = {_list_of(column): column.heading for column in _all_columns() if column.words or column.choices}
    yield [text for key in lists for text in (headings.get(key, key), _("Meaning"))]
    for number in range(max(map(len, lists.values()), default=0)):
        yield [text for rows in lists.values() for text in (rows[number] if number < len(rows) else ("", ""))]


def _guide() -> Iterator[list[str]]:
    yield [_("Sheet"), _("Column"), _("Required"), _("What to write"), _("Explanation")]
    for name, columns in [(str(spec.MAIN), COLUMNS), *((str(part.sheet), (REF, *part.columns)) for part in PARTS)]:
        for column in columns:
            what = str(spec.WHAT[column.kind])
            allowed = ", ".join(column.choices)
            yield [name, column.heading, _("yes") if column.is_required else "", what, column.help or allowed]
    yield ["", "", "", "", ""]
    for sentence in (
        _("A column or sheet that is not in the file is left alone. An empty cell empties the field."),
        _("A sheet with at least one row holds all of its kind, for all criteria of the file."),
        _("Nothing is published: new criteria are drafts, changes are drafts of a next edition."),
        *map(str, spec.ABOUT_TEXTS),
    ):
        yield ["", sentence, "", "", ""]


def _sheet(
    book: Workbook,
    title: str,
    columns: tuple[Column, ...],
    lines: Iterable[list[Any]],
    words: Words,
    places: dict[str, str],
) -> None:
    sheet = book.create_sheet(title)
    sheet.freeze_panes = "B2"
    for position, column in enumerate(columns, 1):
        letters = get_column_letter(position)
        sheet.column_dimensions[letters].width = 60 if column.name in LONG else 20
        if column.kind in SHOWN_IN_A_MENU and _list_of(column) in places:
            menu = DataValidation("list", formula1=places[_list_of(column)], allow_blank=True, showErrorMessage=False)
            menu.add(f"{letters}2:{letters}{MENU_ROWS}")
            sheet.data_validations.append(menu)
    sheet.append([_cell(sheet, f"{c.heading}{' *' if c.is_required else ''}", is_bold=True) for c in columns])
    for line in lines:
        cells = zip(line, columns, strict=True)
        sheet.append([_cell(sheet, written(value, column, words)) for value, column in cells])


def _plain_sheet(book: Workbook, title: str, lines: Iterable[list[str]], widths: list[int]) -> None:
    sheet = book.create_sheet(title)
    sheet.freeze_panes = "A2"
    for position, width in enumerate(widths, 1):
        sheet.column_dimensions[get_column_letter(position)].width = width
    for number, line in enumerate(lines):
        sheet.append([_cell(sheet, text, is_bold=not number) for text in line])


def _cell(sheet: Any, text: str, *, is_bold: bool = False) -> WriteOnlyCell:
    """All cells are text, so that no program takes a value for a formula or a date."""
    cell = WriteOnlyCell(sheet, value=printable(text)[:MAX_CELL] or None)
    if text:
        cell.data_type = "s"
    cell.number_format = "@"
    cell.alignment = Alignment(wrap_text=True, vertical="top")
    if is_bold:
        cell.font = Font(bold=True)
    return cell
