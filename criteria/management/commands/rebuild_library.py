"""`manage.py rebuild_library`: write all rows that browsing reads anew, after a restore or a change of their making."""

from typing import Any

from django.core.management import BaseCommand, CommandParser
from django.db import transaction

from criteria.library import projection
from criteria.models import LibraryWord
from criteria.resources import projection as shared


class Command(BaseCommand):
    """Readers see the old rows until the new ones are complete."""

    help = "Writes the library's rows of all published criteria and resources anew."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--documents",
            action="store_true",
            help="Put the documents of criteria together anew as well, as a new release may make them in another way.",
        )

    def handle(self, *args: Any, documents: bool, **options: Any) -> None:
        with transaction.atomic():
            LibraryWord.objects.all().delete()
            criteria = projection.refresh_all() if documents else projection.rebuild()
            resources = shared.refresh_all()
        self.stdout.write(f"{criteria} criteria and {resources} resources written.")
