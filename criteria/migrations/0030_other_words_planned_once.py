"""Makes the search for other words quicker: PostgreSQL keeps the plans of what stands in a function, not of texts."""

from django.db import migrations

PLANNED = """
    CREATE OR REPLACE FUNCTION with_other_words(asked tsquery, language regconfig) RETURNS tsquery
    LANGUAGE plpgsql STABLE AS $$
    DECLARE
        marked tsquery := asked;
        rule record;
    BEGIN
        FOR rule IN
            SELECT loose, mark FROM (
                SELECT DISTINCT plainto_tsquery(language, word) AS loose, mark FROM agreed_words()
            ) AS rules WHERE numnode(loose) > 0 AND asked @> loose ORDER BY numnode(loose) DESC
        LOOP
            marked := ts_rewrite(marked, rule.loose, rule.mark);
        END LOOP;
        FOR rule IN
            SELECT mark, tsquery_any(exact ORDER BY exact) AS others FROM (
                SELECT DISTINCT mark, phraseto_tsquery(language, word) AS exact
                FROM agreed_words() WHERE marked @> mark
            ) AS rules GROUP BY mark
        LOOP
            marked := ts_rewrite(marked, rule.mark, rule.others);
        END LOOP;
        RETURN marked;
    END
    $$
"""
"""The same in the same order as before: first a mark for each agreed word, then all words of its tag for each mark."""
BEFORE = """
    CREATE OR REPLACE FUNCTION with_other_words(asked tsquery, language regconfig) RETURNS tsquery
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
"""


class Migration(migrations.Migration):
    dependencies = [("criteria", "0029_search_texts_apart")]
    operations = [migrations.RunSQL(PLANNED, BEFORE)]
