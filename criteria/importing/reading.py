"""From an uploaded file to rows: what it says of each criterion, where, and what cannot be understood.

Nothing of the library is asked here, so a row can be kept and checked again later.
"""

import re
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from criteria.importing import columns as spec
from criteria.importing.cells import Cell, Unreadable, value_of
from criteria.importing.columns import COLUMNS, REF, Column, Part
from criteria.importing.sheets import MAX_CELL, Table

MAX_CRITERIA = 500
MAX_PARTS = 60
"""Rows of one kind that one criterion may have."""
NUMBERED = re.compile(r"(.+?)\s*(\d{1,3})\s*:\s*(.+)")


@dataclass
class Row:
    """One criterion of a file. `values` are by field of the editor's form, `cells` say where each stands."""

    ref: str
    place: str
    values: dict[str, Any] = field(default_factory=dict)
    cells: dict[str, str] = field(default_factory=dict)
    problems: list[list[str]] = field(default_factory=list)
    is_open: bool = False
    """Whether it comes from a public document, which leaves out what is not public."""

    def wrong(self, address: str, sentence: str) -> None:
        self.problems.append([address, sentence])

    def take(self, column: Column, cell: Cell, into: dict[str, Any], path: str) -> None:
        """Keep the value of a cell, or what is wrong with it."""
        self.cells[path] = cell.address
        if len(cell.text) > MAX_CELL:
            self.wrong(cell.address, _("This text is too long for a spreadsheet: it may have 32,767 characters."))
            return
        try:
            into[column.name] = value_of(cell, column)
        except Unreadable as unreadable:
            self.wrong(cell.address, str(unreadable))

    def kept(self) -> dict[str, Any]:
        return asdict(self)


