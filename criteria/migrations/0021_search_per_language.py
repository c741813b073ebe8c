"""Text search in the languages of texts: a configuration for each, agreed other words, and texts found by their index."""

from django.db import migrations

STEMS = {
    "da": "danish",
    "de": "german",
    "el": "greek",
    "es": "spanish",
    "et": "estonian",
    "fi": "finnish",
    "fr": "french",
    "ga": "irish",
    "hu": "hungarian",
    "it": "italian",
    "lt": "lithuanian",
    "nb": "norwegian",
    "nl": "dutch",
    "nn": "norwegian",
    "pt": "portuguese",
    "ro": "romanian",
    "sv": "swedish",
    "simple": "simple",
}
"""PostgreSQL's stemmers for the languages of Europe; `simple`, which keeps every word whole, is for all others."""

# An older PostgreSQL may lack a stemmer: then that language is searched by whole words.
CONFIGURATION = """
    DO $$
    BEGIN
        IF EXISTS (SELECT FROM pg_ts_dict WHERE dictname = '{stem}_stem') THEN
            CREATE TEXT SEARCH CONFIGURATION portal_{code} (COPY = pg_catalog.{stem});
            ALTER TEXT SEARCH CONFIGURATION portal_{code}
                ALTER MAPPING FOR hword, hword_part, word WITH unaccent, {stem}_stem;
        ELSE
            CREATE TEXT SEARCH CONFIGURATION portal_{code} (COPY = pg_catalog.simple);
            ALTER TEXT SEARCH CONFIGURATION portal_{code}
                ALTER MAPPING FOR hword, hword_part, word WITH unaccent, simple;
        END IF;
    END
    $$
"""


class Migration(migrations.Migration):
    dependencies = [("criteria", "0020_texts_per_language")]
    operations = [
        *(
            migrations.RunSQL(
                CONFIGURATION.format(code=code, stem=stem), f"DROP TEXT SEARCH CONFIGURATION portal_{code}"
            )
            for code, stem in STEMS.items()
        ),
        migrations.RunSQL(
            # As in 0010, for a search in any language: its stems decide what is one of the agreed words.
            """
            CREATE FUNCTION with_other_words(asked tsquery, language regconfig) RETURNS tsquery
            LANGUAGE plpgsql STABLE AS $$
            DECLARE
                marked tsquery := ts_rewrite(asked, format($rules$
                    SELECT loose, mark FROM (
                        SELECT DISTINCT plainto_tsquery(%L::regconfig, word) AS loose, mark FROM agreed_words()
                    ) AS rules WHERE numnode(loose) > 0 ORDER BY numnode(loose) DESC
                $rules$, language));
            BEGIN
                IF marked = asked THEN
                    RETURN asked;
                END IF;
                RETURN ts_rewrite(marked, format($rules$
                    SELECT mark, tsquery_any(exact ORDER BY exact) FROM (
                        SELECT DISTINCT mark, phraseto_tsquery(%L::regconfig, word) AS exact FROM agreed_words()
                    ) AS rules GROUP BY mark
                $rules$, language));
            END
            $$
            """,
            "DROP FUNCTION with_other_words(tsquery, regconfig)",
        ),
        migrations.RunSQL(
            # Always through the index, as in 0009. Stems of other languages are left out by the language.
            """
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
            """,
            "DROP FUNCTION library_text_rids",
        ),
    ]
