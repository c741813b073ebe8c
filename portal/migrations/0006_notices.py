import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('contenttypes', '0002_remove_content_type_name'),
        ('portal', '0005_mail_parts'),
    ]

    operations = [
        migrations.CreateModel(
            name='Follow',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('target_id', models.CharField(max_length=64)),
                ('since', models.DateTimeField(auto_now_add=True)),
            ],
            options={
                'verbose_name': 'follow',
                'verbose_name_plural': 'follows',
                'ordering': ['-since', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='Notice',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(max_length=60)),
                ('key', models.CharField(help_text='What this is about; one person is told the same key once.', max_length=200)),
                ('about_id', models.CharField(max_length=64)),
                ('title', models.CharField(max_length=300)),
                ('text', models.TextField(blank=True)),
                ('path', models.CharField(help_text='Address inside the portal, starting with a slash.', max_length=500)),
                ('vetted', models.BooleanField(default=True, help_text='Whether it was asked that the person may view the thing; until then nobody sees it.')),
                ('created_at', models.DateTimeField()),
                ('due_at', models.DateTimeField()),
                ('told_at', models.DateTimeField(blank=True, null=True)),
                ('told_as', models.CharField(blank=True, choices=[('mail', 'in a mail of its own'), ('digest', 'in a digest'), ('not_mailed', 'in the portal only')], max_length=10)),
                ('mail_key', models.CharField(blank=True, help_text='The mail it went into.', max_length=60)),
                ('read_at', models.DateTimeField(blank=True, null=True)),
                ('hidden_at', models.DateTimeField(blank=True, help_text='When it was found that the person may not see the thing any more.', null=True)),
            ],
            options={
                'verbose_name': 'notice',
                'verbose_name_plural': 'notices',
                'ordering': ['-created_at', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='NoticeWish',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(blank=True, max_length=60)),
                ('frequency', models.CharField(choices=[('instant', 'At once'), ('daily', 'Once a day'), ('weekly', 'Once a week'), ('never', 'No mail')], max_length=10)),
            ],
            options={
                'verbose_name': 'notification wish',
                'verbose_name_plural': 'notification wishes',
            },
        ),
        migrations.AddField(
            model_name='follow',
            name='target_type',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='contenttypes.contenttype'),
        ),
        migrations.AddField(
            model_name='follow',
            name='user',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='follows', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='notice',
            name='about_type',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='contenttypes.contenttype'),
        ),
        migrations.AddField(
            model_name='notice',
            name='actor',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='notice',
            name='recipient',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='notices', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='noticewish',
            name='user',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='notice_wishes', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddIndex(
            model_name='follow',
            index=models.Index(fields=['target_type', 'target_id'], name='followers_of_target'),
        ),
        migrations.AddConstraint(
            model_name='follow',
            constraint=models.UniqueConstraint(fields=('user', 'target_type', 'target_id'), name='follow_once'),
        ),
        migrations.AddIndex(
            model_name='notice',
            index=models.Index(condition=models.Q(('told_at', None)), fields=['recipient', 'due_at'], name='notices_to_tell'),
        ),
        migrations.AddIndex(
            model_name='notice',
            index=models.Index(condition=models.Q(('vetted', False)), fields=['id'], name='notices_to_vet'),
        ),
        migrations.AddIndex(
            model_name='notice',
            index=models.Index(fields=['recipient', '-created_at'], name='notices_of_person'),
        ),
        migrations.AddIndex(
            model_name='notice',
            index=models.Index(fields=['about_type', 'about_id'], name='notices_about'),
        ),
        migrations.AddConstraint(
            model_name='notice',
            constraint=models.UniqueConstraint(fields=('recipient', 'key'), name='one_notice_per_person_and_key'),
        ),
        migrations.AddConstraint(
            model_name='notice',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('told_as', ''), ('told_at', None)), models.Q(('told_at__isnull', False), models.Q(('told_as', ''), _negated=True)), _connector='OR'), name='told_notice_says_how'),
        ),
        migrations.AddConstraint(
            model_name='noticewish',
            constraint=models.UniqueConstraint(fields=('user', 'kind'), name='one_wish_per_kind'),
        ),
    ]
