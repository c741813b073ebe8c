"""`manage.py inspect_files`: for a timer; see docs/deployment.md."""

from typing import Any

from django.core.management import BaseCommand

from criteria.resources import chores


class Command(BaseCommand):
    """Can run any number of times."""

    help = "Look again at files whose virus check had to wait."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"{chores.inspect_waiting.call()} files ready")
