import django.db.models.deletion
import portal.models.user
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('portal', '0004_content_version'),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name='outgoingmail',
            name='mail_waiting',
        ),
        migrations.AddField(
            model_name='outgoingmail',
            name='claimed_at',
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='outgoingmail',
            name='headers',
            field=models.JSONField(blank=True, default=dict),
        ),
        migrations.AddField(
            model_name='outgoingmail',
            name='html',
            field=models.TextField(blank=True),
        ),
        migrations.AddField(
            model_name='outgoingmail',
            name='language',
            field=models.CharField(blank=True, max_length=10),
        ),
        migrations.AddField(
            model_name='outgoingmail',
            name='person',
            field=models.ForeignKey(blank=True, help_text='Whose account it goes to; empty for addresses without one.', null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='outgoingmail',
            name='refused_at',
            field=models.DateTimeField(blank=True, help_text='When the mail server said that it will never take mail for this address.', null=True),
        ),
        migrations.AddField(
            model_name='user',
            name='language',
            field=models.CharField(choices=portal.models.user.languages, default='en', help_text='Of mail and notices.', max_length=10, verbose_name='language'),
        ),
        migrations.AddField(
            model_name='user',
            name='mail_paused_at',
            field=models.DateTimeField(blank=True, editable=False, help_text='Since when no notices are mailed, because the address refused several mails in a row.', null=True, verbose_name='mail paused at'),
        ),
        migrations.AddIndex(
            model_name='outgoingmail',
            index=models.Index(condition=models.Q(('refused_at__isnull', True), ('sent_at__isnull', True)), fields=['id'], name='mail_waiting'),
        ),
    ]
