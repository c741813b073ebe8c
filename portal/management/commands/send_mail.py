"""`manage.py send_mail`: send the mail that waits in the outbox; for cron."""

from typing import Any

from django.core.management import BaseCommand

from portal.mail import send_waiting


class Command(BaseCommand):
    """Tries every waiting mail once."""

    help = "Sends the mail that waits."

    def handle(self, *args: Any, **options: Any) -> None:
        sent = send_waiting.call()
        if options["verbosity"] > 1:
            self.stdout.write(f"{sent} mails were sent.")
