"""`manage.py read_bounces`: take in reports of undeliverable mail, from a pipe or a Maildir. See docs/deployment.md."""

import sys
from pathlib import Path
from typing import Any

from django.core.management import BaseCommand, CommandError, CommandParser

from portal.bounces import MAX_BYTES, take_in


class Command(BaseCommand):
    """Ends well whatever it is given: a mail server would send an error back to the sender of the report."""

    help = "Reads one report from standard input, or all new ones of a Maildir."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--maildir", type=Path, help="folder with new/ and cur/; what was read moves to cur/")

    def handle(self, *args: Any, **options: Any) -> None:
        folder: Path | None = options["maildir"]
        if folder is None:
            counted = take_in(sys.stdin.buffer.read(MAX_BYTES))
            while sys.stdin.buffer.read(MAX_BYTES):  # Whoever pipes must not be stopped while writing.
                pass
        else:
            counted = self._read(folder)
        if options["verbosity"] > 1:
            self.stdout.write(f"{counted} mails came back.")

    def _read(self, folder: Path) -> int:
        new, seen = folder / "new", folder / "cur"
        if not new.is_dir() or not seen.is_dir():
            raise CommandError(f"{folder} is no Maildir: it has no folders new and cur.")
        counted = 0
        for file in sorted(new.iterdir()):
            if file.is_symlink() or not file.is_file():
                continue
            with file.open("rb") as report:
                counted += take_in(report.read(MAX_BYTES))
            file.rename(seen / f"{file.name}:2,S")
        return counted
