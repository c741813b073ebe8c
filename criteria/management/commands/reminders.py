"""`manage.py reminders`: for a timer; see docs/deployment.md."""

from typing import Any

from django.core.management import BaseCommand

from criteria.importing import running
from criteria.resources import chores


class Command(BaseCommand):
    """Can run any number of times."""

    help = "Remind reviewers of what has waited for five working days, and forget old imports."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"{chores.remind.call()} reminders sent")
        running.forget_old()
