"""Pages of several criteria in the reader's language: each in its own text, or in the original where it has none."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import F, QuerySet
from django.http import HttpRequest
from django.utils.translation import get_language

from criteria.documents import CriterionDocument
from criteria.languages import reading
from criteria.languages.known import ORIGINAL, own, own_name, wanted
from criteria.languages.offering import Offer, address_in, suffix
from criteria.languages.reading import Text, speaks
from criteria.languages.said import Said
from criteria.models import Edition, LibraryEntry
from criteria.terms import TextState

type Wording = LibraryEntry | Edition


@dataclass(frozen=True)
class Rendition:
    """How one of several criteria is read: in `text`, or in the original where there is none in the language `wanted`.

    `speaks` are the languages it can be read in.
    """

    wanted: str = ORIGINAL
    text: Text | None = None
    speaks: frozenset[str] = frozenset()

    @property
    def is_missed(self) -> bool:
        """Whether there is no text in the language that was wanted."""
        return self.text is None and self.wanted != ORIGINAL

    @property
    def is_unchecked(self) -> bool:
        return self.text is not None and self.text.state is TextState.MACHINE

    def whole(self, document: CriterionDocument) -> CriterionDocument:
        """The document with texts that know their language; as it is where that is the page's and the original's."""
        is_plain = self.wanted == ORIGINAL == get_language()
        return document if is_plain else reading.in_words(document, self._text)

    def head(self, document: CriterionDocument) -> CriterionDocument:
        """The same with title and summary alone, as far as lists show one."""
        said = {key: self.said(key, getattr(document, key)) for key in reading.HEAD}
        return document.model_copy(update=said)

    def said(self, key: str, original: str) -> Said:
        """One paragraph of it."""
        return reading.said(key, original, self._text)

    @property
    def _text(self) -> Text:
        return self.text or Text(self.wanted)


@dataclass(frozen=True)
class Read:
    """A criterion of a page as it is read."""

    document: CriterionDocument
    rendition: Rendition


@dataclass(frozen=True)
class Listing:
    """What a page of several criteria says about languages: the one it is read in, and which it offers.

    `missed` criteria have no text in it; the texts of `unchecked` ones nobody compared with the original.
    """

    language: str
    offers: tuple[Offer, ...]
    missed: int = 0
    unchecked: int = 0

    @property
    def name(self) -> str:
        return own_name(self.language)

    @property
    def original_name(self) -> str:
        return own_name(ORIGINAL)

    @property
    def chosen(self) -> str:
        """The language as links and forms of the page pass it on; empty where the page is in it anyway."""
        return "" if self.language == own() else self.language

    @property
    def suffix(self) -> str:
        """What the address of a criterion needs to be read in the same language."""
        return suffix(self.language)

    @property
    def addition(self) -> str:
        """The same for an address that asks for something already."""
        return self.suffix.replace("?", "&", 1)


def listing(request: HttpRequest, renditions: Iterable[Rendition]) -> Listing:
    """What the page at hand says about languages. Offers those that any of its criteria has a text in."""
    shown, language = list(renditions), wanted(request.GET)
    others = {language, *(code for each in shown for code in each.speaks)} - {ORIGINAL}
    offers = tuple(
        Offer(code, address_in(request, code), code == language, text=Text(ORIGINAL) if code == ORIGINAL else None)
        for code in (ORIGINAL, *sorted(others))
    )
    missed, unchecked = sum(each.is_missed for each in shown), sum(each.is_unchecked for each in shown)
    return Listing(language, offers, missed, unchecked)


def with_languages(editions: QuerySet[Edition]) -> QuerySet[Edition]:
    """Editions with the words of their criterion's entry, among them the languages it can be read in."""
    return editions.annotate(facets=F("criterion__entry__facets"))


def renditions(wordings: Sequence[Wording], language: str) -> list[Rendition]:
    """How each is read: entries, and editions `with_languages`. A query for either kind, none for the original."""
    entries = [each for each in wordings if isinstance(each, LibraryEntry)]
    editions = [each for each in wordings if isinstance(each, Edition)]
    current, fixed = reading.texts_in(entries, language), reading.texts_of_editions(editions, language)
    return [
        Rendition(language, (fixed if isinstance(each, Edition) else current).get(each.pk), speaks(each.facets))  # type: ignore[union-attr]
        for each in wordings
    ]


def heads(entries: Mapping[int, Iterable[str]], language: str) -> dict[int, Rendition]:
    """The same for lists, with titles and summaries alone: of entries, by key with their facets."""
    texts = reading.heads_in(entries, language)
    return {key: Rendition(language, texts.get(key), speaks(facets)) for key, facets in entries.items()}


def whole(entries: Sequence[LibraryEntry], language: str) -> list[Read]:
    """Entries as they are read; one query, none for the original."""
    read = zip(entries, renditions(entries, language), strict=True)
    return [Read(rendition.whole(entry.read()), rendition) for entry, rendition in read]


def short(entries: Iterable[LibraryEntry], language: str) -> list[Read]:
    """The same for lists that show title and summary; what else there is stays as it was written."""
    rows = list(entries)
    read = heads({row.pk: row.facets for row in rows}, language)
    return [Read(read[row.pk].head(row.read()), read[row.pk]) for row in rows]
