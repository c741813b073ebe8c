"""Answers a question to a shelf: a page of records, the counts of all filters, what to try when nothing fits."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.contrib.postgres.search import SearchRank
from django.db.models import F, FilteredRelation, FloatField, Q, QuerySet
from django.db.models.functions import Cast, Coalesce, Greatest
from django.http import QueryDict

from criteria.documents import Value
from criteria.languages.known import ORIGINAL
from criteria.library import facets, highlights
from criteria.library.bits import both, rids_of
from criteria.library.by_words import RANK, Wish
from criteria.library.conditions import is_one_of, place_in
from criteria.library.facets import FacetIndex
from criteria.library.finding import NOTHING_ASKED, Found, find
from criteria.library.highlights import Hit
from criteria.library.query import Asked, LibraryQuery, parse
from criteria.library.shelves import RELEVANCE, Shelf
from criteria.library.spelling import better_words
from criteria.models.projection import Entry, EntryQuerySet
from portal.reader import Reader

PER_PAGE = 20
BEST_FIRST = (f"-{RANK}", "title", "rid")
TEXT_LANGUAGE = "language"
"""The group of filters that says in which languages there is a text."""
PAGES_AROUND = 2


@dataclass(frozen=True)
class Option:
    """A value of a filter."""

    value: str
    label: str
    count: int
    selected: bool
    depth: int = 0


@dataclass(frozen=True)
class FacetGroup:
    """A filter with the values that occur."""

    key: str
    label: str
    options: tuple[Option, ...]
    in_sight: bool = False

    @property
    def opens(self) -> bool:
        """Whether its values are in sight from the start: the filters most people use, and those that are on."""
        return self.in_sight or any(option.selected for option in self.options)


@dataclass(frozen=True)
class Chip:
    """A filter that is on, and the address without it."""

    label: str
    remove_url: str


@dataclass(frozen=True)
class PageLink:
    """An entry of the pager; without address it is a gap."""

    number: int
    url: str
    current: bool = False


@dataclass(frozen=True)
class Result:
    """The answer, ready for a page, a table or a fragment."""

    asked: Asked
    total: int
    entries: tuple[Entry, ...]
    groups: tuple[FacetGroup, ...]
    chips: tuple[Chip, ...]
    page: int
    pages: int
    everything: int = 0
    suggestion: LibraryQuery | None = None
    loosened: tuple[tuple[Chip, int], ...] = ()
    found: Found = NOTHING_ASKED
    elsewhere: tuple[tuple[LibraryQuery, int], ...] = ()
    """Where nothing was found: the same search in other languages, and how much each finds."""
    speaks: tuple[str, ...] = ()

    @cached_property
    def documents(self) -> tuple[Value, ...]:
        return tuple(entry.read() for entry in self.entries)

    @cached_property
    def hits(self) -> tuple[Hit, ...]:
        return tuple(highlights.hit(entry, self.found, self.query.reads_in) for entry in self.entries)

    @property
    def query(self) -> LibraryQuery:
        return self.asked.query

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages to choose from, where there is a choice: those of all texts, and the chosen one."""
        return self.speaks if len(self.speaks) > 1 else ()

    @property
    def without_numbers(self) -> LibraryQuery:
        """The same search for its words alone."""
        return self.query.with_words(self.found.text)

    @property
    def asked_beyond_end(self) -> bool:
        return self.query.page > self.pages

    @property
    def page_links(self) -> tuple[PageLink, ...]:
        """First, last and the pages around this one, with gaps between them."""
        shown = [
            number
            for number in range(1, self.pages + 1)
            if number in {1, self.pages} or abs(number - self.page) <= PAGES_AROUND
        ]
        links: list[PageLink] = []
        for number in shown:
            if links and number > links[-1].number + 1:
                links.append(PageLink(number - 1, ""))
            links.append(PageLink(number, self.query.on_page(number).url, number == self.page))
        return tuple(links)

    @property
    def previous_url(self) -> str:
        return self.query.on_page(self.page - 1).url if self.page > 1 else ""

    @property
    def next_url(self) -> str:
        return self.query.on_page(self.page + 1).url if self.page < self.pages else ""


@dataclass(frozen=True)
class Narrowed:
    """All records that fit a question, without pages: `rows` in `order`, whose fields together name one row."""

    asked: Asked
    total: int
    rows: QuerySet[Entry]
    order: tuple[str, ...]


