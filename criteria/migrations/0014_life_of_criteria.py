"""The life of a criterion: what readers see of it, what took its place, and dated consultations."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('criteria', '0013_position_examples'),
        ('networks', '0004_people_and_rights'),
        ('wagtailcore', '0098_apitoken'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Consultation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('opens_on', models.DateField(verbose_name='opens')),
                ('closes_on', models.DateField(verbose_name='closes')),
                ('question', models.TextField(verbose_name='what is asked')),
                ('document', models.JSONField()),
                ('ended_on', models.DateField(blank=True, null=True, verbose_name='ended')),
            ],
            options={
                'verbose_name': 'consultation',
                'verbose_name_plural': 'consultations',
                'ordering': ['-opens_on', '-pk'],
            },
        ),
        migrations.AddField(
            model_name='criterion',
            name='is_endorsed',
            field=models.BooleanField(default=False, editable=False, verbose_name='readers see an endorsed edition'),
        ),
        migrations.AddField(
            model_name='criterion',
            name='superseded_by',
            field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='supersedes', to='criteria.criterion', verbose_name='superseded by'),
        ),
        migrations.AlterField(
            model_name='criterion',
            name='status',
            field=models.CharField(choices=[('draft', 'Draft'), ('proposed', 'Proposed, not yet endorsed'), ('consultation', 'In consultation'), ('review', 'In review'), ('endorsed', 'Endorsed by the networks'), ('superseded', 'Superseded'), ('withdrawn', 'Withdrawn')], default='draft', editable=False, max_length=15, verbose_name='status'),
        ),
        migrations.AlterField(
            model_name='edition',
            name='change_kind',
            field=models.CharField(choices=[('first', 'First edition'), ('editorial', 'Wording only'), ('threshold', 'Thresholds or points'), ('scope', 'What or whom it covers'), ('legal', 'Legal basis'), ('type', 'Place in the tender'), ('status', 'Status only')], max_length=10, verbose_name='kind of change'),
        ),
        migrations.AddField(
            model_name='consultation',
            name='criterion',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='consultations', to='criteria.criterion'),
        ),
        migrations.AddField(
            model_name='consultation',
            name='opened_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='opened by'),
        ),
        migrations.AddConstraint(
            model_name='consultation',
            constraint=models.CheckConstraint(condition=models.Q(('closes_on__gte', models.F('opens_on'))), name='consultation_closes_after_opening'),
        ),
        migrations.AddConstraint(
            model_name='consultation',
            constraint=models.UniqueConstraint(condition=models.Q(('ended_on', None)), fields=('criterion',), name='one_consultation_at_a_time'),
        ),
    ]
