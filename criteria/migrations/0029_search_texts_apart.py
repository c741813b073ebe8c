"""Moves what criteria are found by into rows of its own, which are short."""

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import migrations, models

FILL = """
    SET CONSTRAINTS ALL IMMEDIATE;
    ALTER TABLE criteria_librarysearchtext ALTER COLUMN words SET STORAGE MAIN;
    INSERT INTO criteria_librarysearchtext (rid, language, ref, title, ambition_rank, updated_on, words)
        SELECT rid, 'en', ref, title, ambition_rank, updated_on, words FROM criteria_libraryentry;
    INSERT INTO criteria_librarysearchtext (rid, language, ref, title, ambition_rank, updated_on, words)
        SELECT rid, text.language, entry.ref, entry.title, ambition_rank, entry.updated_on, text.words
        FROM criteria_librarytext text JOIN criteria_libraryentry entry ON rid = entry_id;
    SET CONSTRAINTS ALL DEFERRED;
"""
"""Constraints are looked after at once: indexes cannot be made of a table that still has some to look after."""
FILL_BACK = """
    UPDATE criteria_libraryentry entry SET words = apart.words
        FROM criteria_librarysearchtext apart WHERE apart.rid = entry.rid AND apart.language = 'en';
    UPDATE criteria_librarytext text SET words = apart.words
        FROM criteria_librarysearchtext apart WHERE apart.rid = text.entry_id AND apart.language = text.language;
"""


class Migration(migrations.Migration):
    dependencies = [("criteria", "0028_found_in_one_reading")]
    operations = [
        migrations.CreateModel(
            name="LibrarySearchText",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "entry",
                    models.ForeignKey(
                        db_column="rid",
                        db_index=False,
                        on_delete=models.CASCADE,
                        related_name="search_texts",
                        to="criteria.libraryentry",
                    ),
                ),
                ("language", models.CharField(max_length=10)),
                ("ref", models.CharField(max_length=30)),
                ("title", models.CharField(max_length=120)),
                ("ambition_rank", models.PositiveSmallIntegerField()),
                ("updated_on", models.DateField()),
                ("words", SearchVectorField()),
            ],
        ),
        migrations.RemoveIndex(model_name="libraryentry", name="library_words"),
        migrations.RemoveIndex(model_name="librarytext", name="library_text_words"),
        # On the way back rows have none until they are filled.
        migrations.AlterField("libraryentry", "words", SearchVectorField(null=True)),
        migrations.AlterField("librarytext", "words", SearchVectorField(null=True)),
        migrations.RunSQL(FILL, FILL_BACK),
        migrations.RemoveField(model_name="libraryentry", name="words"),
        migrations.RemoveField(model_name="librarytext", name="words"),
        migrations.AddIndex(
            model_name="librarysearchtext",
            index=GinIndex(
                condition=models.Q(("language", "en")), fastupdate=False, fields=["words"], name="library_words"
            ),
        ),
        migrations.AddIndex(
            model_name="librarysearchtext",
            index=GinIndex(
                condition=models.Q(("language", "en"), _negated=True),
                fastupdate=False,
                fields=["words"],
                name="library_text_words",
            ),
        ),
        migrations.AddConstraint(
            model_name="librarysearchtext",
            constraint=models.UniqueConstraint(
                fields=("entry", "language"), name="one_library_search_text_per_language"
            ),
        ),
    ]
