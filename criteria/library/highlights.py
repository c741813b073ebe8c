"""Where a record found holds the words of the search: marked in its title and sentence, or quoted from its clause."""

from dataclasses import dataclass
from typing import Any

from django.contrib.postgres.search import SearchHeadline
from django.db.models import F, QuerySet
from django.db.models.fields.json import KeyTextTransform
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from criteria.documents import CriterionDocument, ParameterPart, Value
from criteria.library.amounts import span_of
from criteria.library.finding import Found
from criteria.library.shelves import Shelf
from criteria.library.vectors import CONFIGURATION
from criteria.models.projection import Entry

START, STOP = "\ue000", "\ue001"
"""Stand around a match in what PostgreSQL gives back; no text has them, for they are meant for private use."""
WORDS_AROUND = {"min_words": 8, "max_words": 24}


@dataclass(frozen=True)
class Hit:
    """A record as a list shows it. `quote` is empty unless title and sentence hold none of the words."""

    entry: Entry
    document: Value
    title: str
    sentence: str
    quote: str = ""
    number: ParameterPart | None = None
    """The threshold that was searched for, else the first."""


def marked[E: Entry](rows: QuerySet[E], shelf: Shelf, found: Found) -> QuerySet[E]:
    """The rows with their matches marked; PostgreSQL does so for those alone that are read."""
    if not found.query:
        return rows
    parts: dict[str, Any] = {
        "marked_title": _headline(F("title"), found),
        "marked_sentence": _headline(KeyTextTransform(shelf.sentence, "document"), found),
    }
    if shelf.clause:
        parts["marked_clause"] = _headline(KeyTextTransform(shelf.clause, "document"), found, part=True)
    return rows.annotate(**parts)


def hit(entry: Entry, found: Found) -> Hit:
    """An entry of `marked`, ready to be shown."""
    document = entry.read()
    number = _number(document, found)
    if not found.query:
        sentence = document.summary if isinstance(document, CriterionDocument) else getattr(document, "abstract", "")
        return Hit(entry, document, entry.title, sentence, number=number)
    title, sentence = getattr(entry, "marked_title", ""), getattr(entry, "marked_sentence", "") or ""
    clause = getattr(entry, "marked_clause", "") or ""
    quote = clause if START not in title + sentence and START in clause else ""
    return Hit(entry, document, _with_marks(title), _with_marks(sentence), _with_marks(quote), number)


def _headline(text: F | KeyTextTransform, found: Found, *, part: bool = False) -> SearchHeadline:
    extent = WORDS_AROUND if part else {"highlight_all": True}
    return SearchHeadline(text, found.as_query, config=CONFIGURATION, start_sel=START, stop_sel=STOP, **extent)


def _with_marks(text: str) -> SafeString:
    """The text as HTML: everything escaped, matches in `<mark>`."""
    return mark_safe(escape(text).replace(START, "<mark>").replace(STOP, "</mark>"))  # noqa: S308  escaped before


def _number(document: Value, found: Found) -> ParameterPart | None:
    if not isinstance(document, CriterionDocument):
        return None
    for part in document.parameters if found.wanted else ():
        span = span_of(part)
        if span is not None and any(wanted.fits(span) for wanted in found.wanted):
            return part
    return next(iter(document.parameters), None)
