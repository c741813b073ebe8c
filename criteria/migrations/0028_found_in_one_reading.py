"""Finds records by words through their index, in a statement that may also pick those that a page begins with."""

from django.db import migrations

BY_WORDS = """
    CREATE FUNCTION library_by_words(
        statement text, OUT query text, OUT translated text, OUT rids bigint[], OUT first bigint[]
    )
    LANGUAGE plpgsql STABLE SET enable_seqscan = off AS $$
    BEGIN
        EXECUTE statement INTO query, translated, rids, first;
    END
    $$
"""
"""The planner does not know how long search text is. For a word that many entries hold it would read every text from
beginning to end instead of the index. It takes a statement, for that is the only way to give one statement a setting."""
RIDS = """
    CREATE FUNCTION library_rids(entries text, query tsquery) RETURNS bigint[]
    LANGUAGE plpgsql STABLE SET enable_seqscan = off AS $$
    DECLARE
        found bigint[];
    BEGIN
        EXECUTE format('SELECT array_agg(rid) FROM %s WHERE words @@ $1', entries::regclass)
        INTO found USING query;
        RETURN coalesce(found, '{}');
    END
    $$
"""
TEXT_RIDS = """
    CREATE FUNCTION library_text_rids(code text, query tsquery) RETURNS bigint[]
    LANGUAGE plpgsql STABLE SET enable_seqscan = off AS $$
    DECLARE
        found bigint[];
    BEGIN
        SELECT array_agg(entry_id) INTO found FROM criteria_librarytext
        WHERE words @@ query AND language = code;
        RETURN coalesce(found, '{}');
    END
    $$
"""


class Migration(migrations.Migration):
    dependencies = [("criteria", "0027_one_way_to_other_words")]
    operations = [
        migrations.RunSQL(BY_WORDS, "DROP FUNCTION library_by_words"),
        migrations.RunSQL("DROP FUNCTION library_rids", RIDS),
        migrations.RunSQL("DROP FUNCTION library_text_rids", TEXT_RIDS),
    ]
