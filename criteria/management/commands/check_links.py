"""`manage.py check_links`: for a timer; see docs/deployment.md."""

from typing import Any

from django.core.management import BaseCommand

from criteria.resources import chores


class Command(BaseCommand):
    """Can run any number of times."""

    help = "Visit the links of resources."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"{chores.check_links.call()} links visited")
