"""Settings of a public portal; refuses to start on anything that would make it unsafe (see portal/checks.py)."""

from django.core.exceptions import ImproperlyConfigured

from .base import *  # noqa: F403  settings build on one another by Django's own convention
from .base import STORAGES, env


def _refuse(why: str) -> None:
    raise ImproperlyConfigured(f"The portal does not start: {why} See docs/deployment.md.")


DEBUG = False
PAGE_CACHE_SECONDS = env.int("PAGE_CACHE_SECONDS", default=60)
if env.bool("DEBUG", default=False):
    _refuse("DEBUG must be off in production.")

SECRET_KEY = env("SECRET_KEY", default="")
if len(SECRET_KEY) < 50 or len(set(SECRET_KEY)) < 10:
    _refuse("SECRET_KEY must hold at least 50 varied characters.")

ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=[])
if not ALLOWED_HOSTS or any(host.startswith(("*", ".")) for host in ALLOWED_HOSTS):
    _refuse("ALLOWED_HOSTS must name each host; wildcards are not accepted.")

if not env("DATABASE_URL", default=""):
    _refuse("DATABASE_URL must name a PostgreSQL server.")

if not env("PORTAL_ADDRESS", default="").startswith("https://"):
    _refuse("PORTAL_ADDRESS must be the public https address.")

CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in ALLOWED_HOSTS]
SECURE_SSL_REDIRECT = True
SECURE_HSTS_SECONDS = 365 * 24 * 3600
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
# Each proxy adds one address to X-Forwarded-For; those before ours are what a client claims.
ALLAUTH_TRUSTED_PROXY_COUNT = env.int("PROXIES", default=0)
if ALLAUTH_TRUSTED_PROXY_COUNT:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = True
SESSION_COOKIE_NAME = "__Host-session"
CSRF_COOKIE_NAME = "__Host-csrf"
CSRF_COOKIE_HTTPONLY = True
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https"
STORAGES = STORAGES | {"staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"}}
