"""Rows of the shelf of resources; and the function that finds the entries of a shelf by words."""

import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('criteria', '0003_resources'),
    ]

    operations = [
        migrations.AlterField(
            model_name='libraryentry',
            name='facets',
            field=django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=300)),
        ),
        migrations.CreateModel(
            name='ResourceEntry',
            fields=[
                ('rid', models.BigAutoField(primary_key=True, serialize=False)),
                ('title', models.CharField(max_length=200)),
                ('document', models.JSONField()),
                ('facets', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=300))),
                ('updated_on', models.DateField()),
                ('words', django.contrib.postgres.search.SearchVectorField()),
                ('visibility', models.CharField(choices=[('network', 'My network and those I choose'), ('members', 'All members of all networks'), ('public', 'Everybody')], max_length=10)),
                ('year', models.PositiveSmallIntegerField(default=0)),
                ('head', django.contrib.postgres.search.SearchVectorField()),
                ('resource', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='entry', to='criteria.resource')),
                ('version', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='criteria.resourceversion')),
            ],
            options={
                'ordering': ['title'],
                'indexes': [django.contrib.postgres.indexes.GinIndex(fastupdate=False, fields=['words'], name='resource_words'), django.contrib.postgres.indexes.GinIndex(fastupdate=False, fields=['facets'], name='resource_facets'), models.Index(fields=['title', 'rid'], name='resource_by_title'), models.Index(fields=['-updated_on', 'rid'], name='resource_by_date'), models.Index(fields=['-year', 'title', 'rid'], name='resource_by_year')],
            },
        ),
        migrations.RunSQL(
            # The planner does not know how long search text is. For a word that many entries hold it would read every
            # text from beginning to end instead of the index: 350 ms instead of 5 with 20,000 entries of two pages.
            """
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
            """,
            "DROP FUNCTION library_rids",
        ),
    ]
