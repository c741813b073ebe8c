"""Where a record found holds the words of the search: marked in its title and sentence, or quoted from its clause."""

from dataclasses import dataclass, replace
from typing import Any

from django.contrib.postgres.search import SearchHeadline
from django.db.models import F, Prefetch, QuerySet
from django.db.models.fields.json import KeyTextTransform
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from criteria.documents import CriterionDocument, ParameterPart, Value
from criteria.languages.known import ORIGINAL, configuration
from criteria.languages.reading import Text, in_words, text_of
from criteria.library.amounts import span_of
from criteria.library.finding import Found
from criteria.library.shelves import Shelf
from criteria.models.projection import Entry, LibraryText

START, STOP = "\ue000", "\ue001"
"""Stand around a match in what PostgreSQL gives back; no text has them, for they are meant for private use."""
MARK = "<mark>"
WORDS_AROUND = {"min_words": 8, "max_words": 24}


@dataclass(frozen=True)
class Hit:
    """A record as a list shows it. `quote` is empty unless title and sentence hold none of the words.

    `languages` has the language of title, sentence and quote where one was wanted that is not the original's: a record
    may have no text in it, or one in which some paragraphs are out of date. `text` is the one that is shown.
    """

    entry: Entry
    document: Value
    title: str
    sentence: str
    quote: str = ""
    number: ParameterPart | None = None
    """The threshold that was searched for, else the first."""
    languages: tuple[str, str, str] = ("", "", "")
    text: Text | None = None
    wanted: str = ""

    @property
    def is_missed(self) -> bool:
        """Whether there is no text in the language that was wanted."""
        return bool(self.wanted) and self.text is None

    @property
    def marked(self) -> str:
        """Its sentence or title, if it holds words of the search."""
        return next((each for each in (self.sentence, self.title) if MARK in each), SafeString(""))


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


def spoken[E: Entry](rows: QuerySet[E], shelf: Shelf, found: Found, language: str) -> QuerySet[E]:
    """The rows with their texts in a language, matches marked by its own stems; one query more."""
    if not shelf.has_texts or language == ORIGINAL:
        return rows
    texts = LibraryText.objects.filter(language=language)
    if found.translated:
        texts = texts.annotate(
            marked_title=_headline(F("title"), found, language=language),
            marked_sentence=_headline(F("summary"), found, language=language),
            marked_clause=_headline(KeyTextTransform(shelf.clause, "texts"), found, part=True, language=language),
        )
    return rows.prefetch_related(Prefetch("texts", texts, to_attr="spoken"))


def hit(entry: Entry, found: Found, language: str = ORIGINAL) -> Hit:
    """An entry of `marked` and `spoken`, ready to be shown."""
    original = _in_original(entry, found)
    if language == ORIGINAL or not isinstance(original.document, CriterionDocument):
        return original
    row = next(iter(getattr(entry, "spoken", ())), None)
    if row is None:
        return replace(original, languages=(ORIGINAL, ORIGINAL, ORIGINAL), wanted=language)
    document = in_words(original.document, text_of(row))
    title = _shown(row, "title", found) or original.title
    sentence = _shown(row, "summary", found, "sentence") or original.sentence
    clause = _with_marks(getattr(row, "marked_clause", "") or "")
    quote, quoted = (clause, language) if MARK in clause else (original.quote or original.marked, ORIGINAL)
    return Hit(
        entry,
        document,
        title,
        sentence,
        SafeString("") if MARK in f"{title}{sentence}" else quote,
        _number(document, found),
        (language if row.title else ORIGINAL, language if row.summary else ORIGINAL, quoted),
        text_of(row),
        language,
    )


def _shown(row: LibraryText, field: str, found: Found, name: str = "") -> str:
    """A text of a translation with its matches marked; empty where the original is shown instead."""
    if not found.translated:
        return getattr(row, field)
    return _with_marks(getattr(row, f"marked_{name or field}", "") or "")


def _in_original(entry: Entry, found: Found) -> Hit:
    document = entry.read()
    number = _number(document, found)
    if not found.query:
        sentence = document.summary if isinstance(document, CriterionDocument) else getattr(document, "abstract", "")
        return Hit(entry, document, entry.title, sentence, number=number)
    title, sentence = getattr(entry, "marked_title", ""), getattr(entry, "marked_sentence", "") or ""
    clause = getattr(entry, "marked_clause", "") or ""
    quote = clause if START not in title + sentence and START in clause else ""
    return Hit(entry, document, _with_marks(title), _with_marks(sentence), _with_marks(quote), number)


def _headline(
    text: F | KeyTextTransform, found: Found, *, part: bool = False, language: str = ORIGINAL
) -> SearchHeadline:
    extent = WORDS_AROUND if part else {"highlight_all": True}
    query = found.as_query if language == ORIGINAL else found.as_translated_query
    return SearchHeadline(text, query, config=configuration(language), start_sel=START, stop_sel=STOP, **extent)


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
