"""`manage.py digests`: mail every notice and digest that is due, and what waits in the outbox; for cron."""

from typing import Any

from django.core.management import BaseCommand

from portal.notices.telling import tell


class Command(BaseCommand):
    """Safe to run at any time, by several processes at once, and again after one was killed."""

    help = "Mails the notices and digests that are due."

    def handle(self, *args: Any, **options: Any) -> None:
        done = tell.call()
        if options["verbosity"] > 1:
            self.stdout.write(f"{done} notices were due.")
