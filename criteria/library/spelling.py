"""What a mistyped search may have meant, from words that entries of the shelf hold."""

import re
from collections.abc import Iterable

from django.db import connection
from psycopg import sql

from criteria.languages.known import ORIGINAL, configuration
from criteria.library.shelves import Shelf
from criteria.models.projection import SEEN, seen_by
from portal.reader import Reader

SIMILAR = 0.4
"""From which similarity (0 to 1, trigrams) a word may be what a mistyped one meant."""
MAX_WORDS = 8
"""How many words of a search are looked at."""
A_WORD = re.compile(r"[^\W\d_]{4,40}")
"""What is remembered as a word."""
BETTER = sql.SQL("""
    SELECT coalesce((
        SELECT near.word FROM (
            SELECT known.word, similarity(known.word, lower(part.word)) AS likeness
            FROM criteria_libraryword known
            WHERE known.word %% lower(part.word) AND similarity(known.word, lower(part.word)) >= %s
            ORDER BY likeness DESC, known.word OFFSET 0
        ) near
        WHERE {holds}
        ORDER BY near.likeness DESC, near.word LIMIT 1
    ), part.word)
    FROM unnest(%s::text[]) WITH ORDINALITY AS part(word, place) ORDER BY place
""")


HOLDS = sql.SQL("""
    EXISTS (SELECT FROM {searched} WHERE words @@ plainto_tsquery({configuration}::regconfig, near.word) AND {which})
""")
IN_LANGUAGE = sql.SQL("language = {}")
SEEN_BY = sql.SQL("facets && {}::varchar[]")


def better_words(words: str, reader: Reader, shelf: Shelf, language: str = ORIGINAL) -> str:
    """The words, each replaced by the most similar one that an entry visible to the reader holds, if there is one.

    Every candidate is looked for in those entries and, for criteria, in their texts in `language`, which are public.
    A word that only hidden entries hold is passed over like one that nobody ever wrote, so neither a suggestion nor its
    absence tells of them.
    """
    statement = BETTER.format(holds=_holds(reader, shelf, language))
    with connection.cursor() as cursor:
        cursor.execute(statement, [SIMILAR, words.split()[:MAX_WORDS]])
        return " ".join(meant for (meant,) in cursor.fetchall())


def _holds(reader: Reader, shelf: Shelf, language: str) -> sql.Composed:
    """Whether anything that the reader may see holds a word."""
    if shelf.entries.is_guarded:
        seen = [f"{SEEN}:{word}" for word in sorted(seen_by(reader))]
        return _holds_in(shelf, ORIGINAL, SEEN_BY.format(sql.Literal(seen)))
    spoken = dict.fromkeys([ORIGINAL, language])
    return sql.SQL(" OR ").join(_holds_in(shelf, each, IN_LANGUAGE.format(sql.Literal(each))) for each in spoken)


def _holds_in(shelf: Shelf, language: str, which: sql.Composed) -> sql.Composed:
    return HOLDS.format(
        searched=sql.Identifier(shelf.searched._meta.db_table),
        configuration=sql.Literal(configuration(language)),
        which=which,
    )


def remember(texts: Iterable[str]) -> None:
    """Keep the words of texts as what a mistyped one may have meant."""
    words = {word for text in texts for word in A_WORD.findall(text.lower())}
    if not words:
        return
    with connection.cursor() as cursor:
        # In their order, for two who publish the same words at once would else wait for each other.
        cursor.execute(
            "INSERT INTO criteria_libraryword (word) SELECT unnest(%s::varchar[]) ON CONFLICT DO NOTHING",
            [sorted(words)],
        )
