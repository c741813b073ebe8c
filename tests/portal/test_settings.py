"""Production refuses to start on anything unsafe, in one plain sentence; our own mistakes have a check each."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.checks import run_checks
from django.test import override_settings

from portal import checks

ROOT = Path(__file__).resolve().parents[2]
SAFE = {
    "DJANGO_SETTINGS_MODULE": "portal.settings.production",
    "SECRET_KEY": "s3cret-Key_with-many.different~letters-and+numbers=0987654321",
    "ALLOWED_HOSTS": "portal.example",
    "DATABASE_URL": "postgresql://portal@db.example/portal",
    "PORTAL_ADDRESS": "https://portal.example",
    "MAIL_FROM": "portal@portal.example",
}


def start(**changes):
    """Load the production settings in a process of their own; its exit code and what it said."""
    environment = {"PATH": os.environ["PATH"], **SAFE, **changes}
    code = "import django; django.setup()"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )
    return done.returncode, done.stderr


def test_safe_settings_start():
    assert start()[0] == 0


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"SECRET_KEY": ""}, "SECRET_KEY"),
        ({"SECRET_KEY": "short"}, "SECRET_KEY"),
        ({"SECRET_KEY": "a" * 60}, "SECRET_KEY"),
        ({"ALLOWED_HOSTS": ""}, "ALLOWED_HOSTS"),
        ({"ALLOWED_HOSTS": "*"}, "wildcards"),
        ({"ALLOWED_HOSTS": ".example"}, "wildcards"),
        ({"ALLOWED_HOSTS": "portal.example,*"}, "wildcards"),
        ({"DATABASE_URL": ""}, "DATABASE_URL"),
        ({"PORTAL_ADDRESS": "http://portal.example"}, "https"),
        ({"DEBUG": "true"}, "DEBUG"),
    ],
)
def test_unsafe_settings_do_not_start_and_say_why(changes, says):
    code, said = start(**changes)
    assert code != 0
    assert says in said.splitlines()[-1]
    assert "docs/deployment.md" in said.splitlines()[-1]


def test_secret_may_come_from_a_file(tmp_path):
    secret = tmp_path / "secret"
    secret.write_text(SAFE["SECRET_KEY"])
    assert start(SECRET_KEY="", SECRET_KEY_FILE=str(secret))[0] == 0


@pytest.mark.parametrize(
    ("check", "setting", "value", "code"),
    [
        (checks.mail_has_a_sender, "DEFAULT_FROM_EMAIL", "Pact <noreply@localhost>", "portal.E001"),
        (checks.documents_are_served_by_a_view, "WAGTAILDOCS_SERVE_METHOD", "direct", "portal.E002"),
        (
            checks.limits_are_shared,
            "CACHES",
            {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}},
            "portal.E003",
        ),
        (
            checks.public_pages_allow_no_inline_script,
            "SECURE_CSP",
            {"script-src": ["'self'", "'unsafe-inline'"]},
            "portal.E004",
        ),
        (checks.languages_have_names, "LANGUAGES", [("en", "English"), ("xx", "xx")], "portal.W001"),
    ],
)
def test_each_easy_mistake_is_noticed_with_a_way_out(check, setting, value, code):
    with override_settings(**{setting: value}):
        found = check()
    assert [message.id for message in found] == [code]
    assert found[0].hint


def test_settings_of_the_tests_are_clean():
    assert not [message for message in run_checks() if message.is_serious()]
