"""What searches by number and by other words read: thresholds of published criteria, and the agreed words as rules."""

from decimal import Decimal

import django.db.models.deletion
from django.db import migrations, models

from criteria.library.amounts import measure_of


def fill(apps, schema_editor):
    """The numbers of what is published already, from its documents."""
    entries = apps.get_model("criteria", "LibraryEntry")
    thresholds = apps.get_model("criteria", "LibraryThreshold")
    for entry in entries.objects.all().iterator():
        for part in entry.document["parameters"]:
            if part["value"] is None:
                continue
            measure, factor = measure_of(part["unit"])
            value = Decimal(part["value"]) * factor
            upper = Decimal(part["upper"]) * factor if part["upper"] is not None else value
            thresholds.objects.create(
                entry=entry,
                measure=measure,
                factor=factor,
                low=None if part["comparator"] == "at_most" else value,
                high=None if part["comparator"] == "at_least" else upper,
                counted_from=part["counted_from"] or "",
                qualifier=part["qualifier"],
            )


class Migration(migrations.Migration):
    dependencies = [
        ("criteria", "0009_find_by_words"),
    ]

    operations = [
        migrations.CreateModel(
            name="LibraryThreshold",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("measure", models.CharField(max_length=40)),
                ("factor", models.PositiveIntegerField(default=1)),
                ("low", models.DecimalField(decimal_places=4, max_digits=20, null=True)),
                ("high", models.DecimalField(decimal_places=4, max_digits=20, null=True)),
                ("counted_from", models.CharField(blank=True, max_length=20)),
                ("qualifier", models.CharField(blank=True, max_length=200)),
                (
                    "entry",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="thresholds",
                        to="criteria.libraryentry",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["measure", "low"], name="library_thresholds_from"),
                    models.Index(fields=["measure", "high"], name="library_thresholds_to"),
                ],
            },
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
        migrations.RunSQL(
            # Whoever searches for one word of an agreed tag also finds the others. Every word of a tag becomes a mark first,
            # the longest words before the shorter ones within them, and every mark all words of its tag after that: put
            # in at once, words would be replaced again inside what replaced them.
            """
            CREATE AGGREGATE tsquery_any (tsquery) (SFUNC = tsquery_or, STYPE = tsquery);
            CREATE FUNCTION agreed_words() RETURNS TABLE (mark tsquery, word text) LANGUAGE sql STABLE AS $$
                SELECT quote_literal('agreed-' || tag)::tsquery, word FROM (
                    SELECT id AS tag, name::text AS word FROM criteria_tag
                    WHERE curated AND EXISTS (SELECT FROM criteria_tagsynonym WHERE tag_id = criteria_tag.id)
                    UNION
                    SELECT other.tag_id, other.name::text FROM criteria_tagsynonym other
                    JOIN criteria_tag ON criteria_tag.id = other.tag_id WHERE criteria_tag.curated
                ) AS words
            $$;
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
            "DROP FUNCTION with_other_words; DROP FUNCTION agreed_words; DROP AGGREGATE tsquery_any (tsquery)",
        ),
    ]
