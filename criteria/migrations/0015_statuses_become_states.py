"""Statuses that editors chose freely become states that moves lead to; what fits none goes where it does least harm.

Not published: a draft. Published as idea, draft, in consultation (no days are known) or superseded (nothing is named
that took its place): a proposal. The journal says what it was. Entries of the library follow; editions never change.
"""

from django.db import migrations
from django.db.models import Q
from django.utils import timezone

STAYS = ["proposed", "endorsed", "withdrawn"]


def to_states(apps, schema_editor):
    criteria = apps.get_model("criteria", "Criterion").objects
    for criterion in criteria.filter(Q(live=True) & ~Q(status__in=STAYS) | Q(live=False) & ~Q(status="draft")):
        before, after = criterion.status, "proposed" if criterion.live else "draft"
        criteria.filter(pk=criterion.pk).update(status=after)
        _note(apps, criterion, before, after)
        _show(apps, criterion, before, after)
    criteria.filter(live=True, status="endorsed").update(is_endorsed=True)


def _note(apps, criterion, before, after):
    kind = apps.get_model("contenttypes", "ContentType").objects.get_or_create(app_label="criteria", model="criterion")
    apps.get_model("portal", "JournalEntry").objects.create(
        subject_type=kind[0],
        subject_id=str(criterion.pk),
        from_state=before if before != "idea" else "draft",
        to_state=after,
        reason="The portal began to keep track of states.",
        at=timezone.now(),
    )


def _show(apps, criterion, before, after):
    for entry in apps.get_model("criteria", "LibraryEntry").objects.filter(criterion=criterion):
        entry.document["status"] = after
        words = {word for word in entry.facets if word != f"status:{before}"}
        entry.facets = sorted(words | {f"status:{after}"})
        entry.save(update_fields=["document", "facets"])


class Migration(migrations.Migration):
    dependencies = [
        ("criteria", "0014_life_of_criteria"),
        ("contenttypes", "0002_remove_content_type_name"),
        ("portal", "0002_shared_models"),
    ]
    operations = [migrations.RunPython(to_states, migrations.RunPython.noop)]
