"""`manage.py forget`: let go of personal data whose time is over; for a timer, once a day. See docs/deployment.md."""

from typing import Any

from django.core.management import BaseCommand

from portal.forgetting import forget_overdue


class Command(BaseCommand):
    """Can run any number of times."""

    help = "Forgets accounts that were never confirmed, and other personal data whose time is over."

    def handle(self, *args: Any, **options: Any) -> None:
        for what, number in forget_overdue.call().items():
            self.stdout.write(f"{what}: {number}")
