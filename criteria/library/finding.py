"""Which records of a shelf hold the words and the numbers of a search, whoever may see them."""

from dataclasses import dataclass, replace

from django.contrib.postgres.search import SearchQueryField
from django.db.models import F, Q, QuerySet
from django.db.models import Value as Given
from django.db.models.functions import Cast

from criteria.languages.known import ORIGINAL
from criteria.library.amounts import Wanted, split
from criteria.library.bits import as_bits, both
from criteria.library.by_words import Wish, holding
from criteria.library.shelves import Shelf
from criteria.models.projection import LibraryThreshold


@dataclass(frozen=True)
class Found:
    """What a search found. `bits` is None where nothing was asked that can be searched for, such as only "the".

    `first` are those that were wished for first, None where there are no words. `query` holds the words in PostgreSQL's
    form, with their other words; it is empty without words. `mixed` says that the numbers found start from different
    moments or hold under different conditions, so that they do not compare. `translated` is the query in the stems of
    `language`, where texts in another than the original were searched too.
    """

    bits: int | None
    query: str = ""
    wanted: tuple[Wanted, ...] = ()
    text: str = ""
    mixed: bool = False
    translated: str = ""
    language: str = ORIGINAL
    first: tuple[int, ...] | None = None

    @property
    def has_words(self) -> bool:
        return bool(self.query or self.translated)

    @property
    def as_query(self) -> Cast:
        return Cast(Given(self.query), SearchQueryField())

    @property
    def as_translated_query(self) -> Cast:
        return Cast(Given(self.translated), SearchQueryField())


NOTHING_ASKED = Found(None)


def find(words: str, shelf: Shelf, language: str = ORIGINAL, wish: Wish | None = None) -> Found:
    """All words, "phrases" and -words, agreed other words for them, and numbers where the shelf has thresholds.

    The last word may be unfinished, and 1,000 is 1000 as numbers are stored. A record is found by its original and by
    its text in `language`, each by the stems of its own. One query, and two for each number.
    """
    text, wanted = split(words) if shelf.has_thresholds else (words, ())
    bits: int | None = None
    mixed = False
    for each in wanted:
        rows, unit_is_word = _demanding(each)
        if unit_is_word:
            text = f"{text} {each.unit}"
        reached = list(rows.values_list("entry_id", "measure", "counted_from", "qualifier"))
        bits = both(bits, as_bits(rid for rid, *_rest in reached))
        mixed = mixed or len({tuple(rest) for _rid, *rest in reached}) > 1
    text = text.strip()
    found = Found(bits, "", wanted, text, mixed, "", language)
    if not text:
        return found
    held = holding(text, shelf, language, replace(wish, among=both(bits, wish.among)) if wish else None)
    if not held.query and not held.translated:
        return found
    bits = both(bits, as_bits(held.rids))
    return replace(found, bits=bits, query=held.query, translated=held.translated, first=held.first)


def _demanding(wanted: Wanted) -> tuple[QuerySet[LibraryThreshold], bool]:
    """Thresholds that demand as much, and whether its unit is no unit of any, so that it is a word to search for."""
    rows = LibraryThreshold.objects.all()
    if wanted.measure and rows.filter(measure=wanted.measure).exists():
        return rows.filter(_reaching(wanted, wanted.amount), measure=wanted.measure), False
    return rows.filter(_reaching(wanted, wanted.value * F("factor"))), bool(wanted.unit)


def _reaching(wanted: Wanted, amount: object) -> Q:
    """The same rule as `Wanted.fits`, for the database."""
    return {
        "≥": Q(low__gte=amount),
        ">": Q(low__gt=amount),
        "≤": Q(high__lte=amount),
        "<": Q(high__lt=amount),
        "=": Q(low=amount) | Q(high=amount),
    }[wanted.sign]
