"""Databases that others of the run are copies of: migrated and filled once, not by every process that tests.

Whoever needs one first makes it, and who needs it meanwhile waits. PostgreSQL copies one in a fraction of a second.
"""

import os

import psycopg
from psycopg import sql

from tests.serving import FILL, MIGRATE, drop_database, environment_on, make_database, manage

MIGRATED, FILLED = "portal_template_migrated", "portal_template_filled"


def migrated() -> str:
    """The name of a database as the migrations leave it."""
    return _made_once(MIGRATED, "template1", MIGRATE)


def filled() -> str:
    """The name of a database with the starter content."""
    return _made_once(FILLED, migrated(), *FILL)


def forget() -> None:
    """Templates are as true as the code that made them: no run works with those of another."""
    for name in (MIGRATED, FILLED):
        drop_database(name)
        drop_database(_unfinished(name))


def _made_once(name: str, template: str, *commands: list[str]) -> str:
    with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as connection:
        connection.execute("SELECT pg_advisory_lock(hashtext(%s))", [name])
        if not connection.execute("SELECT FROM pg_database WHERE datname = %s", [name]).rowcount:
            values = environment_on(make_database(_unfinished(name), template))
            for command in commands:
                manage(values, *command)
            rename = sql.SQL("ALTER DATABASE {} RENAME TO {}")
            connection.execute(rename.format(sql.Identifier(_unfinished(name)), sql.Identifier(name)))
    return name


def _unfinished(name: str) -> str:
    """What it is called while it is made: what has the name itself is complete."""
    return f"{name}_unfinished"
