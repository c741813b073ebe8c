"""The text search configuration of criteria: English stems, blind to accents; and the table of versions gets its row."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("criteria", "0001_initial"), ("portal", "0003_search_extensions")]
    operations = [
        migrations.RunSQL(
            """
            CREATE TEXT SEARCH CONFIGURATION portal_en (COPY = pg_catalog.english);
            ALTER TEXT SEARCH CONFIGURATION portal_en
                ALTER MAPPING FOR hword, hword_part, word WITH unaccent, english_stem;
            """,
            "DROP TEXT SEARCH CONFIGURATION portal_en",
        ),
    ]
