"""What an address asks of the library, and the address of every neighbouring question. Never raises: what it does not
understand it drops, and says so.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from urllib.parse import urlencode

from django.http import QueryDict

from criteria.languages import known
from criteria.library.facets import FacetIndex
from portal.search import clean_words

VIEWS = ("list", "table")
MAX_PAGE = 1_000_000
SHOWN_UNKNOWN = 3
"""How many of the values that nobody knows are named to the reader."""


@dataclass(frozen=True)
class LibraryQuery:
    """A question to a shelf, in its one normal form: groups in the shelf's order, values sorted, defaults left out.

    `language` is the one of texts that somebody chose; without it they are read in that of the page.
    """

    words: str = ""
    selected: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    sort: str = "title"
    page: int = 1
    view: str = "list"
    language: str = ""

    @property
    def reads_in(self) -> str:
        """The language to find and read texts in."""
        return self.language or known.own()

    @property
    def reading(self) -> str:
        """What the address of a record needs to be read in the same language."""
        return f"?{known.PARAMETER}={self.language}" if self.language else ""

    def in_language(self, code: str) -> "LibraryQuery":
        return replace(self, language="" if code == known.own() else code, page=1)

    @property
    def is_narrowed(self) -> bool:
        return bool(self.words) or any(self.selected.values())

    @property
    def default_sort(self) -> str:
        return "relevance" if self.words else "title"

    def values(self, group: str) -> tuple[str, ...]:
        return self.selected.get(group, ())

    def without(self, group: str, value: str) -> "LibraryQuery":
        left = tuple(each for each in self.values(group) if each != value)
        return replace(self, selected={**self.selected, group: left}, page=1)

    @property
    def without_words(self) -> "LibraryQuery":
        return self.with_words("")

    def with_words(self, words: str) -> "LibraryQuery":
        sort = self.sort if self.sort not in {"relevance", "title"} else ("relevance" if words else "title")
        return replace(self, words=words, sort=sort, page=1)

    def on_page(self, page: int) -> "LibraryQuery":
        return replace(self, page=page)

    @property
    def as_list(self) -> "LibraryQuery":
        return replace(self, view="list")

    @property
    def as_table(self) -> "LibraryQuery":
        return replace(self, view="table")

    @property
    def whole(self) -> "LibraryQuery":
        """The same question without the way it is shown: for files of all that fits."""
        return replace(self, view="list", page=1)

    @property
    def cleared(self) -> "LibraryQuery":
        return LibraryQuery(view=self.view, language=self.language)

    @property
    def parameters(self) -> list[tuple[str, str]]:
        """The parameters of its address, in a fixed order."""
        pairs = [("q", self.words)] if self.words else []
        pairs += [(group, value) for group, values in self.selected.items() for value in values]
        if self.sort != self.default_sort:
            pairs.append(("sort", self.sort))
        if self.view != "list":
            pairs.append(("view", self.view))
        if self.language:
            pairs.append((known.PARAMETER, self.language))
        if self.page > 1:
            pairs.append(("page", str(self.page)))
        return pairs

    @property
    def url(self) -> str:
        """Relative to the library's own address."""
        parameters = self.parameters
        return "?" + urlencode(parameters) if parameters else "?"


@dataclass(frozen=True)
class Asked:
    """The question as understood, and what was not: values that no record has, named as they were written."""

    query: LibraryQuery
    unknown: tuple[str, ...] = ()
    unknown_count: int = 0


def parse(parameters: QueryDict, index: FacetIndex) -> Asked:
    """The question behind a query string. What the reader of `index` may not see is as unknown as what never was."""
    words = clean_words(parameters.get("q", ""))
    selected: dict[str, tuple[str, ...]] = {}
    unknown: list[str] = []
    for group in (group.key for group in index.shelf.groups if group.key in index.bits):
        asked = list(dict.fromkeys(value for value in parameters.getlist(group) if value))
        fitting = sorted(value for value in asked if index.knows(group, value))
        if fitting:
            selected[group] = tuple(fitting)
        unknown += [value for value in asked if not index.knows(group, value)]
    default_sort = "relevance" if words else "title"
    sort = parameters.get("sort", "")
    if sort not in {each.key for each in index.shelf.sorts_for(words)}:
        sort = default_sort
    view = parameters.get("view", "")
    language = known.chosen(parameters) if index.shelf.has_texts else ""
    page, view = _page(parameters.get("page", "")), view if view in VIEWS else "list"
    query = LibraryQuery(words, selected, sort, page, view, language if language != known.own() else "")
    named = tuple(clean_words(value)[:40] for value in unknown[:SHOWN_UNKNOWN])
    return Asked(query, named, len(unknown))


def _page(text: str) -> int:
    """A page number from 1; anything else means the first page."""
    if text.isascii() and text.isdigit() and len(text) <= len(str(MAX_PAGE)):
        return min(max(int(text), 1), MAX_PAGE)
    return 1
