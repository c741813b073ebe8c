"""Settings of the portal that browsers and benchmarks meet: production, but over plain http and with its own files."""

from portal.settings.base import *  # noqa: F403  settings build on one another by Django's own convention
from portal.settings.base import LOGGING, env

DEBUG = False
SECRET_KEY = env("SECRET_KEY")
ALLOWED_HOSTS = ["127.0.0.1", "localhost"]
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = True  # On http://localhost; browsers make no keys for an address of numbers.
WHITENOISE_USE_FINDERS = True
PAGE_CACHE_SECONDS = env.int("PAGE_CACHE_SECONDS", default=60)
SECOND_FACTOR_REQUIRED = env.bool("SECOND_FACTOR_REQUIRED", default=False)
STYLE_PAGE = env.bool("STYLE_PAGE", default=True)
EXAMPLES = True
LOGGING = LOGGING | {"root": {"handlers": ["console"], "level": "ERROR"}}
LOGGING["loggers"]["portal.request"] = {"level": "ERROR"}
