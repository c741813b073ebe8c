"""One cell: what it holds, and what it means in its column."""

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import override

from criteria.importing.columns import Column, Kind, folded
from criteria.tags.naming import clean_name
from portal.exports import STARTS_OF_FORMULAS

TEXT, NUMBER, DAY, YES, FORMULA, BROKEN = "s", "n", "d", "b", "f", "e"
"""Types of cells; a table without types has only text."""
YES_WORDS = {"yes", "y", "true", "x", "1", "ja", "oui"}
NO_WORDS = {"no", "n", "false", "0", "nee", "nein", "nei", "non", ""}
PLAIN_NUMBER = re.compile(r"[+-]?\d+(?:\.\d+)?(?:[eE][+-]?\d{1,3})?")
COMMA_NUMBER = re.compile(r"[+-]?\d+,\d+")
GROUPED = re.compile(r"[+-]?\d{1,3},\d{3}")
GERMAN_DAY = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})")


class Unreadable(Exception):  # noqa: N818  an answer about the cell
    """The cell means nothing in its column; the sentence is for its author."""


@dataclass(frozen=True)
class Cell:
    """`address` is what people call it: Criteria!C7, or items[3].title in JSON."""

    address: str
    text: str
    type: str = TEXT


def value_of(cell: Cell, column: Column) -> Any:
    """Text, a plain number or a day as text, yes or no, a list of words. Raises Unreadable."""
    if cell.type == FORMULA:
        raise Unreadable(_("This is a formula. Write its result: formulas are never calculated here."))
    if cell.type == BROKEN:
        raise Unreadable(_("The spreadsheet shows an error here. Write the value itself."))
    text = cell.text.replace("\r\n", "\n").replace("\r", "\n").strip()
    if cell.type == TEXT:
        text = bare(text)
    return _READ[column.kind](cell.type, text, column)


def bare(text: str) -> str:
    """The text without the apostrophe by which our own files keep it from being calculated."""
    return text[1:] if text.startswith("'") and text[1:].startswith(STARTS_OF_FORMULAS) else text


def plain(number: Decimal) -> str:
    """The number as people write it: 800, not 8E+2 and not 800.0000."""
    text = format(number, "f")
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text in {"-0", ""} else text


def _text(cell_type: str, text: str, column: Column) -> str:
    if cell_type == DAY:
        raise Unreadable(_("The spreadsheet has made a day of this. Format the cell as text and write it again."))
    return text


def _number(cell_type: str, text: str, column: Column) -> str:
    if cell_type == DAY:
        raise Unreadable(_("The spreadsheet has made a day of this number. Format the cell as a number."))
    compact = text.replace("\u2212", "-")
    if not compact:
        return ""
    if GROUPED.fullmatch(compact):
        says = _("“%(text)s” can be read in two ways. Write it without a comma, or with a point for decimals.")
        raise Unreadable(says % {"text": text})
    if COMMA_NUMBER.fullmatch(compact):
        compact = compact.replace(",", ".")
    if not PLAIN_NUMBER.fullmatch(compact):
        raise Unreadable(_("“%(text)s” is no number. Write it like 800 or 0.8.") % {"text": text[:60]})
    try:
        return plain(Decimal(compact))
    except InvalidOperation:
        raise Unreadable(_("This number is too large.")) from None


def _day(cell_type: str, text: str, column: Column) -> str:
    if not text:
        return ""
    match = GERMAN_DAY.fullmatch(text)
    iso = f"{match[3]}-{int(match[2]):02d}-{int(match[1]):02d}" if match else text
    try:
        if cell_type == NUMBER:
            raise ValueError
        return date.fromisoformat(iso[:10] if cell_type == DAY else iso).isoformat()
    except ValueError:
        raise Unreadable(_("“%(text)s” is no day. Write it like 2026-05-31.") % {"text": text[:60]}) from None


def _yes(cell_type: str, text: str, column: Column) -> bool:
    word = text.casefold()
    if word in YES_WORDS:
        return True
    if word in NO_WORDS:
        return False
    raise Unreadable(_("Write yes or no, not “%(text)s”.") % {"text": text[:60]})


def _choice(cell_type: str, text: str, column: Column) -> str:
    if not text:
        return ""
    keys = column.choices
    if text in keys:
        return text
    for language, _name in settings.LANGUAGES:
        with override(language):
            called = {folded(label): key for key, label in column.choices.items()} | {folded(key): key for key in keys}
        if folded(text) in called:
            return called[folded(text)]
    says = _("“%(text)s” is none of the allowed values: %(allowed)s.")
    raise Unreadable(says % {"text": text[:60], "allowed": ", ".join(keys)})


def _words(cell_type: str, text: str, column: Column) -> list[str]:
    return [word.strip() for word in re.split(r"[,;\n]", text) if word.strip()]


def _tags(cell_type: str, text: str, column: Column) -> list[str]:
    try:
        return [clean_name(word) for word in _words(cell_type, text, column)]
    except ValidationError as mistake:
        raise Unreadable(" ".join(mistake.messages)) from mistake


_READ = {
    Kind.TEXT: _text,
    Kind.NUMBER: _number,
    Kind.DAY: _day,
    Kind.YES: _yes,
    Kind.CHOICE: _choice,
    Kind.WORD: _text,
    Kind.WORDS: _words,
    Kind.TAGS: _tags,
    Kind.CRITERION: _text,
}
