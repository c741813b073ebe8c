"""What a shelf of the library is: the records on it, the filters they are found by, and how they can be sorted."""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass

from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from criteria.models.projection import Entry
from criteria.models.vocabulary import Word as VocabularyWord

type Text = str | Promise


@dataclass(frozen=True)
class Word:
    """A value of a group: its key in addresses, its name, and how deep it stands in a tree."""

    key: str
    label: str = ""
    depth: int = 0


type Order = Callable[[Collection[str]], Iterable[Word]]


def own_label(word: Word) -> str:
    return word.label


@dataclass(frozen=True)
class Group:
    """A filter. Its values come from a vocabulary, or from `order`: the values that occur, as the group shows them.

    `before` are values that come first and stand in no vocabulary. `reads` names a value in the reader's language.
    """

    key: str
    label: Text
    vocabulary: type[VocabularyWord] | None = None
    order: Order | None = None
    before: tuple[Word, ...] = ()
    reads: Callable[[Word], str] = own_label
    opens: bool = False
    for_members: bool = False


@dataclass(frozen=True)
class Sort:
    """An order of the list: its key in addresses, its name, and the fields."""

    key: str
    label: Text
    fields: tuple[str, ...] = ()


RELEVANCE = Sort("relevance", _("relevance"))
"""How well the words fit: only for a search, and then the default."""
TITLE = Sort("title", _("title"), ("title", "rid"))
"""The default without words."""
NEWEST = Sort("newest", _("last change"), ("-updated_on", "rid"))


@dataclass(frozen=True)
class Shelf:
    """A part of the library that is searched on its own. `groups` stand in the order the page shows them; their keys
    are parameters of the address, which must not change. `sorts` must hold `RELEVANCE` and `TITLE`.

    Words are looked for in `searched`, whose rows hold `rid`, `words` and all that the shelf sorts by; `ranked_by` is
    its field of search text that relevance is read from. `sentence` is the part of a document that lists show below its
    title; `clause` is quoted where neither holds the words of a search. With `has_thresholds` numbers are searched,
    with `has_texts` records can be found and read in other languages: `searched` has a row for each `language`.
    """

    key: str
    entries: type[Entry]
    searched: type[models.Model]
    groups: tuple[Group, ...]
    sorts: tuple[Sort, ...]
    ranked_by: str = "words"
    has_thresholds: bool = False
    has_texts: bool = False
    sentence: str = "summary"
    clause: str = ""

    @property
    def vectors(self) -> set[str]:
        """The fields of search text in entries: long, and of no use to who reads a record."""
        fields = self.entries._meta.concrete_fields
        return {field.name for field in fields if isinstance(field, SearchVectorField)}

    def sorts_for(self, words: str) -> tuple[Sort, ...]:
        """The orders that make sense, with or without words to search for."""
        return tuple(sort for sort in self.sorts if words or sort is not RELEVANCE)

    def fields_of(self, sort: str) -> tuple[str, ...]:
        """What to order by; by title where the order is not known."""
        return next((each.fields for each in self.sorts if each.key == sort and each.fields), TITLE.fields)


def choices(kinds: type[models.TextChoices]) -> Order:
    """The order of fixed words."""
    return lambda values: [Word(key) for key in kinds.values if key in values]


def choice(kinds: type[models.TextChoices]) -> Callable[[Word], str]:
    """The names of fixed words."""
    return lambda word: str(kinds(word.key).label)
