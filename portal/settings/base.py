"""What every environment shares; all that differs between machines comes from environment variables.

The table of variables stands in docs/deployment.md; a test holds it against what is read here.
"""

from pathlib import Path

import environ
from django.utils.csp import CSP
from django.utils.translation import gettext_lazy as _

ROOT = Path(__file__).resolve().parents[2]
VAR = ROOT / "var"

env = environ.FileAwareEnv()
"""Reads VARIABLE, or the file that VARIABLE_FILE names (for secrets that a host mounts as files)."""

DATABASES = {"default": env.db_url_config(env("DATABASE_URL", default="") or "postgresql:///portal")}
DATABASES["default"] |= {
    "CONN_MAX_AGE": 600,
    "CONN_HEALTH_CHECKS": True,
    "ATOMIC_REQUESTS": False,
    # A unix socket's folder arrives as ?host=; Django's own tools (dbshell, dumps) look for it under HOST.
    "HOST": DATABASES["default"].get("OPTIONS", {}).pop("host", DATABASES["default"]["HOST"]),
}

INSTALLED_APPS = [
    "home",
    "criteria",
    "networks",
    "portal",
    "wagtail.contrib.redirects",
    "wagtail.contrib.settings",
    "wagtail.contrib.simple_translation",
    "wagtail.contrib.typed_table_block",
    "wagtail.embeds",
    "wagtail.sites",
    "wagtail.users",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail.locales",
    "wagtail",
    "modelcluster",
    "taggit",
    "django_filters",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.sessions",
    "django.contrib.sitemaps",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "portal.health.health_checks",
    "portal.middleware.request_log",
    "portal.even_time.even_time",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "portal.middleware.security_headers",
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
    "portal.middleware.content_policy",
    "portal.api.door.door",
    "portal.middleware.maintenance_page",
    "portal.middleware.refuse_malformed_input",
    "portal.page_cache.page_cache",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "portal.files.body.refuse_large_bodies",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "portal.sessions.clear_site_data",
    "django.contrib.messages.middleware.MessageMiddleware",
    "portal.second_factor.guard_the_cms",
    "portal.fresh.guard_changes",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "wagtail.contrib.redirects.middleware.RedirectMiddleware",
]

ROOT_URLCONF = "portal.urls"
WSGI_APPLICATION = "portal.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [ROOT / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.csp",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]

# Languages. A language is offered once it is listed here and has pages (Wagtail: Settings > Locales).

LANGUAGE_NAMES = {
    "en": _("English"),
    "nl": _("Dutch"),
    "fr": _("French"),
    "de": _("German"),
    "nb": _("Norwegian Bokmål"),
}
LANGUAGE_CODE = "en"
LANGUAGES = WAGTAIL_CONTENT_LANGUAGES = [
    (code, LANGUAGE_NAMES.get(code, code)) for code in env.list("PORTAL_LANGUAGES", default=["en"])
]
TEXT_LANGUAGES = env.list("TEXT_LANGUAGES", default=["en", "nl", "fr", "de", "nb", "sv", "fi", "da", "it", "es"])
"""Languages that texts of criteria may stand in, whatever the interface speaks."""
LOCALE_PATHS = [ROOT / "locale"]
USE_I18N = WAGTAIL_I18N_ENABLED = True
USE_TZ = True
FORMAT_MODULE_PATH = "portal.formats"
TIME_ZONE = "UTC"

# Files. Documents are only ever served by a view that checks the reader's rights.

STATIC_URL = "/static/"
STATIC_ROOT = VAR / "static"
STATICFILES_FINDERS = [
    "portal.stylesheet.StylesheetFinder",
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
]
MEDIA_URL = "/media/"
MEDIA_ROOT = Path(env("MEDIA_ROOT", default=str(VAR / "media")))
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000  # Wagtail's page editor sends many.
FILE_UPLOAD_PERMISSIONS = 0o640
CLAMAV = env("CLAMAV", default="")
"""Where a virus scanner listens: tcp://host:3310 or unix:///run/clamd.sock. Empty: files are not scanned."""

# People and signing in (django-allauth, also in front of the CMS).

AUTH_USER_MODEL = "portal.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = WAGTAIL_FRONTEND_LOGIN_URL = WAGTAILADMIN_LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "members:home"
LOGOUT_REDIRECT_URL = ACCOUNT_LOGOUT_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "portal.accounts.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1"]  # A password can be used to sign in; SignupForm asks for none.
ACCOUNT_FORMS = {"signup": "portal.signing_up.SignupForm"}
ACCOUNT_SIGNUP_FORM_CLASS = "portal.accounts.NameForm"
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_ENABLED = ACCOUNT_PASSWORD_RESET_BY_CODE_ENABLED = True
# Seconds; OWASP ASVS 5.0 6.5.5 allows ten minutes.
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = ACCOUNT_EMAIL_VERIFICATION_BY_CODE_TIMEOUT = ACCOUNT_PASSWORD_RESET_BY_CODE_TIMEOUT = (
    600
)
# "strict" would make a second account for a known address; ours are unique, and its owner gets a mail instead.
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_REAUTHENTICATION_REQUIRED = True
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_TOLERANCE = 1  # The code before and the next count too: clocks differ, and typing takes time (RFC 6238, 5.2).
MFA_FORMS = {
    "add_webauthn": "portal.key_forms.AddKeyForm",
    "authenticate": "portal.key_forms.CodeForm",
    "activate_totp": "portal.key_forms.ActivateAppForm",
}
SECOND_FACTOR_REQUIRED = env.bool("SECOND_FACTOR_REQUIRED", default=True)
"""Whether people who edit, review or coordinate must have a second factor."""
EVEN_ANSWER_SECONDS = 0.25
"""Answers to a typed address come at multiples of this, so that their time tells nobody who has an account."""
UNCONFIRMED_ACCOUNT_DAYS = env.int("UNCONFIRMED_ACCOUNT_DAYS", default=30)
"""After so many days `manage.py forget` removes accounts whose address was never confirmed."""
MFA_TOTP_ISSUER = "Circular and Fair ICT Pact"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 12 * 3600

