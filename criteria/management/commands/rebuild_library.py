"""`manage.py rebuild_library`: write all rows that browsing reads anew, after a restore or a change of their making."""

from typing import Any

from django.core.management import BaseCommand
from django.db import transaction

from criteria.library import projection
from criteria.models import LibraryWord
from criteria.resources import projection as shared


class Command(BaseCommand):
    """Readers see the old rows until the new ones are complete."""

    help = "Writes the library's rows of all published criteria and resources anew."

    def handle(self, *args: Any, **options: Any) -> None:
        with transaction.atomic():
            LibraryWord.objects.all().delete()
            criteria = projection.refresh_all()
            resources = shared.refresh_all()
        self.stdout.write(f"{criteria} criteria and {resources} resources written.")
