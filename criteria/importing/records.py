"""A criterion as plain values: what a revision holds, what a file says of it, and what differs between the two.

Records of the library are numbers here, days and numbers are text, and a relation to a criterion that the same file
makes is its reference.
"""

from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext_lazy as _

from criteria.importing.cells import Unreadable, plain
from criteria.importing.columns import ABOUT_THE_CHANGE, COLUMNS, PARTS, Column, Kind, Part
from criteria.importing.words import Words

type Record = dict[str, Any]
SHOWN = 300
"""Characters of a value in a report."""
NO_CRITERION = _("There is no criterion %(ref)s, neither in the library nor in this file.")


def record_of(content: dict[str, Any], words: Words) -> Record:
    """What a revision holds (`Criterion.serializable_data`)."""
    record = {column.name: _held(content.get(column.name), column) for column in COLUMNS if column.name != "tags"}
    tagged = [words.tags.get(row["tag"], "") for row in content.get("tagged_items", ())]
    record["tags"] = sorted(filter(None, tagged))
    for part in PARTS:
        rows = sorted(content.get(part.name, ()), key=lambda row: row.get("sort_order") or 0)
        record[part.name] = [{each.name: _held(row.get(each.name), each) for each in part.columns} for row in rows]
    return record


def _held(value: Any, column: Column) -> Any:
    if column.kind in {Kind.WORD, Kind.CRITERION}:
        return value
    if column.kind is Kind.WORDS:
        return sorted(value or ())
    if column.kind is Kind.YES:
        return bool(value)
    if value is None:
        return ""
    if column.kind is Kind.NUMBER:
        return plain(Decimal(value))
    if isinstance(value, date):
        return value.isoformat()
    return str(value).replace("\r\n", "\n").strip()


def resolved(values: dict[str, Any], words: Words, new: set[str]) -> tuple[Record, dict[str, str]]:
    """What a file says with the library's own records; and what it names that is not there, by path."""
    record: Record = {}
    missing: dict[str, str] = {}
    for column in COLUMNS:
        if column.name in values:
            record[column.name] = _found(values[column.name], column, column.name, words, missing)
    for part in PARTS:
        if part.name in values:
            record[part.name] = [
                _resolved_row(row, part, f"{part.name}.{number}", words, new, missing)
                for number, row in enumerate(values[part.name])
            ]
    return record, missing


def _resolved_row(
    row: dict[str, Any], part: Part, path: str, words: Words, new: set[str], missing: dict[str, str]
) -> Record:
    found: Record = {}
    for column in part.columns:
        value, here = row.get(column.name, _empty(column)), f"{path}.{column.name}"
        if column.kind is Kind.CRITERION:
            found[column.name] = _criterion(value, here, words, new, missing)
        elif column.words == "generations":
            found[column.name] = _attempt(lambda text: words.generation(found.get("label"), text), value, here, missing)
        else:
            found[column.name] = _found(value, column, here, words, missing)
    return found


def _found(value: Any, column: Column, path: str, words: Words, missing: dict[str, str]) -> Any:
    if column.kind is Kind.WORD:
        return _attempt(words.lists[column.words].find, value, path, missing)
    if column.kind is Kind.WORDS:
        found = {_attempt(words.lists[column.words].find, each, path, missing) for each in value}
        return sorted(found - {None})
    if column.kind is Kind.TAGS:
        return sorted({words.tag(each) for each in value})
    return value


def _attempt(find: Any, text: str, path: str, missing: dict[str, str]) -> int | None:
    try:
        return find(text) if text else None
    except Unreadable as unknown:
        missing[path] = str(unknown)
        return None


def _criterion(ref: str, path: str, words: Words, new: set[str], missing: dict[str, str]) -> int | str | None:
    if ref in words.criteria:
        return words.criteria[ref]
    if ref in new:
        return ref
    if ref:
        missing[path] = str(NO_CRITERION) % {"ref": ref[:30]}
    return None


def _empty(column: Column) -> Any:
    default = column.field.default if column.field.has_default() else ""
    return {Kind.YES: False, Kind.WORDS: [], Kind.TAGS: []}.get(column.kind, str(default) if default else "")


def blank() -> Record:
    """What a new criterion begins with."""
    record: Record = {column.name: _empty(column) for column in COLUMNS} | {part.name: [] for part in PARTS}
    return record | {column.name: None for column in COLUMNS if column.kind is Kind.WORD}


def differences(before: Record, after: Record, words: Words) -> list[list[str]]:
    """What changes, as heading, old and new value for people. A note on the change is no change."""
    found = []
    for column in COLUMNS:
        if column.name in after and column.name not in ABOUT_THE_CHANGE and before[column.name] != after[column.name]:
            old, new = (shown(value, column, words) for value in (before[column.name], after[column.name]))
            found.append([column.heading, old, new])
    for part in PARTS:
        if part.name in after:
            found += _in_part(part, before[part.name], after[part.name], words)
    return found


def _in_part(part: Part, before: list[Record], after: list[Record], words: Words) -> list[list[str]]:
    found = []
    for number in range(max(len(before), len(after))):
        old = before[number] if number < len(before) else None
        new = after[number] if number < len(after) else None
        if old == new:
            continue
        name = f"{part.one} {number + 1}"
        if old is None or new is None:
            found.append([name, _row(part, old, words), _row(part, new, words)])
            continue
        for column in part.columns:
            if old[column.name] != new[column.name]:
                values = [shown(each[column.name], column, words) for each in (old, new)]
                found.append([f"{name}: {column.heading}", *values])
    return found


def _row(part: Part, row: Record | None, words: Words) -> str:
    if row is None:
        return ""
    said = [shown(row[column.name], column, words) for column in part.columns]
    return _cut(" · ".join(filter(None, said)))


def shown(value: Any, column: Column, words: Words) -> str:
    """A value as files are written and reports say it."""
    return _cut(written(value, column, words))


def written(value: Any, column: Column, words: Words) -> str:
    if value is None:
        return ""
    if column.kind is Kind.WORD:
        return words.lists[column.words].keys.get(value, "")
    if column.kind is Kind.WORDS:
        return ", ".join(words.lists[column.words].keys.get(each, "") for each in value)
    if column.kind is Kind.TAGS:
        return ", ".join(value)
    if column.kind is Kind.CRITERION:
        return value if isinstance(value, str) else words.refs.get(value, "")
    if column.kind is Kind.YES:
        return "yes" if value else "no"
    return str(value)


def _cut(text: str) -> str:
    return text if len(text) <= SHOWN else f"{text[:SHOWN]}…"
