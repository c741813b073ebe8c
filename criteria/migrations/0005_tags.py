"""Tags get a key that makes spellings one word, synonyms, old addresses; tags that are the same word are merged."""

import unicodedata

import django.contrib.postgres.indexes
import django.db.models.deletion
from django.db import migrations, models

import criteria.models.tag
from criteria.tags.naming import MAX_LENGTH, SIGNS, fold


def fill(apps, schema_editor):
    """Give every tag its key. The agreed spelling of several is the one that came first."""
    Tag = apps.get_model("criteria", "Tag")
    CriterionTag = apps.get_model("criteria", "CriterionTag")
    kept = {}
    for tag in sorted(Tag.objects.all(), key=lambda tag: (plain(tag.name) != tag.name, tag.pk)):
        tag.name = plain(tag.name) or f"tag {tag.pk}"
        tag.folded = fold(tag.name)
        if tag.folded in kept:
            merge(apps, tag, kept[tag.folded])
        else:
            kept[tag.folded] = tag
            tag.save()
    seen = set()
    for row in CriterionTag.objects.order_by("pk"):
        if (row.tag_id, row.content_object_id) in seen:
            row.delete()
        seen.add((row.tag_id, row.content_object_id))
    # Rows that wait for their foreign keys to be checked would keep the table from being altered.
    schema_editor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    schema_editor.execute("SET CONSTRAINTS ALL DEFERRED")


def plain(name):
    """The name without what tags may not hold any more; empty when no letter or digit is left."""
    kinds = {each: unicodedata.category(each) for each in name}
    words = {each for each, kind in kinds.items() if kind[0] == "L" or kind == "Nd"}
    kept = " ".join("".join(each for each in name if each in words or each in SIGNS).split())[:MAX_LENGTH].strip()
    return kept if words & set(kept) else ""


def merge(apps, tag, into):
    """Move taggings, drafts and published entries to the tag that stays, and lead the old address there."""
    apps.get_model("criteria", "CriterionTag").objects.filter(tag=tag).update(tag=into)
    for revision in apps.get_model("wagtailcore", "Revision").objects.filter(
        content_type__app_label="criteria", content__contains={"tagged_items": [{"tag": tag.pk}]}
    ):
        rows = {}
        for row in revision.content["tagged_items"]:
            key = into.pk if row["tag"] == tag.pk else row["tag"]
            rows.setdefault(key, row | {"tag": key})
        revision.content["tagged_items"] = list(rows.values())
        revision.save(update_fields=["content"])
    for entry in apps.get_model("criteria", "LibraryEntry").objects.filter(facets__contains=[f"tag:{tag.slug}"]):
        entry.facets = sorted({*entry.facets, f"tag:{into.slug}"} - {f"tag:{tag.slug}"})
        words = {each["key"]: each for each in entry.document["tags"] if each["key"] != tag.slug}
        entry.document["tags"] = list((words | {into.slug: {"key": into.slug, "label": into.name}}).values())
        entry.save(update_fields=["facets", "document"])
    apps.get_model("criteria", "TagRedirect").objects.create(old_slug=tag.slug, tag=into)
    tag.delete()


class Migration(migrations.Migration):
    dependencies = [("criteria", "0004_resource_entries"), ("wagtailcore", "0098_apitoken")]

    operations = [
        migrations.CreateModel(
            name='TagRedirect',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('old_slug', models.SlugField(max_length=100, unique=True, verbose_name='old address')),
            ],
            options={
                'verbose_name': 'old address of a tag',
                'verbose_name_plural': 'old addresses of tags',
            },
        ),
        migrations.CreateModel(
            name='TagSynonym',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=50, verbose_name='word')),
                ('folded', models.CharField(editable=False, max_length=100, unique=True)),
            ],
            options={
                'verbose_name': 'other word for a tag',
                'verbose_name_plural': 'other words for tags',
                'ordering': ['name'],
            },
        ),
        migrations.AddField(
            model_name='tag',
            name='curated',
            field=models.BooleanField(default=False, help_text='Agreed words come first in lists and suggestions.', verbose_name='agreed word'),
        ),
        migrations.AddField(
            model_name='tag',
            name='description',
            field=models.CharField(blank=True, help_text='One sentence, shown on the page of the tag.', max_length=300, verbose_name='what it means'),
        ),
        migrations.AddField(
            model_name='tag',
            name='folded',
            field=models.CharField(editable=False, max_length=100, null=True),
        ),
        migrations.AddField(
            model_name='tagredirect',
            name='tag',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='redirects', to='criteria.tag'),
        ),
        migrations.AddField(
            model_name='tagsynonym',
            name='tag',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='synonyms', to='criteria.tag'),
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
        migrations.AlterField(
            model_name='tag',
            name='folded',
            field=models.CharField(editable=False, max_length=100, unique=True),
        ),
        migrations.AlterField(
            model_name='criterion',
            name='tags',
            field=criteria.models.tag.SharedTags(blank=True, help_text='A comma-separated list of tags.', through='criteria.CriterionTag', to='criteria.Tag', verbose_name='tags'),
        ),
        migrations.AlterField(
            model_name='tag',
            name='name',
            field=models.CharField(help_text='Letters, digits, spaces and - + . & /', max_length=50, unique=True, verbose_name='word'),
        ),
        migrations.AddIndex(
            model_name='tag',
            index=django.contrib.postgres.indexes.GinIndex(django.contrib.postgres.indexes.OpClass('folded', name='gin_trgm_ops'), name='tag_similar_words'),
        ),
        migrations.AddConstraint(
            model_name='criteriontag',
            constraint=models.UniqueConstraint(fields=('tag', 'content_object'), name='criterion_tagged_once'),
        ),
        migrations.AddIndex(
            model_name='tagsynonym',
            index=django.contrib.postgres.indexes.GinIndex(django.contrib.postgres.indexes.OpClass('folded', name='gin_trgm_ops'), name='tag_similar_synonyms'),
        ),
    ]
