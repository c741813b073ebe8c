"""What is published already becomes the first edition; from here on the database refuses to change or delete one."""

import hashlib
import json

from django.db import migrations

NOT_CONTENT = {"published_on", "updated_on", "edition"}


def first_editions(apps, schema_editor):
    edition = apps.get_model("criteria", "Edition")
    entries = apps.get_model("criteria", "LibraryEntry").objects.select_related("criterion")
    for entry in entries.iterator():
        content = {key: value for key, value in entry.document.items() if key not in NOT_CONTENT}
        text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        edition.objects.create(
            criterion=entry.criterion,
            ref=entry.ref,
            major=1,
            minor=0,
            document=entry.document | {"edition": "1.0"},
            checksum=hashlib.sha256(text.encode()).hexdigest(),
            change_kind="first",
            published_at=entry.criterion.first_published_at or entry.criterion.created_at,
        )
        entry.document["edition"] = "1.0"
        entry.save(update_fields=["document"])
        type(entry.criterion).objects.filter(pk=entry.criterion_id).update(edition="1.0")


class Migration(migrations.Migration):
    dependencies = [("criteria", "0007_editions")]
    operations = [
        migrations.RunPython(first_editions, migrations.RunPython.noop),
        migrations.RunSQL(
            """
            CREATE FUNCTION criteria_edition_is_final() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN
                RAISE EXCEPTION 'Edition % %.% was published and cannot be changed or deleted.',
                    OLD.ref, OLD.major, OLD.minor USING ERRCODE = 'restrict_violation';
            END $$;
            CREATE TRIGGER edition_is_final BEFORE UPDATE OR DELETE ON criteria_edition
                FOR EACH ROW EXECUTE FUNCTION criteria_edition_is_final();
            """,
            "DROP TRIGGER edition_is_final ON criteria_edition; DROP FUNCTION criteria_edition_is_final();",
        ),
    ]
