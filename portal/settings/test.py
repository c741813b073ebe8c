"""Settings of the test suite: as production wherever a test can bear it, fast where it cannot."""

from .base import *  # noqa: F403  settings build on one another by Django's own convention
from .base import CACHES, VAR

DEBUG = False
SECRET_KEY = "only-for-tests-" + "x" * 50
ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
CACHES = CACHES | {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
MEDIA_ROOT = VAR / "test-media"
MAILERS = {"default": {"BACKEND": "django.core.mail.backends.locmem.EmailBackend"}}
STYLE_PAGE = EXAMPLES = True
EVEN_ANSWER_SECONDS = 0
SECOND_FACTOR_REQUIRED = False  # Tests of the second factor turn it on; the others sign in by one step.
LOGGING_CONFIG = None
