"""Takes away what found other words in the original alone: the function for any language does the same."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("criteria", "0026_narrow_rows")]
    operations = [
        migrations.RunSQL(
            "DROP FUNCTION with_other_words(tsquery)",
            # As 0010 made it.
            """
            CREATE FUNCTION with_other_words(asked tsquery) RETURNS tsquery LANGUAGE plpgsql STABLE AS $$
            DECLARE
                marked tsquery := ts_rewrite(asked, $rules$
                    SELECT loose, mark FROM (
                        SELECT DISTINCT plainto_tsquery('portal_en', word) AS loose, mark FROM agreed_words()
                    ) AS rules ORDER BY numnode(loose) DESC
                $rules$);
            BEGIN
                IF marked = asked THEN
                    RETURN asked;
                END IF;
                RETURN ts_rewrite(marked, $rules$
                    SELECT mark, tsquery_any(exact ORDER BY exact) FROM (
                        SELECT DISTINCT mark, phraseto_tsquery('portal_en', word) AS exact FROM agreed_words()
                    ) AS rules GROUP BY mark
                $rules$);
            END
            $$
            """,
        ),
    ]
