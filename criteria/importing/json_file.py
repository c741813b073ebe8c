"""Criteria from JSON: documents as they are exported, one, a list of them, or the `items` of an exported list."""

import json
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from pydantic import ValidationError

from criteria.documents import CriterionDocument
from criteria.exports.records import document_in
from criteria.importing.cells import Cell
from criteria.importing.columns import ABOUT_THE_CHANGE, COLUMNS, LEFT_OUT, PARTS, Column, Kind, Part
from criteria.importing.reading import MAX_CRITERIA, MAX_PARTS, Contents, Row
from criteria.importing.shapes import sentence_for
from criteria.importing.words import named_source

FIELDS = {column.name: column for column in COLUMNS}
MEMBERS = {"verifications": "proofs", "legal_bases": "legal", "relations": "related", "scale_steps": "scale.steps"}
"""Parts that documents call otherwise than the editor's form."""
SCALE = {"scale_method": "method", "scale_parameter": "parameter", "scale_note": "note"}
FILE = ""


class _RefusedError(ValueError):
    """JSON that says the same twice, or numbers that are none."""


def contents_of(text: str) -> Contents:
    """The criteria of a JSON file."""
    found = Contents()
    try:
        data = json.loads(text, parse_float=Decimal, parse_constant=_refuse, object_pairs_hook=_once)
    except (ValueError, RecursionError) as mistake:
        where = f" ({mistake.lineno}:{mistake.colno})" if isinstance(mistake, json.JSONDecodeError) else ""
        found.problems.append([FILE, _("This is no JSON that can be read here.") + where])
        return found
    items = data.get("items", [data]) if isinstance(data, dict) else data
    if not isinstance(items, list) or not items:
        found.problems.append([FILE, _("There is no criterion in this file: give one, a list, or a list as “items”.")])
        return found
    if len(items) > MAX_CRITERIA:
        says = _("A file may hold %(most)d criteria, this one has %(number)d. Split it.")
        found.problems.append([FILE, says % {"most": MAX_CRITERIA, "number": len(items)}])
        return found
    seen: dict[str, str] = {}
    for number, item in enumerate(items):
        row = _row(item, f"items[{number}]" if len(items) > 1 else "")
        if row.ref and row.ref in seen:
            says = _("%(ref)s is there twice, first in %(place)s.") % {"ref": row.ref, "place": seen[row.ref]}
            row.wrong(row.place, says)
        seen.setdefault(row.ref, row.place)
        found.rows.append(row)
    return found


def _refuse(constant: str) -> None:
    raise _RefusedError(constant)


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    made = dict(pairs)
    if len(made) < len(pairs):
        raise _RefusedError("doubled")
    return made


def _row(item: Any, place: str) -> Row:
    """One document; what it leaves out is left alone."""
    row = Row("", place or "ref", is_open=True)
    at = f"{place}." if place else ""
    if not isinstance(item, dict):
        row.wrong(row.place, _("This is no criterion."))
        return row
    row.ref = str(item.get("ref", "")).strip().upper()
    unknown = set(item) - set(CriterionDocument.model_fields) - ABOUT_THE_CHANGE - {"links"}
    for name in sorted(unknown):
        row.wrong(at + name, _("A criterion has no “%(name)s”.") % {"name": name[:60]})
    document = _validated(item, row, at)
    if document is None:
        return row
    given = set(item) - LEFT_OUT
    for name, value in _scalars(document, item).items():
        _take(row, FIELDS[name], value, row.values, name, at + _member(name))
    for part in PARTS:
        _take_part(row, part, document, given, at)
    return row


def _take_part(row: Row, part: Part, document: CriterionDocument, given: set[str], at: str) -> None:
    """The thresholds, proofs … of a document, if the file gives them."""
    member = MEMBERS.get(part.name, part.name)
    if member.partition(".")[0] not in given:
        return
    if part.name == "scale_steps":
        rows = [step.model_dump() for step in document.scale.steps] if document.scale else []
    else:
        rows = [_named(part.name, each) for each in getattr(document, member)]
    if len(rows) > MAX_PARTS:
        says = _("A criterion may have %(most)d of these: %(kind)s.") % {"most": MAX_PARTS, "kind": member}
        row.wrong(at + member, says)
        return
    row.values[part.name] = []
    for number, values in enumerate(rows):
        into: dict[str, Any] = {}
        row.cells[f"{part.name}.{number}"] = f"{at}{member}[{number}]"
        for column in part.columns:
            path = f"{part.name}.{number}.{column.name}"
            _take(row, column, values.get(column.name), into, path, f"{at}{member}[{number}].{column.name}")
        row.values[part.name].append(into)


def _validated(item: dict[str, Any], row: Row, at: str) -> CriterionDocument | None:
    """The document, with what follows from elsewhere filled in where a person wrote only what is needed."""
    filled = {"language": "en", "applies_to": "new", "product_groups": [], "theme": {"key": "", "label": ""}}
    filled |= {"title": "", "summary": "", "requirement": ""}
    data = filled | document_in(item, CriterionDocument) | {"status": "draft", "life": {}, "ref": row.ref}
    try:
        return CriterionDocument.model_validate(data)
    except ValidationError as mistakes:
        for mistake in mistakes.errors()[:20]:
            path = "".join(f"[{each}]" if isinstance(each, int) else f".{each}" for each in mistake["loc"])
            row.wrong(at + path.lstrip("."), sentence_for(mistake))
        return None


def _scalars(document: CriterionDocument, item: dict[str, Any]) -> dict[str, Any]:
    """The criterion's own fields that the file gives."""
    scale, values = document.scale, {}
    for name in FIELDS:
        member = _member(name).partition(".")[0]
        if member not in item:
            continue
        if member == "scale":
            values[name] = getattr(scale, SCALE.get(name, name), "") if scale else ""
        elif name in ABOUT_THE_CHANGE:
            values[name] = item[name]
        else:
            values[name] = getattr(document, member)
    return values


def _member(name: str) -> str:
    """Where a document holds a field of the form."""
    if name in SCALE or name.startswith("weight_"):
        return f"scale.{SCALE.get(name, name)}"
    return "owner" if name == "owner_network" else name


def _named(part: str, value: Any) -> dict[str, Any]:
    """A part with its records named as files name them."""
    values: dict[str, Any] = {name: getattr(value, name) for name in type(value).model_fields}
    if part == "sources":
        place = value.jurisdiction.key
        values["source"] = named_source(value.kind, value.publisher, value.title, value.year, value.url, place)
    if part == "relations":
        values |= {"kind": value.relation, "to": value.ref}
    return values


def _take(row: Row, column: Column, value: Any, into: dict[str, Any], path: str, address: str) -> None:
    """Through the same door as a cell, so that one rule reads a value whatever the file."""
    if column.kind in {Kind.WORDS, Kind.TAGS}:
        text = ", ".join(each.key if column.kind is Kind.WORDS else each.label for each in value or ())
    elif isinstance(value, date):
        text = value.isoformat()
    elif isinstance(value, bool):
        text = "yes" if value else "no"
    else:
        text = str(getattr(value, "key", value) if value is not None else "")
    row.take(column, Cell(address, text, "j"), into, path)
