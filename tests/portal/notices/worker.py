"""A worker in a process of its own, as cron starts it; knows the kinds and the right of these tests."""

import os
import sys

import django


def main() -> None:
    """`python -m tests.portal.notices.worker DATABASE PORT STALE_SECONDS`: mails what is due by the server on PORT."""
    database, port, stale_after = sys.argv[1:]
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings.test")
    django.setup()
    from datetime import timedelta

    from django.conf import settings
    from django.contrib.auth.models import Group
    from django.core.management import call_command

    from portal import mail, rights
    from tests.portal.notices.cast import may_view, register_all

    settings.DATABASES["default"]["NAME"] = database
    settings.MAILERS = {
        "default": {
            "BACKEND": "portal.mail_server.Backend",
            "OPTIONS": {"host": "127.0.0.1", "port": int(port), "timeout": 60},
        }
    }
    mail.STALE_AFTER = timedelta(seconds=float(stale_after))
    rights.rule("view", Group)(may_view)
    register_all()
    call_command("digests", verbosity=2)


if __name__ == "__main__":
    main()
