"""Which records of a shelf hold the words and the numbers of a search, whoever may see them."""

import re
from dataclasses import dataclass

from django.contrib.postgres.search import SearchQueryField
from django.db import connection
from django.db.models import BooleanField, F, Func, Q, QuerySet
from django.db.models import Value as Given
from django.db.models.functions import Cast
from psycopg import sql

from criteria.languages.known import ORIGINAL, configuration
from criteria.library.amounts import Wanted, split
from criteria.library.shelves import Shelf
from criteria.models.projection import LibraryThreshold

THOUSANDS = re.compile(r"(?<=\d)[,\u00a0\u202f](?=\d{3}\b)")
PREFIX_FROM = 3
"""Letters from which the last word of a search also finds longer words."""
WHOLE = sql.SQL("websearch_to_tsquery(%(configuration)s::regconfig, %(text)s)")
UNFINISHED = sql.SQL("""
    (websearch_to_tsquery(%(configuration)s::regconfig, %(head)s)
        && to_tsquery(%(configuration)s::regconfig, %(last)s))
""")
HOLDING = sql.SQL("""
    WITH parts AS MATERIALIZED (
        SELECT with_other_words({whole}, %(configuration)s::regconfig) AS whole,
            with_other_words({unfinished}, %(configuration)s::regconfig) AS unfinished
    ), asked AS MATERIALIZED (
        SELECT CASE WHEN whole::text = unfinished::text THEN whole ELSE whole || unfinished END AS query FROM parts
    )
    SELECT query::text, {rids} FROM asked
""")
"""Both ways to read the last word are the same where it has other words; each then counts, and is weighed, once.

They are compared as texts: to PostgreSQL, queries are equal where one asks for more than the beginning of a word.
"""
IN_ORIGINALS = sql.SQL("library_rids(%(table)s, query)")
IN_TEXTS = sql.SQL("library_text_rids(%(language)s, query)")


@dataclass(frozen=True)
class Found:
    """What a search found. `rids` is None where nothing was asked that can be searched for, such as only "the".

    `query` holds the words in PostgreSQL's form, with their other words; it is empty without words. `mixed` says that
    the numbers found start from different moments or hold under different conditions, so that they do not compare.
    `translated` is the query in the stems of `language`, where texts in another than the original were searched too.
    """

    rids: list[int] | None
    query: str = ""
    wanted: tuple[Wanted, ...] = ()
    text: str = ""
    mixed: bool = False
    translated: str = ""
    language: str = ORIGINAL

    @property
    def as_query(self) -> Cast:
        return Cast(Given(self.query), SearchQueryField())

    @property
    def as_translated_query(self) -> Cast:
        return Cast(Given(self.translated), SearchQueryField())


NOTHING_ASKED = Found(None)


def find(words: str, shelf: Shelf, language: str = ORIGINAL) -> Found:
    """All words, "phrases" and -words, agreed other words for them, and numbers where the shelf has thresholds.

    The last word may be unfinished, and 1,000 is 1000 as numbers are stored. A record is found by its original and by
    its text in `language`, each by the stems of its own. One query, one for another language, two for each number.
    """
    text, wanted = split(words) if shelf.has_thresholds else (words, ())
    reached: list[list[int]] = []
    mixed = False
    for each in wanted:
        rows, unit_is_word = _demanding(each)
        if unit_is_word:
            text = f"{text} {each.unit}"
        found = list(rows.values_list("entry_id", "measure", "counted_from", "qualifier"))
        reached.append([rid for rid, *_rest in found])
        mixed = mixed or len({tuple(rest) for _rid, *rest in found}) > 1
    query, holding = _holding(text, shelf) if text.strip() else ("", None)
    translated = ""
    if text.strip() and shelf.has_texts and language != ORIGINAL:
        translated, spoken = _holding(text, shelf, language)
        holding = holding if spoken is None else sorted({*(holding or ()), *spoken})
    sets = [*reached, *([holding] if holding is not None else [])]
    rids = sorted(set(sets[0]).intersection(*sets[1:])) if len(sets) > 1 else (sets[0] if sets else None)
    return Found(rids, query, wanted, text.strip(), mixed, translated, language)


def is_one_of(rids: list[int]) -> Func:
    """A condition for many record numbers: one parameter, where `rid__in` would make one of each.

    Written as PostgreSQL reads an array: thousands of numbers prepared one by one take longer than the query.
    """
    numbers = Given(f"{{{','.join(map(str, rids))}}}")
    return Func(
        F("rid"), numbers, arg_joiner=" = ANY(", template="%(expressions)s::bigint[])", output_field=BooleanField()
    )


def _holding(text: str, shelf: Shelf, language: str = ORIGINAL) -> tuple[str, list[int] | None]:
    """The words as a query, and the records that hold them; None where they are too common to search for."""
    text = THOUSANDS.sub("", text)
    head, _blank, last = text.rpartition(" ")
    is_unfinished = len(last) >= PREFIX_FROM and last.isalpha() and '"' not in text
    rids = IN_ORIGINALS if language == ORIGINAL else IN_TEXTS
    statement = HOLDING.format(whole=WHOLE, unfinished=UNFINISHED if is_unfinished else WHOLE, rids=rids)
    given = {"configuration": configuration(language), "table": shelf.entries._meta.db_table, "text": text}
    with connection.cursor() as cursor:
        cursor.execute(statement, given | {"head": head, "last": f"{last}:*", "language": language})
        query, rids = cursor.fetchone()
    return query, rids if query else None


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
