"""What is wrong with the shape of a value in JSON, in plain words; the checks themselves are the documents'."""

from typing import TYPE_CHECKING

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

SENTENCES: dict[str, Promise] = {
    "missing": gettext_lazy("This is needed and missing."),
    "extra": gettext_lazy("There is no such member here."),
    "string": gettext_lazy("Give a text, in quotes."),
    "int": gettext_lazy("Give a whole number."),
    "decimal": gettext_lazy("Give a number."),
    "finite": gettext_lazy("Give a number."),
    "bool": gettext_lazy("Give true or false."),
    "date": gettext_lazy("Give a day, such as “2026-03-31”."),
    "tuple": gettext_lazy("Give a list, in square brackets."),
    "model": gettext_lazy("Give an object with its members, in curly brackets."),
}
"""By the first word of the kind of mistake (pydantic's list of validation errors)."""


def sentence_for(mistake: "ErrorDetails") -> str:
    """One mistake as a sentence in the reader's language."""
    kind = mistake["type"].partition("_")[0]
    if kind == "enum":
        return _("Give one of these: %(values)s.") % {
            "values": _listed(str(mistake.get("ctx", {}).get("expected", "")))
        }
    return str(SENTENCES.get(kind) or _("This cannot be read here."))


def _listed(expected: str) -> str:
    """`'a', 'b' or 'c'`, as pydantic says it, without its English."""
    return ", ".join(f"“{value}”" for value in expected.split("'")[1::2])
