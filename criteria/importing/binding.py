"""A criterion as plain values, in the editor's own form: an imported row obeys exactly the rules of the editor."""

from functools import cache
from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS

from criteria.forms import CriterionForm
from criteria.importing.columns import COLUMNS, PARTS, Column, Kind, Part
from criteria.importing.records import Record
from criteria.models import Criterion
from portal.models import User


@cache
def _form_class() -> type[CriterionForm]:
    from criteria.admin import CRITERION  # noqa: PLC0415  the CMS imports this room's views first

    made: type[CriterionForm] = CRITERION.bind_to_model(Criterion).get_form_class()
    return made


def bound(record: Record, criterion: Criterion, *, by: User) -> CriterionForm:
    """The form of a criterion, filled in with a whole record. Relations to what is not there yet are left out."""
    data: dict[str, Any] = {}
    for column in COLUMNS:
        data |= _sent(column.name, record[column.name], column)
    for part in PARTS:
        data |= _sent_part(part, _rows(part, record), criterion)
    return _form_class()(data, instance=criterion, for_user=by)


def _rows(part: Part, record: Record) -> list[Record]:
    return [row for row in record[part.name] if not isinstance(row.get("to"), str)]


def _sent_part(part: Part, rows: list[Record], criterion: Criterion) -> dict[str, Any]:
    """Rows as a form set sends them: the nth row changes the nth that was there, the rest is added or deleted."""
    prefix = part.name
    there = [row.pk for row in getattr(criterion, part.name).all() if row.pk]
    data: dict[str, Any] = {
        f"{prefix}-TOTAL_FORMS": max(len(rows), len(there)),
        f"{prefix}-INITIAL_FORMS": len(there),
        f"{prefix}-MIN_NUM_FORMS": 0,
        f"{prefix}-MAX_NUM_FORMS": 1000,
    }
    for number in range(max(len(rows), len(there))):
        at = f"{prefix}-{number}"
        data[f"{at}-id"] = there[number] if number < len(there) else ""
        data[f"{at}-ORDER"] = number + 1
        if number < len(rows):
            for column in part.columns:
                data |= _sent(f"{at}-{column.name}", rows[number][column.name], column)
        else:
            data[f"{at}-DELETE"] = "on"
    return data


def _sent(name: str, value: Any, column: Column) -> dict[str, Any]:
    if column.kind is Kind.YES:
        return {name: "on"} if value else {}
    if column.kind is Kind.TAGS:
        return {name: ", ".join(f'"{word}"' for word in value)}
    return {name: "" if value is None else value}


def mistakes(form: CriterionForm) -> list[tuple[str, str]]:
    """What the form says is wrong, as path and sentence; the path is empty for the criterion as a whole."""
    found = [
        ("" if name == NON_FIELD_ERRORS else name, str(sentence))
        for name, sentences in form.errors.items()
        for sentence in sentences
    ]
    for part in PARTS:
        formset = form.formsets[part.name]
        found += [(part.name, str(sentence)) for sentence in formset.non_form_errors()]
        for number, errors in enumerate(formset.errors):
            for name, sentences in errors.items():
                at = f"{part.name}.{number}" + ("" if name == NON_FIELD_ERRORS else f".{name}")
                found += [(at, str(sentence)) for sentence in sentences]
    return found
