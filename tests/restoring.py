"""Gives the tables back what migrations left in them, after a test that emptied them all.

Django does this by saving each record as a model; PostgreSQL takes a table at once, in a hundredth of the time.
"""

from dataclasses import dataclass

from django.db import connection, transaction

COLUMNS = """SELECT string_agg(quote_ident(attname), ', ') FROM pg_attribute
    WHERE attrelid = %s::regclass AND attnum > 0 AND NOT attisdropped AND attgenerated = ''"""


@dataclass(frozen=True)
class Rows:
    """All rows of a table, as JSON."""

    table: str
    columns: str
    content: str


def remember() -> None:
    """From now on Django puts back what the tables hold at this moment, where it is not there."""
    kept = _all_rows()

    def put_back(_serialized: str) -> None:
        with transaction.atomic(), connection.cursor() as cursor:  # Keys to other tables are checked at the end.
            for rows in kept:
                given = f"SELECT {rows.columns} FROM json_populate_recordset(NULL::{rows.table}, %s)"
                into = f"INSERT INTO {rows.table} ({rows.columns}) {given} ON CONFLICT DO NOTHING"
                cursor.execute(into, [rows.content])

    connection.creation.deserialize_db_from_string = put_back


def _all_rows() -> list[Rows]:
    """Of the tables that Django empties, those that hold something."""
    kept = []
    with connection.cursor() as cursor:
        for name in connection.introspection.django_table_names(only_existing=True, include_views=False):
            table = connection.ops.quote_name(name)
            cursor.execute(f"SELECT json_agg(known)::text FROM {table} AS known")
            (content,) = cursor.fetchone()
            if content:
                cursor.execute(COLUMNS, [table])
                kept.append(Rows(table, cursor.fetchone()[0], content))
    return kept
