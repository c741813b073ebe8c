"""The statement that finds the records of a shelf by words, and picks those that a page begins with."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db import connection
from psycopg import sql

from criteria.languages.known import ORIGINAL, configuration
from criteria.library.bits import as_bytes
from criteria.library.shelves import Shelf

THOUSANDS = re.compile(r"(?<=\d)[,\u00a0\u202f](?=\d{3}\b)")
RANK = "rank"
"""Stands in an order for how well a record fits the words."""
PREFIX_FROM = 3
"""Letters from which the last word of a search also finds longer words."""
WHOLE = sql.SQL("websearch_to_tsquery({configuration}::regconfig, {text})")
UNFINISHED = sql.SQL("""
    (websearch_to_tsquery({configuration}::regconfig, {head}) && to_tsquery({configuration}::regconfig, {last}))
""")
QUERY = sql.SQL("""
    SELECT CASE WHEN whole::text = unfinished::text THEN whole ELSE whole || unfinished END AS query
    FROM (
        SELECT with_other_words({whole}, {configuration}::regconfig) AS whole,
            with_other_words({unfinished}, {configuration}::regconfig) AS unfinished OFFSET 0
    ) AS parts
""")
"""Both ways to read the last word are the same where it has other words; each then counts, and is weighed, once.

They are compared as texts: to PostgreSQL, queries are equal where one asks for more than the beginning of a word.
"""
FOUND = sql.SQL("""
    WITH asked AS MATERIALIZED ({asked}), spoken AS MATERIALIZED ({spoken}), held AS ({held})
    SELECT (SELECT query::text FROM asked), (SELECT query::text FROM spoken), ARRAY(SELECT rid FROM held), {first}
""")
"""What is held is read once for both: to weigh what was found afterwards takes longer than to find it."""
HELD = sql.SQL("SELECT {columns} FROM {searched} WHERE words @@ (SELECT query FROM {query}){which}")
IN_LANGUAGE = sql.SQL(" AND language = {}")
NO_QUERY = sql.SQL("SELECT NULL::tsquery AS query")
NOTHING_FIRST = sql.SQL("NULL::bigint[]")
FIRST = sql.SQL("""
    ARRAY(
        SELECT rid FROM (
            SELECT DISTINCT ON (rid) * FROM (
                SELECT * FROM held WHERE {fits} ORDER BY {order} LIMIT {ahead}
            ) AS ahead ORDER BY rid, {order}
        ) AS best ORDER BY {order} OFFSET {start} LIMIT {size}
    )
""")
"""A record that is held twice counts by the better of both: to join all that is held takes longer than to weigh it."""
FITS = sql.SQL("CASE WHEN rid < {end} THEN get_bit({among}, rid) = 1 ELSE false END")
"""A record may be younger than the set: then it has no bit there, and PostgreSQL would not forgive asking for it."""


@dataclass(frozen=True)
class Wish:
    """Which of the records found are wanted first: `size` of them, from the place `start` in an order of fields.

    `RANK` among the fields is how well a record fits the words: by its original or by its text in the language that was
    asked for, the better of both. `among` leaves only those in a set.
    """

    among: int | None
    order: tuple[str, ...]
    start: int
    size: int

    @property
    def fields(self) -> list[str]:
        return [field.removeprefix("-") for field in self.order]


@dataclass(frozen=True)
class Held:
    """What holds the words: the words as PostgreSQL's queries, empty where they are too common to search for, and the
    numbers of the records, some of them twice. `first` are those wished for, None without a wish.
    """

    query: str
    translated: str
    rids: list[int]
    first: tuple[int, ...] | None


def holding(text: str, shelf: Shelf, language: str, wish: Wish | None) -> Held:
    """The records that hold all words of a text, by their original or by their text in a language; one query."""
    speaks = shelf.has_texts and language != ORIGINAL
    statement = FOUND.format(
        asked=_query(text, ORIGINAL),
        spoken=_query(text, language) if speaks else NO_QUERY,
        held=_held(shelf, language if speaks else "", wish),
        first=_first(wish) if wish else NOTHING_FIRST,
    )
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM library_by_words(%s)", [statement.as_string(cursor.connection)])
        query, translated, rids, first = cursor.fetchone()
    return Held(query, translated or "", rids, None if first is None else tuple(first))


def _query(text: str, language: str) -> sql.Composed:
    text = THOUSANDS.sub("", text)
    head, _blank, last = text.rpartition(" ")
    is_unfinished = len(last) >= PREFIX_FROM and last.isalpha() and '"' not in text
    given = {"configuration": configuration(language), "text": text, "head": head, "last": f"{last}:*"}
    literals = {name: sql.Literal(value) for name, value in given.items()}
    whole = WHOLE.format(**literals)
    unfinished = UNFINISHED.format(**literals) if is_unfinished else whole
    return QUERY.format(whole=whole, unfinished=unfinished, configuration=literals["configuration"])


def _held(shelf: Shelf, language: str, wish: Wish | None) -> sql.Composed:
    """What holds the words, with all that it is ordered by; twice where two languages hold them."""
    own = _held_in(shelf, "asked", ORIGINAL if shelf.has_texts else "", wish)
    if not language:
        return own
    return sql.SQL("{} UNION ALL {}").format(own, _held_in(shelf, "spoken", language, wish))


def _held_in(shelf: Shelf, query: str, language: str, wish: Wish | None) -> sql.Composed:
    fields = dict.fromkeys(["rid", *(wish.fields if wish else [])])
    values = [_rank(shelf.ranked_by, query) if field == RANK else sql.Identifier(field) for field in fields]
    return HELD.format(
        columns=_columns(values, fields),
        searched=sql.Identifier(shelf.searched._meta.db_table),
        query=sql.Identifier(query),
        which=IN_LANGUAGE.format(sql.Literal(language)) if language else sql.SQL(""),
    )


def _columns(values: Sequence[sql.Composable], names: Iterable[str]) -> sql.Composed:
    named = [sql.SQL("{} AS {}").format(value, sql.Identifier(name)) for value, name in zip(values, names, strict=True)]
    return sql.SQL(", ").join(named)


def _rank(vector: str, query: str) -> sql.Composed:
    return sql.SQL("ts_rank({}, (SELECT query FROM {}))").format(sql.Identifier(vector), sql.Identifier(query))


def _first(wish: Wish) -> sql.Composed:
    order = zip(wish.fields, wish.order, strict=True)
    return FIRST.format(
        fits=sql.SQL("true") if wish.among is None else _fits(wish.among),
        order=sql.SQL(", ").join(
            sql.SQL("{} DESC" if given.startswith("-") else "{}").format(sql.Identifier(field))
            for field, given in order
        ),
        ahead=sql.Literal(2 * (wish.start + wish.size)),
        start=sql.Literal(wish.start),
        size=sql.Literal(wish.size),
    )


def _fits(among: int) -> sql.Composed:
    given = as_bytes(among)
    return FITS.format(among=sql.Literal(given), end=sql.Literal(8 * len(given)))
