"""The number that tells every process that content changed; a sequence, because raising it takes no lock."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("portal", "0003_search_extensions")]
    operations = [
        # Called once here: a new sequence shows the same last_value before and after its first call.
        migrations.RunSQL(
            "CREATE SEQUENCE portal_content_version; SELECT nextval('portal_content_version')",
            "DROP SEQUENCE portal_content_version",
        ),
    ]