@dataclass
class Contents:
    """A whole file: its rows, what is wrong with the file itself, and what its author should know."""

    rows: list[Row] = field(default_factory=list)
    problems: list[list[str]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class _Place:
    """What a column of a table holds: a field of the criterion, or of its nth threshold, proof …"""

    column: Column
    part: Part | None = None
    number: int = 0


def contents_of(tables: list[Table]) -> Contents:
    """The criteria in the tables of one file."""
    found = Contents()
    main, parts = _sorted(tables, found)
    if main is None:
        return found
    _check_frame(main, found)
    rows = _criteria(main, found)
    for part, table in parts:
        _check_frame(table, found)
        _add_part(part, table, rows, found)
    if not rows and not found.problems:
        found.problems.append([main.name, _("There is no criterion in this file: only headings, or nothing at all.")])
    found.rows = list(rows.values())
    if len(found.rows) > MAX_CRITERIA:
        says = _("A file may hold %(most)d criteria, this one has %(number)d. Split it.")
        found.problems.append([main.name, says % {"most": MAX_CRITERIA, "number": len(found.rows)}])
        found.rows = []
    return found


def _sorted(tables: list[Table], found: Contents) -> tuple[Table | None, list[tuple[Part, Table]]]:
    """The table of criteria and those of their parts, by name; a lone table is the criteria."""
    known, main, parts = spec.sheets(), None, []
    for table in tables:
        name = spec.folded(table.name)
        if name not in known:
            if name not in spec.explaining() and len(tables) > 1:
                found.notes.append(_("The sheet “%(name)s” was not read.") % {"name": table.name})
            continue
        if table.is_hidden and table.rows:
            says = _("The sheet “%(name)s” is hidden. Show it, so that you see what is imported, or delete it.")
            found.problems.append([table.name, says % {"name": table.name}])
        part = known[name]
        if part is None:
            main = table
        elif len(table.rows) > 1:
            parts.append((part, table))
    if main is None and len(tables) == 1:
        main = tables[0]
    if main is None:
        says = _("There is no sheet “%(name)s”.") % {"name": spec.MAIN}
        found.problems.append([tables[0].name if tables else "", says])
    return main, parts


def _check_frame(table: Table, found: Contents) -> None:
    if table.merged:
        says = _("Cells are merged here: %(places)s. Split them and fill in each.")
        found.problems.append([table.name, says % {"places": ", ".join(table.merged[:5])}])


def _criteria(table: Table, found: Contents) -> dict[str, Row]:
    """Rows by reference."""
    places = _headings(table, None, found)
    rows: dict[str, Row] = {}
    letters = next((each for each, place in places.items() if place.column == REF and place.part is None), None)
    if letters is None:
        if table.rows:
            says = _("There is no column “%(heading)s”, so nobody can know which criterion a row is.")
            found.problems.append([f"{table.name}", says % {"heading": REF.heading}])
        return rows
    for number, cells in table.rows[1:]:
        if len(rows) > MAX_CRITERIA:
            break
        row = _row(table, number, cells, places, letters)
        if row.ref in rows and row.ref:
            says = _("%(ref)s is there twice, first in %(place)s.") % {"ref": row.ref, "place": rows[row.ref].place}
            row.wrong(row.place, says)
        key = row.ref if row.ref and row.ref not in rows else f"{row.ref} {number}"
        rows[key] = row
    return rows


def _row(table: Table, number: int, cells: dict[str, Cell], places: dict[str, _Place], letters: str) -> Row:
    start = next(iter(cells.values())).address
    where = start.rpartition("!")[0]
    address = f"{where}!{letters}{number}" if where else f"{letters}{number}"
    row = Row(cells[letters].text.strip().upper() if letters in cells else "", address)
    if not row.ref:
        row.wrong(address, _("This row has no reference."))
    numbered: dict[Part, dict[int, dict[str, Any]]] = {}
    for each, place in places.items():
        here = f"{where}!{each}{number}" if where else f"{each}{number}"
        cell = cells.get(each, Cell(here, ""))
        if place.part is None:
            row.take(place.column, cell, row.values, place.column.name)
        elif each in cells:
            into = numbered.setdefault(place.part, {}).setdefault(place.number, {})
            into.setdefault("_cells", []).append((place.column, cell))
    for part in dict.fromkeys(place.part for place in places.values() if place.part):
        for position in sorted(numbered.get(part, {})):
            _append(row, part, numbered[part][position]["_cells"])
        row.values.setdefault(part.name, [])
    row.values["ref"] = row.ref
    return row


def _append(row: Row, part: Part, cells: Iterable[tuple[Column, Cell]]) -> None:
    """One more threshold, proof … of a criterion."""
    rows = row.values.setdefault(part.name, [])
    values: dict[str, Any] = {}
    if len(rows) == MAX_PARTS:
        says = _("A criterion may have %(most)d of these: %(kind)s.") % {"most": MAX_PARTS, "kind": part.sheet}
        row.wrong(row.place, says)
    if len(rows) >= MAX_PARTS:
        return
    for column, cell in cells:
        row.take(column, cell, values, f"{part.name}.{len(rows)}.{column.name}")
        row.cells.setdefault(f"{part.name}.{len(rows)}", cell.address)
    rows.append(values)


def _add_part(part: Part, table: Table, rows: dict[str, Row], found: Contents) -> None:
    """Give the rows of a sheet to their criteria. Criteria of the file without any have none."""
    places = _headings(table, part, found)
    letters = next((each for each, place in places.items() if place.column == REF), None)
    if letters is None:
        says = _("There is no column “%(heading)s”, so nobody can know which criterion a row is.")
        found.problems.append([table.name, says % {"heading": REF.heading}])
        return
    for row in rows.values():
        row.values.setdefault(part.name, [])
    for number, cells in table.rows[1:]:
        ref = cells[letters].text.strip().upper() if letters in cells else ""
        address = f"{table.name}!{letters}{number}"
        if ref not in rows:
            says = _("“%(ref)s” is in no row of the sheet “%(name)s”.") if ref else _("This row has no reference.")
            found.problems.append([address, says % {"ref": ref[:30], "name": spec.MAIN}])
            continue
        here = [(places[each].column, cell) for each, cell in cells.items() if each in places and each != letters]
        _append(rows[ref], part, here)


def _headings(table: Table, part: Part | None, found: Contents) -> dict[str, _Place]:
    """What each column holds, by its letters; notes what is unknown, doubled or missing."""
    if not table.rows:
        return {}
    _number, cells = table.rows[0]
    places: dict[str, _Place] = {}
    for letters, cell in cells.items():
        place = _place(cell.text, part)
        if place is None:
            if spec.folded(cell.text) in spec.LEFT_OUT:
                found.notes.append(_("The column “%(heading)s” is not imported.") % {"heading": cell.text[:60]})
                continue
            says = _("There is no column called “%(heading)s”. Take the headings of the template.")
            found.problems.append([cell.address, says % {"heading": cell.text[:60]}])
        elif place in places.values():
            says = _("The column “%(heading)s” is there twice.") % {"heading": cell.text[:60]}
            found.problems.append([cell.address, says])
        else:
            places[letters] = place
    return places


def _place(heading: str, part: Part | None) -> _Place | None:
    text = spec.folded(heading)
    own = (REF, *part.columns) if part else COLUMNS
    column = spec.headings(own).get(text)
    if column is not None:
        return _Place(column)
    match = NUMBERED.fullmatch(text) if part is None else None
    named = spec.numbered().get(match[1]) if match else None
    if match is None or named is None:
        return None
    column = spec.headings(named.columns).get(match[3])
    return _Place(column, named, int(match[2])) if column else None
