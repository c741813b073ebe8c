"""Writes rows of the library, many in one statement: PostgreSQL makes search text, and leaves alone what is true."""

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection
from django.db.models import Field, Model
from psycopg import sql

CONFIGURATION = "portal_en"
"""PostgreSQL's text search configuration: English, blind to accents (made by a migration)."""
WEIGHTS = "ABCD"
"""What counts most in the order of results comes first."""


@dataclass(frozen=True)
class Weighed:
    """Search text: texts by weight, and in which configuration their words are brought to their stems."""

    texts: Mapping[str, str]
    configuration: str = CONFIGURATION


class _Encoder(DjangoJSONEncoder):
    def default(self, o: Any) -> Any:
        return vars(o) if isinstance(o, Weighed) else super().default(o)


def put(model: type[Model], by: Sequence[str], rows: Sequence[Mapping[str, Any]]) -> None:
    """Make rows out of values by column, or change those that the columns `by` name together.

    All rows give the same columns, and every column that has no default in the database. A row that says so already is
    not touched, so no index is; and no number is drawn for a row that is there, for `rid` should stay dense. Where
    nothing names a row, all are made.
    """
    if not rows:
        return
    fields = {name: _field(model, name) for name in rows[0]}
    others = [name for name in fields if name not in by]
    is_same = sql.SQL(" AND ").join(sql.SQL("kept.{0} = made.{0}").format(sql.Identifier(name)) for name in by)
    statement = MERGE.format(
        table=sql.Identifier(model._meta.db_table),
        given=_all([sql.SQL("{} {}").format(sql.Identifier(name), _given(each)) for name, each in fields.items()]),
        values=_all([_value(name, each) for name, each in fields.items()]),
        same=is_same if by else sql.SQL("false"),
        old=_all([sql.SQL("kept.{}").format(sql.Identifier(name)) for name in others]),
        new=_all([sql.SQL("made.{}").format(sql.Identifier(name)) for name in others]),
        changes=_all([sql.SQL("{0} = made.{0}").format(sql.Identifier(name)) for name in others]),
        columns=_all([sql.Identifier(name) for name in fields]),
        made=_all([sql.SQL("made.{}").format(sql.Identifier(name)) for name in fields]),
    )
    with connection.cursor() as cursor:
        cursor.execute(statement, [json.dumps(rows, cls=_Encoder)])


@contextmanager
def sorted_in_at_once(*models: type[Model]) -> Iterator[None]:
    """Within: the word indexes of these models note what is new, and sort it in many rows at a time.

    Searches read those notes as well, so they take longer for as long; readers and other writers are not held up.
    """
    indexes = [index.name for model in models for index in model._meta.indexes if isinstance(index, GinIndex)]
    with connection.cursor() as cursor:
        for name in indexes:
            cursor.execute(sql.SQL("ALTER INDEX {} SET (fastupdate = on)").format(sql.Identifier(name)))
        yield
        for name in indexes:
            cursor.execute(sql.SQL("ALTER INDEX {} SET (fastupdate = off)").format(sql.Identifier(name)))
            cursor.execute("SELECT gin_clean_pending_list(%s::regclass)", [name])


MERGE = sql.SQL("""
    MERGE INTO {table} AS kept
    USING (SELECT {values} FROM json_to_recordset(%s::json) AS given({given}) OFFSET 0) AS made ON {same}
    WHEN MATCHED AND ({old}) IS DISTINCT FROM ({new}) THEN UPDATE SET {changes}
    WHEN NOT MATCHED THEN INSERT ({columns}) VALUES ({made})
""")


def _all(parts: Sequence[sql.Composable]) -> sql.Composed:
    return sql.SQL(", ").join(parts)


def _field(model: type[Model], column: str) -> "Field[Any, Any]":
    return next(field for field in model._meta.concrete_fields if field.column == column)


def _given(field: "Field[Any, Any]") -> sql.SQL:
    """The type of a value on its way: search text travels as the texts it is made of."""
    return sql.SQL("json" if isinstance(field, SearchVectorField) else field.db_type(connection) or "")


def _value(column: str, field: "Field[Any, Any]") -> sql.Composed:
    name = sql.Identifier(column)
    if not isinstance(field, SearchVectorField):
        return sql.SQL("given.{0}").format(name)
    vector = sql.SQL(" || ").join(
        sql.SQL(
            "setweight(to_tsvector((given.{0}->>'configuration')::regconfig, coalesce(given.{0}#>>{1}, '')), {2})"
        ).format(name, sql.Literal(["texts", weight]), sql.Literal(weight))
        for weight in WEIGHTS
    )
    return sql.SQL("{} AS {}").format(vector, name)
