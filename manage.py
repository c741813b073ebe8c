#!/usr/bin/env python
"""The portal's command line; starts the embedded PostgreSQL when DATABASE_URL names no other."""

import os
import sys

from django.core.management import execute_from_command_line

from portal.local import ServerError, hold


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings.development")
    try:
        hold()
    except ServerError as error:
        sys.exit(str(error))
    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
