"""Small files of criteria for tests, made when they are asked for."""

import io
import json
from typing import Any

import openpyxl

from criteria.importing.columns import COLUMNS
from tests.factories.criteria import make_level, make_product_group, make_theme

HEADINGS = ["Reference", "Title", "Summary", "Requirement", "Place in the tender", "Ambition"]
HEADINGS += ["Product groups", "Theme"]
LINE = ["CFIT-LAP-BAT-01", "Long battery life", "The battery lasts.", "The battery keeps 80 %.", "technical_spec"]
LINE += ["basic", "laptop", "circularity_crm"]


def make_words() -> None:
    """What the lines below name."""
    make_product_group("laptop")
    make_theme()
    make_level("basic")


def line(**changes: Any) -> list[Any]:
    """A row that can be imported, with other values by the name of the field."""
    names = [next(c.name for c in COLUMNS if c.heading == heading) for heading in HEADINGS]
    return [changes.get(name, value) for name, value in zip(names, LINE, strict=True)]


def book(*rows: list[Any], headings: list[str] | None = None, **sheets: list[list[Any]]) -> bytes:
    """A workbook with a sheet of criteria and others by name, heading first; an empty list makes an empty sheet."""
    made = openpyxl.Workbook()
    main = made.active
    main.title = "Criteria"
    for row in [headings or HEADINGS, *rows]:
        main.append(row)
    for name, lines in sheets.items():
        sheet = made.create_sheet(name)
        for row in lines:
            sheet.append(row)
    return saved(made)


def saved(made: openpyxl.Workbook) -> bytes:
    file = io.BytesIO()
    made.save(file)
    return file.getvalue()


def table(*rows: list[Any], headings: list[str] | None = None, between: str = ",") -> str:
    lines = [headings or HEADINGS, *rows]
    return "\r\n".join(between.join('"' + str(cell).replace('"', '""') + '"' for cell in each) for each in lines)


def document(**changes: Any) -> dict[str, Any]:
    """A criterion in JSON as a person writes it."""
    return {
        "ref": "CFIT-LAP-BAT-01",
        "title": "Long battery life",
        "summary": "The battery lasts.",
        "requirement": "The battery keeps 80 %.",
        "criterion_type": "technical_spec",
        "ambition": {"key": "basic", "label": "Basic"},
        "product_groups": [{"key": "laptop", "label": "Laptop"}],
        "theme": {"key": "circularity_crm", "label": "Circularity"},
    } | changes


def as_json(*documents: dict[str, Any]) -> bytes:
    return json.dumps({"items": list(documents)}).encode()
