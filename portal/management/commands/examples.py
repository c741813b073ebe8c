"""`manage.py examples`: made-up members and what they share, so that development begins with a portal in use."""

from typing import Any

from django.conf import settings
from django.core.management import BaseCommand, CommandError

from portal import seed
from portal.seed.reading import StarterDataError


class Command(BaseCommand):
    """Never on a server: the settings say where (EXAMPLES)."""

    help = "Adds made-up members and submissions to a portal in development."

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.EXAMPLES:
            raise CommandError("Examples are for development; these settings are not.")
        self.stdout.write("Loading the examples ...")
        try:
            seed.load_examples(self.stdout.write)
        except StarterDataError as error:
            raise CommandError(str(error)) from error
