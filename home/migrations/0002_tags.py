"""News and events carry tags of the one vocabulary."""

import criteria.models.tag
import django.db.models.deletion
import modelcluster.fields
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('criteria', '0005_tags'),
        ('home', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='EventTag',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('content_object', modelcluster.fields.ParentalKey(on_delete=django.db.models.deletion.CASCADE, related_name='tagged_items', to='home.eventpage')),
                ('tag', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='event_tags', to='criteria.tag')),
            ],
        ),
        migrations.AddField(
            model_name='eventpage',
            name='tags',
            field=criteria.models.tag.SharedTags(blank=True, help_text='A comma-separated list of tags.', through='home.EventTag', to='criteria.Tag', verbose_name='tags'),
        ),
        migrations.CreateModel(
            name='NewsTag',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('content_object', modelcluster.fields.ParentalKey(on_delete=django.db.models.deletion.CASCADE, related_name='tagged_items', to='home.newspage')),
                ('tag', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='news_tags', to='criteria.tag')),
            ],
        ),
        migrations.AddField(
            model_name='newspage',
            name='tags',
            field=criteria.models.tag.SharedTags(blank=True, help_text='A comma-separated list of tags.', through='home.NewsTag', to='criteria.Tag', verbose_name='tags'),
        ),
        migrations.AddConstraint(
            model_name='eventtag',
            constraint=models.UniqueConstraint(fields=('tag', 'content_object'), name='event_tagged_once'),
        ),
        migrations.AddConstraint(
            model_name='newstag',
            constraint=models.UniqueConstraint(fields=('tag', 'content_object'), name='news_tagged_once'),
        ),
    ]
