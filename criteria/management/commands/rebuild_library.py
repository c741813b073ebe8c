"""`manage.py rebuild_library`: write all rows that browsing reads anew, after a restore or a change of their making."""

from typing import Any

from django.core.management import BaseCommand

from criteria.library import projection


class Command(BaseCommand):
    """Readers see the old rows until the new ones are complete."""

    help = "Writes the library's rows of all published criteria anew."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"{projection.refresh_all()} criteria written.")
