"""Keeps what is counted and ranked by in the rows of the library, and the documents out of them."""

from django.db import migrations

NARROW = """
    ALTER TABLE {table} SET (toast_tuple_target = 128);
    ALTER TABLE {table} {columns};
    UPDATE {table} SET {document} = {document}::text::jsonb;
"""
"""PostgreSQL moves what may leave a row until the row is short enough: documents may, what is `MAIN` stays while it can.

The value is made anew, for one that is written back as it is stays where it was.
"""
WIDE = """
    ALTER TABLE {table} RESET (toast_tuple_target);
    ALTER TABLE {table} {columns};
"""


def _narrow(table, document, *kept):
    def storage(name):
        return ", ".join(f"ALTER COLUMN {column} SET STORAGE {name}" for column in kept)

    return migrations.RunSQL(
        NARROW.format(table=table, document=document, columns=storage("MAIN")).strip().split("\n"),
        WIDE.format(table=table, columns=storage("EXTENDED")).strip().split("\n"),
    )


class Migration(migrations.Migration):
    dependencies = [("criteria", "0025_spreadsheets_of_consultations")]
    operations = [
        _narrow("criteria_libraryentry", "document", "facets", "words"),
        _narrow("criteria_librarytext", "texts", "words"),
        _narrow("criteria_resourceentry", "document", "facets", "head"),
    ]
