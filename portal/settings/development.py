"""Settings of `make run`: readable mail in a folder, plain log lines, pages for developers."""

import os
import secrets

from .base import *  # noqa: F403  settings build on one another by Django's own convention
from .base import INSTALLED_APPS, MAILERS, VAR, env


def _kept_secret() -> str:
    """A secret of this copy alone, so that sign-ins survive a restart."""
    kept = VAR / "secret"
    if not kept.exists():
        VAR.mkdir(exist_ok=True)
        with os.fdopen(os.open(kept, os.O_WRONLY | os.O_CREAT, 0o600), "w") as file:
            file.write(secrets.token_urlsafe(50))
    return kept.read_text()


DEBUG = env.bool("DEBUG", default=True)
SECRET_KEY = _kept_secret()
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = True  # Passkeys can be tried on http://localhost:8000, not on 127.0.0.1.
ALLOWED_HOSTS = ["127.0.0.1", "localhost", "[::1]"]
STYLE_PAGE = EXAMPLES = True
SECOND_FACTOR_REQUIRED = env.bool("SECOND_FACTOR_REQUIRED", default=False)
MAIL_FOLDER = VAR / "mail"
MAILERS = MAILERS | {
    "default": {
        "BACKEND": "django.core.mail.backends.filebased.EmailBackend",
        "OPTIONS": {"file_path": str(MAIL_FOLDER)},
    }
}
INSTALLED_APPS = [*INSTALLED_APPS, "wagtail.contrib.styleguide"]
LOGGING_CONFIG = None  # Plain lines from runserver; production writes JSON.
