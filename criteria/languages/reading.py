"""A criterion in the reader's language: translated where a text fits, else the original, and which is which."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from criteria.documents import CriterionDocument
from criteria.languages.known import ORIGINAL, own_name
from criteria.languages.said import Said
from criteria.languages.staleness import sheet
from criteria.models import CriterionText, Edition, LibraryEntry, LibraryText
from criteria.paragraphs import changed, paragraphs_of, with_texts
from criteria.terms import TextState

HEAD = ("title", "summary")
"""The paragraphs that lists show."""
GROUP = "language:"
"""How the facets of an entry name the languages it can be read in."""


@dataclass(frozen=True)
class Text:
    """A language a wording can be read in. `texts` by key; what has none there is read in the original."""

    language: str
    state: TextState = TextState.ORIGINAL
    since: date | None = None
    texts: dict[str, str] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """The language as those call it who speak it."""
        return own_name(self.language)

    @property
    def is_relied_on(self) -> bool:
        """Whether somebody stands behind it; if not, the original alone counts."""
        return self.state in {TextState.ORIGINAL, TextState.OFFICIAL, TextState.CHECKED}


@dataclass(frozen=True)
class Spoken:
    """A document as it is read: its texts know their language. `missed` was wanted and has no text."""

    document: CriterionDocument
    text: Text
    offered: tuple[Text, ...]
    written: CriterionDocument
    in_original: tuple[str, ...] = ()
    missed: str = ""

    @property
    def made_of(self) -> tuple[object, ...]:
        """What `document` follows from, as one value: texts that know their language compare by their words alone."""
        return self.written, self.text.language, tuple(sorted(self.text.texts.items()))

    @property
    def is_translated(self) -> bool:
        return self.text.language != self.document_language

    @property
    def document_language(self) -> str:
        return self.offered[0].language

    @property
    def original_name(self) -> str:
        return own_name(self.document_language)

    @property
    def missed_name(self) -> str:
        return own_name(self.missed) if self.missed else ""


def texts_of_entry(entry: LibraryEntry) -> list[Text]:
    """The languages the current wording can be read in beside the original; one query where there are any."""
    return [text_of(row) for row in entry.texts.all()] if speaks(entry.facets) > {ORIGINAL} else []


def speaks(facets: Iterable[str]) -> frozenset[str]:
    """The languages an entry with these facets can be read in."""
    return frozenset(word.removeprefix(GROUP) for word in facets if word.startswith(GROUP))


def texts_of_edition(edition: Edition) -> list[Text]:
    """The same for any edition: of each language the text that fits it best, the newest of equals; one query.

    Texts that were replaced count as well: they were made from the wording of their time.
    """
    document, rows = edition.read(), defaultdict[str, list[CriterionText]](list)
    for row in CriterionText.objects.readable().filter(criterion_id=edition.criterion_id):
        rows[row.language].append(row)
    return [text for found in rows.values() if (text := _best(document, found)) is not None]


def texts_of_editions(editions: Sequence[Edition], language: str) -> dict[int, Text]:
    """The texts that fit many editions best in one language, by edition; one query, none for the original."""
    if language in {"", ORIGINAL} or not editions:
        return {}
    rows = defaultdict[int, list[CriterionText]](list)
    criteria = {edition.criterion_id for edition in editions}
    for row in CriterionText.objects.readable().filter(criterion__in=criteria, language=language):
        rows[row.criterion_id].append(row)
    found = ((edition.pk, _best(edition.read(), rows[edition.criterion_id])) for edition in editions)
    return {pk: text for pk, text in found if text is not None}


def _best(document: CriterionDocument, rows: Iterable[CriterionText]) -> Text | None:
    """Of texts in one language, the newest first, the one that fits a wording best; None where none fits anywhere."""
    best = None
    for row in rows:
        texts = sheet(document, row.paragraphs).texts
        if texts and (best is None or len(texts) > len(best.texts)):
            best = Text(row.language, TextState(row.state), row.since, texts)
    return best


def speak(document: CriterionDocument, texts: Iterable[Text], language: str) -> Spoken:
    """The document in a language if there is a text in it, else in the original."""
    original = Text(document.language)
    offered = (original, *texts)
    chosen = text_in(language, offered, document.language)
    missed = language if chosen.language != language else ""
    keys = tuple(each.key for each in paragraphs_of(document))
    stays = tuple(key for key in keys if key not in chosen.texts) if chosen.language != original.language else ()
    return Spoken(in_words(document, chosen), chosen, offered, document, stays, missed)


def text_in(language: str, texts: Iterable[Text], original: str) -> Text:
    """The text in a language, or the original."""
    return next((text for text in texts if text.language == language), Text(original))


def in_words(document: CriterionDocument, text: Text) -> CriterionDocument:
    """The document with texts that know their language."""
    return changed(document, lambda each: said(each.key, each.text, text, document.language))


def said(key: str, original: str, text: Text, language: str = ORIGINAL) -> Said:
    """A paragraph as it is read: what the text has for it, else the original, which is in `language`."""
    if key in text.texts:
        return Said(text.texts[key], text.language, original=original)
    return Said(original, language, stays=text.language != language)


def as_written(document: CriterionDocument) -> CriterionDocument:
    """The document in the original, with texts that know their language."""
    return in_words(document, Text(document.language))


def plainly(document: CriterionDocument, text: Text) -> CriterionDocument:
    """The document in a language for programs: texts as they are, `language` says which was asked for."""
    return with_texts(document, text.texts).model_copy(update={"language": text.language})


def texts_in(entries: Sequence[LibraryEntry], language: str) -> dict[int, Text]:
    """The texts of many entries in one language, by entry; one query, none for the original."""
    if language in {"", ORIGINAL} or not entries:
        return {}
    rows = LibraryText.objects.filter(entry__in=entries, language=language)
    return {row.entry_id: text_of(row) for row in rows}


def heads_in(entries: Collection[int], language: str) -> dict[int, Text]:
    """Titles and summaries alone, for long lists, by the key of the entry; one query, none for the original."""
    if language in {"", ORIGINAL} or not entries:
        return {}
    rows = LibraryText.objects.filter(entry__in=entries, language=language)
    return {row.entry_id: _head_of(row) for row in rows.only("entry_id", "language", "state", "since", *HEAD)}


def _head_of(row: LibraryText) -> Text:
    texts = {key: text for key in HEAD if (text := getattr(row, key))}
    return Text(row.language, TextState(row.state), row.since, texts)


def told(text: Text, document: CriterionDocument) -> dict[str, Any]:
    """What programs are told about a text beside the document: how far to rely on it, and what is in the original."""
    keys = [each.key for each in paragraphs_of(document)]
    return {
        "language": text.language,
        "state": text.state.value,
        "since": text.since,
        "original_language": document.language,
        "in_original": [key for key in keys if key not in text.texts] if text.state != TextState.ORIGINAL else [],
    }


def text_of(row: LibraryText) -> Text:
    """A row of the library as a value."""
    return Text(row.language, TextState(row.state), row.since, row.texts)
