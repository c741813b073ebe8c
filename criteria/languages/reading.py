"""A criterion in the reader's language: translated where a text fits, else the original, and which is which."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from criteria.documents import CriterionDocument
from criteria.languages.known import ORIGINAL, own_name
from criteria.languages.said import Said
from criteria.languages.staleness import sheet
from criteria.models import CriterionText, Edition, LibraryEntry, LibraryText
from criteria.paragraphs import paragraphs_of, with_texts
from criteria.terms import TextState


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
    in_original: tuple[str, ...] = ()
    missed: str = ""

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
    """The languages the current wording can be read in beside the original; one query."""
    return [text_of(row) for row in entry.texts.all()]


def texts_of_edition(edition: Edition) -> list[Text]:
    """The same for any edition: of each language the text that fits it best, the newest of equals; one query.

    Texts that were replaced count as well: they were made from the wording of their time.
    """
    document, best = edition.read(), dict[str, Text]()
    for row in CriterionText.objects.readable().filter(criterion_id=edition.criterion_id):
        texts = sheet(document, row.paragraphs).texts
        known = best.get(row.language)
        if texts and (known is None or len(texts) > len(known.texts)):
            best[row.language] = Text(row.language, TextState(row.state), row.since, texts)
    return list(best.values())


def speak(document: CriterionDocument, texts: Iterable[Text], language: str) -> Spoken:
    """The document in a language if there is a text in it, else in the original."""
    original = Text(document.language)
    offered = (original, *texts)
    chosen = text_in(language, offered, document.language)
    missed = language if chosen.language != language else ""
    keys = tuple(each.key for each in paragraphs_of(document))
    stays = tuple(key for key in keys if key not in chosen.texts) if chosen.language != original.language else ()
    return Spoken(in_words(document, chosen), chosen, offered, stays, missed)


def text_in(language: str, texts: Iterable[Text], original: str) -> Text:
    """The text in a language, or the original."""
    return next((text for text in texts if text.language == language), Text(original))


def in_words(document: CriterionDocument, text: Text) -> CriterionDocument:
    """The document with texts that know their language."""
    said = {
        each.key: Said(text.texts[each.key], text.language, original=each.text)
        if each.key in text.texts
        else Said(each.text, document.language, stays=text.language != document.language)
        for each in paragraphs_of(document)
    }
    return with_texts(document, said)


def plainly(document: CriterionDocument, text: Text) -> CriterionDocument:
    """The document in a language for programs: texts as they are, `language` says which was asked for."""
    return with_texts(document, text.texts).model_copy(update={"language": text.language})


def texts_in(entries: Sequence[LibraryEntry], language: str) -> dict[int, Text]:
    """The texts of many entries in one language, by entry; one query, none for the original."""
    if language in {"", ORIGINAL}:
        return {}
    rows = LibraryText.objects.filter(entry__in=entries, language=language)
    return {row.entry_id: text_of(row) for row in rows}


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
