"""`manage.py reminders`: for a timer; see docs/deployment.md."""

from typing import Any

from django.core.management import BaseCommand

from criteria.consulting import reminding
from criteria.resources import chores


class Command(BaseCommand):
    """Can run any number of times."""

    help = "Remind reviewers of what waits for them, and followers of consultations that close."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"{chores.remind.call()} reminders sent")
        self.stdout.write(f"{reminding.remind.call()} people reminded of consultations")
