"""A real browser before a real portal, with a real post box."""

import json
import os
import shutil
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.handlers import Message
from playwright.sync_api import Browser, Page, sync_playwright

from tests import templates
from tests.serving import Portal, make_database, served

FLAGS = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"]
EXPECTED = ("status of 4", "ERR_INTERNET_DISCONNECTED")
"""In the console: answers to wrong input, and tests that pull the plug."""
WIDTHS = {"desktop": (1440, 900), "phone": (390, 844)}


def chromium() -> str:
    names = [os.environ.get("CHROMIUM", ""), "chromium", "chromium-browser", "google-chrome"]
    found = next((path for name in names if name and (path := shutil.which(name))), None)
    if found is None:
        pytest.fail("There is no Chromium: run bin/browser, or set CHROMIUM.")
    return found


class Postbox(Message):
    """Keeps the mail that arrives."""

    def __init__(self) -> None:
        super().__init__()
        self.letters: list[tuple[str, str]] = []

    def handle_message(self, message) -> None:
        plain = next(part for part in message.walk() if part.get_content_type() == "text/plain")
        self.letters.append((message["To"], plain.get_payload(decode=True).decode()))

    def last_to(self, address: str) -> str:
        return next(text for to, text in reversed(self.letters) if to == address)


SIGN_IN = """
import json
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from portal.models import User
keys = {}
for user in User.objects.filter(memberships__isnull=False):
    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = "allauth.account.auth_backends.AuthenticationBackend"
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.create()
    keys[user.first_name.lower()] = session.session_key
print(json.dumps(keys))
"""


@pytest.fixture(scope="session")
def postbox() -> Iterator[tuple[Postbox, int]]:
    box = Postbox()
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    server = Controller(box, hostname="127.0.0.1", port=port)
    server.start()
    yield box, port
    server.stop()


@pytest.fixture(scope="session")
def portal(postbox) -> Iterator[Portal]:
    """A portal with the starter content and one editor, `editor@example.org`, for all browser tests of this worker."""
    database = make_database(f"browser_{os.environ.get('PYTEST_XDIST_WORKER', 'main')}", templates.filled())
    with served(database, MAIL_HOST="127.0.0.1", MAIL_PORT=str(postbox[1])) as running:
        running.manage("createsuperuser", "--noinput", DJANGO_SUPERUSER_EMAIL="editor@example.org",
                       DJANGO_SUPERUSER_PASSWORD="copper-goes-round-again")  # fmt: skip
        yield running


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Stopped with its module: while it runs, Django's ORM refuses to work in the same thread."""
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=chromium(), args=FLAGS)
        yield started
        started.close()


@pytest.fixture
def visit(browser, portal) -> Iterator[Callable[..., Page]]:
    """Open an address of the portal in a fresh browser window; mistakes in its console fail the test."""
    with windows(browser, portal) as visit:
        yield visit


@contextmanager
def windows(browser: Browser, portal: Portal) -> Iterator[Callable[..., Page]]:
    contexts, mistakes = [], []

    def do(path: str = "/en/", *, width: str = "desktop", scheme: str = "light", **options) -> Page:
        size = dict(zip(("width", "height"), WIDTHS[width], strict=True))
        context = browser.new_context(viewport=size, color_scheme=scheme, base_url=portal.address, **options)
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(15_000)
        page.on("console", lambda message: mistakes.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: mistakes.append(str(error)))
        page.on("request", lambda request: mistakes.append(request.url) if _is_foreign(request.url, portal) else None)
        page.goto(path)
        return page

    yield do
    for context in contexts:
        context.close()
    assert not [mistake for mistake in mistakes if not any(each in mistake for each in EXPECTED)]


def _is_foreign(url: str, portal: Portal) -> bool:
    return not url.startswith((portal.address, "data:", "blob:", "about:"))


@pytest.fixture(scope="session")
def keys(portal) -> dict[str, str]:
    """Sessions of the example members, by first name: how people sign in is tried elsewhere."""
    portal.manage("examples")
    return json.loads(portal.manage("shell", "--no-imports", "-c", SIGN_IN).splitlines()[-1])


@pytest.fixture
def as_person(visit, keys, portal):
    """A window of one of the members."""

    def do(name, path, **options):
        cookie = {"name": "sessionid", "value": keys[name], "url": portal.address}
        return visit(path, storage_state={"cookies": [cookie | {"sameSite": "Lax"}], "origins": []}, **options)

    return do