def ask(parameters: QueryDict, reader: Reader, shelf: Shelf) -> Result:
    """The answer to an address, as this reader may see it."""
    index = facets.current(shelf, reader)
    return run(parse(parameters, index), reader, index)


def run(asked: Asked, reader: Reader, index: FacetIndex) -> Result:
    """Answer in two queries, one more for texts of another language, and two for each number.

    A page after the last costs one more; where nothing is found, what could be asked instead costs one for each
    language of texts, and two for other words. `index` must be what the reader may see.
    """
    query = asked.query
    found = _found(query, index, query.page)
    matching = index.matching(query.selected, found.bits)
    total = matching.bit_count()
    pages = max(1, -(-total // PER_PAGE))
    page = min(query.page, pages)
    if page < query.page:
        found = _found(query, index, page)
    groups = _groups(query, index, index.counts(query.selected, found.bits))
    chips = _chips(query, groups)
    entries: tuple[Entry, ...] = ()
    suggestion = None
    elsewhere: tuple[tuple[LibraryQuery, int], ...] = ()
    if total:
        entries = _page(page, query, reader, index.shelf, found, matching)
    elif query.words:
        elsewhere = _elsewhere(query, index)
        suggestion = _suggestion(query, reader, index) if not elsewhere else None
    loosened = () if total else _loosened(query, index, found.bits, chips)
    everything = index.everything.bit_count()
    speaks = tuple(sorted({query.reads_in, *index.bits.get(TEXT_LANGUAGE, ())})) if index.shelf.has_texts else ()
    return Result(
        asked, total, entries, groups, chips, page, pages, everything, suggestion, loosened, found, elsewhere, speaks
    )


def narrow(parameters: QueryDict, reader: Reader, shelf: Shelf) -> Narrowed:
    """All that fits an address, as this reader may see it: for what pages by itself. Two queries before the rows."""
    index = facets.current(shelf, reader)
    asked = parse(parameters, index)
    query = asked.query
    found = find(query.words, shelf, query.reads_in) if query.words else NOTHING_ASKED
    matching = index.matching(query.selected, found.bits)
    rows, order = _rows(query, reader, shelf, found, matching)
    return Narrowed(asked, matching.bit_count(), rows, order)


def best(words: str, reader: Reader, shelf: Shelf, limit: int) -> tuple[list[Any], int]:
    """The records that fit words best, in the language of the page and in the original, and how many fit."""
    query = LibraryQuery(words, sort=RELEVANCE.key)
    seen = facets.current(shelf, reader).everything if shelf.entries.is_guarded else None
    found = find(words, shelf, query.reads_in, Wish(seen, BEST_FIRST, 0, limit))
    matching = both(found.bits, seen) if found.bits else None
    if not matching:
        return [], 0
    return list(_in_order(found.first or (), reader, shelf).to_read()), matching.bit_count()


def _found(query: LibraryQuery, index: FacetIndex, page: int) -> Found:
    """What holds the words of a search, and of that the records of one page."""
    if not query.words:
        return NOTHING_ASKED
    order = BEST_FIRST if query.sort == RELEVANCE.key else index.shelf.fields_of(query.sort)
    is_narrowed = index.shelf.entries.is_guarded or any(query.selected.values())
    among = index.matching(query.selected) if is_narrowed else None
    return find(query.words, index.shelf, query.reads_in, Wish(among, order, (page - 1) * PER_PAGE, PER_PAGE))


def _page(
    page: int, query: LibraryQuery, reader: Reader, shelf: Shelf, found: Found, matching: int
) -> tuple[Entry, ...]:
    if found.first is None:
        start = (page - 1) * PER_PAGE
        rows = _rows(query, reader, shelf, found, matching)[0]
    else:
        start = 0
        rows = _in_order(found.first, reader, shelf)
    shown = highlights.spoken(highlights.marked(rows.to_read(), shelf, found), shelf, found, query.reads_in)
    return tuple(shown[start : start + PER_PAGE])


def _seen(reader: Reader, shelf: Shelf) -> EntryQuerySet[Any]:
    return shelf.entries.objects.visible_to(reader).defer(*shelf.vectors)


def _in_order(rids: Sequence[int], reader: Reader, shelf: Shelf) -> EntryQuerySet[Any]:
    """The records of some numbers, as the numbers stand."""
    return _seen(reader, shelf).filter(is_one_of(rids)).order_by(place_in(rids))


def _rows(
    query: LibraryQuery, reader: Reader, shelf: Shelf, found: Found, matching: int
) -> tuple[EntryQuerySet[Any], tuple[str, ...]]:
    """The list in its order, and the order."""
    rows = _seen(reader, shelf)
    order = shelf.fields_of(query.sort)
    if found.bits is None:
        for group, values in query.selected.items():
            if values:
                rows = rows.filter(facets__overlap=[f"{group}:{value}" for value in values])
    else:
        rows = rows.filter(is_one_of(rids_of(matching)))
    if query.sort == RELEVANCE.key and found.has_words:
        rows, order = _ranked(rows, shelf, found), BEST_FIRST
    return rows.order_by(*order), order


def _ranked(rows: EntryQuerySet[Any], shelf: Shelf, found: Found) -> EntryQuerySet[Any]:
    """The rows with how well they fit: by the original or by the text in the reader's language, the better of both."""
    if not shelf.has_texts:
        return rows.annotate(**{RANK: _rank(shelf.ranked_by, found.as_query)})
    rows = rows.annotate(own=_search_text(ORIGINAL))
    rank: Any = _rank(f"own__{shelf.ranked_by}", found.as_query)
    if found.translated:
        rows = rows.annotate(theirs=_search_text(found.language))
        rank = Greatest(rank, Coalesce(_rank(f"theirs__{shelf.ranked_by}", found.as_translated_query), 0.0))
    return rows.annotate(**{RANK: rank})


def _search_text(language: str) -> FilteredRelation:
    return FilteredRelation("search_texts", condition=Q(search_texts__language=language))


def _rank(field: str, query: Cast) -> Cast:
    """As double precision: a page that begins after a rank must meet exactly the number it was told."""
    return Cast(SearchRank(F(field), query), FloatField())


def _groups(query: LibraryQuery, index: FacetIndex, counts: dict[str, dict[str, int]]) -> tuple[FacetGroup, ...]:
    groups = []
    for group in index.shelf.groups:
        options = tuple(
            Option(
                word.key,
                group.reads(word),
                counts[group.key][word.key],
                word.key in query.values(group.key),
                word.depth,
            )
            for word in index.words.get(group.key, ())
        )
        if options:
            groups.append(FacetGroup(group.key, str(group.label), options, group.opens))
    return tuple(groups)


def _chips(query: LibraryQuery, groups: Sequence[FacetGroup]) -> tuple[Chip, ...]:
    return tuple(
        Chip(option.label, query.without(group.key, option.value).url)
        for group in groups
        for option in group.options
        if option.selected
    )


def _loosened(
    query: LibraryQuery, index: FacetIndex, base: int | None, chips: Sequence[Chip]
) -> tuple[tuple[Chip, int], ...]:
    """Which single filter would have to go for something to be found, and how much that is."""
    pairs = [(group, value) for group, values in query.selected.items() for value in values]
    by_url = {chip.remove_url: chip for chip in chips}
    found = []
    for group, value in pairs:
        without = query.without(group, value)
        count = index.matching(without.selected, base).bit_count()
        if count and without.url in by_url:
            found.append((by_url[without.url], count))
    return tuple(found)


def _elsewhere(query: LibraryQuery, index: FacetIndex) -> tuple[tuple[LibraryQuery, int], ...]:
    """Languages in which the words are found, with the same filters: people write them in one the page is not in."""
    found = []
    for code in sorted(index.bits.get(TEXT_LANGUAGE, ())) if index.shelf.has_texts else ():
        if code in {ORIGINAL, query.reads_in}:
            continue
        other = query.in_language(code)
        bits = find(query.words, index.shelf, code).bits
        count = index.matching(query.selected, bits).bit_count() if bits else 0
        if count:
            found.append((other, count))
    return tuple(found)


def _suggestion(query: LibraryQuery, reader: Reader, index: FacetIndex) -> LibraryQuery | None:
    """The same search with mistyped words replaced by similar ones; only if that finds something the reader may see."""
    meant = better_words(query.words, reader, index.shelf, query.reads_in)
    if meant == query.words.lower():
        return None
    bits = find(meant, index.shelf, query.reads_in).bits
    return query.with_words(meant) if bits and index.matching({}, bits) else None
