"""The database refuses states that a criterion cannot be in, whoever writes them."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [('criteria', '0015_statuses_become_states')]

    operations = [
        migrations.AddConstraint(
            model_name='criterion',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('status', 'superseded'), ('superseded_by__isnull', False)), models.Q(models.Q(('status', 'superseded'), _negated=True), ('superseded_by', None)), _connector='OR'), name='criterion_superseded_names_successor'),
        ),
        migrations.AddConstraint(
            model_name='criterion',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('is_endorsed', True), ('live', True), ('status__in', ['draft', 'consultation', 'review', 'endorsed'])), models.Q(('is_endorsed', False), models.Q(('status', 'endorsed'), _negated=True)), _connector='OR'), name='criterion_endorsed_is_live'),
        ),
        migrations.AddConstraint(
            model_name='criterion',
            constraint=models.CheckConstraint(condition=models.Q(('live', True), ('status', 'draft'), _connector='OR'), name='criterion_status_is_public'),
        ),
    ]
