"""`manage.py starter`: put the starter content into an empty portal, on a server as well as on a desk."""

from typing import Any

from django.core.management import BaseCommand, CommandError

from portal import seed
from portal.seed import loading
from portal.seed.reading import StarterDataError


class Command(BaseCommand):
    """Whole or not at all, and never over what somebody wrote."""

    help = "Loads the starter content into an empty portal."

    def handle(self, *args: Any, **options: Any) -> None:
        if not loading.is_empty():
            self.stdout.write("The portal has content already; nothing was loaded.")
            return
        self.stdout.write("Loading the starter content ...")
        try:
            seed.load_all(self.stdout.write)
        except StarterDataError as error:
            raise CommandError(str(error)) from error