# Shared by all workers and machines: rate limits must count everybody once.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "portal_cache",
        # Beyond it entries are thrown away, counters of attempts among them: one for each caller of the API and minute.
        "OPTIONS": {"MAX_ENTRIES": 20_000},
    }
}

# Mail.

DEFAULT_FROM_EMAIL = env("MAIL_FROM", default="Circular and Fair ICT Pact <noreply@localhost>")
MAIL_BOUNCES = env("MAIL_BOUNCES", default="")
"""Where mail comes back to that cannot be delivered; `manage.py read_bounces` reads it. Empty: `MAIL_FROM`."""
MAILERS = {
    "default": {
        "BACKEND": "portal.mail_server.Backend",
        "OPTIONS": {
            "host": env("MAIL_HOST", default="localhost"),
            "port": env.int("MAIL_PORT", default=25),
            "username": env("MAIL_USER", default=""),
            "password": env("MAIL_PASSWORD", default=""),
            "use_tls": env.bool("MAIL_TLS", default=False),
            "timeout": 10,
        },
    }
}

# Security (OWASP ASVS 5.0; the reasons stand in docs/decisions/0007-security-headers.md).

SECURE_CSP = {
    "default-src": [CSP.NONE],
    "script-src": [CSP.SELF],
    "style-src": [CSP.SELF],
    "img-src": [CSP.SELF, "data:"],
    "font-src": [CSP.SELF],
    "connect-src": [CSP.SELF],
    "manifest-src": [CSP.SELF],
    "form-action": [CSP.SELF],
    "frame-ancestors": [CSP.SELF],
    "base-uri": [CSP.NONE],
    "object-src": [CSP.NONE],
}
ADMIN_CSP = SECURE_CSP | {
    "script-src": [CSP.SELF, CSP.UNSAFE_INLINE],
    "style-src": [CSP.SELF, CSP.UNSAFE_INLINE],
    "img-src": [CSP.SELF, "data:", "blob:"],
    "frame-src": [CSP.SELF],
    "worker-src": [CSP.SELF, "blob:"],
}
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
PERMISSIONS_POLICY = "camera=(), geolocation=(), microphone=(), payment=(), usb=()"
CSRF_FAILURE_VIEW = "portal.errors.csrf_failure"

# Wagtail.

WAGTAIL_SITE_NAME = "Circular and Fair ICT Pact"
WAGTAILADMIN_BASE_URL = env("PORTAL_ADDRESS", default="http://127.0.0.1:8000")
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "wagtail.search.backends.database", "SEARCH_CONFIG": "english"}}
WAGTAILIMAGES_IMAGE_MODEL = "portal.PortalImage"
WAGTAILIMAGES_IMAGE_FORM_BASE = "portal.pictures.PictureForm"
WAGTAILDOCS_DOCUMENT_MODEL = "portal.PortalDocument"
WAGTAILDOCS_SERVE_METHOD = "serve_view"
WAGTAILDOCS_EXTENSIONS = ["csv", "docx", "odp", "ods", "odt", "pdf", "pptx", "txt", "xlsx"]
WAGTAILDOCS_MAX_UPLOAD_SIZE = 20 * 1024 * 1024
WAGTAILIMAGES_MAX_UPLOAD_SIZE = 10 * 1024 * 1024
WAGTAILIMAGES_MAX_IMAGE_PIXELS = 50_000_000
WAGTAILIMAGES_EXTENSIONS = ["avif", "gif", "jpg", "jpeg", "png", "webp"]
WAGTAIL_ALLOW_UNICODE_SLUGS = False  # Addresses are typed, mailed and cited.
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_PASSWORD_RESET_ENABLED = False
WAGTAIL_WORKFLOW_REQUIRE_REAPPROVAL_ON_EDIT = True
WAGTAILEMBEDS_FINDERS: list[dict[str, object]] = []  # No page of ours loads anything from elsewhere.
TAGGIT_CASE_INSENSITIVE = True
TAGGIT_STRIP_UNICODE_WHEN_SLUGIFYING = True

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "json": {
            "()": "pythonjsonlogger.json.JsonFormatter",
            "fmt": "%(asctime)s %(levelname)s %(name)s %(message)s",
            "rename_fields": {"asctime": "at", "levelname": "level", "name": "logger"},
        }
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "json"}},
    "root": {"handlers": ["console"], "level": "INFO"},
    "loggers": {
        "django.security.DisallowedHost": {"level": "CRITICAL"},
        "django.request": {"level": "ERROR"},
    },
}

MAINTENANCE = env.bool("PORTAL_MAINTENANCE", default=False)
"""Show the maintenance page everywhere but in the CMS."""
PAGE_CACHE_SECONDS = env.int("PAGE_CACHE_SECONDS", default=0)
"""How long a process may keep a page for anonymous readers; changes of content end it at once. 0 keeps none."""
STYLE_PAGE = False
"""Serve the living style page under /style/."""
EXAMPLES = False
"""Whether made-up members and submissions may be loaded (`manage.py examples`)."""
