"""`manage.py portal`: bring the database up to date, load starter content once, say where to look, and serve."""

import os
import secrets
import socket
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import BaseCommand, CommandError, call_command
from django.core.management.base import CommandParser

from portal.models import User
from portal.seed import loading

EDITOR = "editor@example.org"


class Command(BaseCommand):
    """What `make run` runs."""

    help = "Shows the portal on this machine, with its starter content."
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--port", type=int, default=int(os.environ.get("PORT") or 8000))

    def handle(self, *args: Any, port: int, **options: Any) -> None:
        # The autoreloader starts this command again in a child process; only the first one prepares.
        if os.environ.get("RUN_MAIN") != "true":
            self._refuse_taken(port)
            self._prepare()
            self._say_where(port)
        call_command("runserver", f"127.0.0.1:{port}", verbosity=0)

    def _refuse_taken(self, port: int) -> None:
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", port))
            except OSError as error:
                raise CommandError(f"Port {port} is taken; choose another with: make run PORT={port + 1}") from error
            except OverflowError as error:
                raise CommandError(f"{port} is not a port; choose one between 1024 and 65535.") from error

    def _prepare(self) -> None:
        self.stdout.write("Bringing the database up to date ...")
        call_command("migrate", interactive=False, verbosity=0)
        call_command("createcachetable", verbosity=0)
        if loading.is_empty():
            call_command("starter", stdout=self.stdout)
            call_command("examples", stdout=self.stdout)

    def _say_where(self, port: int) -> None:
        address = f"http://127.0.0.1:{port}"
        self.stdout.write(
            f"\nThe portal:  {address}/\n"
            f"The CMS:     {address}/admin/  as {EDITOR}, password in {self._editor_password_file()}\n"
            f"Mail:        {getattr(settings, 'MAIL_FOLDER', 'sent by your server')}\n"
            f"Style page:  {address}/en/style/\n"
            "Stop with Ctrl-C.\n"
        )

    def _editor_password_file(self) -> Path:
        """Makes the development editor with a random password the first time."""
        kept = settings.VAR / "editor-password"
        if not (kept.exists() and User.objects.filter(email=EDITOR).exists()):
            password = secrets.token_urlsafe(15)
            with os.fdopen(os.open(kept, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
                file.write(password + "\n")
            User.objects.filter(email=EDITOR).delete()
            User.objects.create_superuser(EDITOR, password, first_name="Development", last_name="editor")
        return kept
