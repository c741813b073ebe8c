"""Importing criteria in the CMS in a real browser, without a script: every page of the way is accessible."""

import re

import pytest

from tests.browser import barriers
from tests.factories.imports import as_json, document

pytestmark = pytest.mark.browser
SESSION = """
from django.test import Client
from portal.models import User
client = Client()
user = User.objects.get(email="editor@example.org")
client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
print("SESSION", client.cookies["sessionid"].value)
"""
BEING_WRITTEN = """
from django.utils import timezone
from criteria.models import ImportRun
ImportRun.objects.update(state="writing", written=1, told_at=timezone.now())
"""
GOOD = document(ref="CFIT-LAP-BAT-91", theme={"key": "circularity_crm", "label": ""})


def violations(page):
    """In our part of the page; the frame around it is Wagtail's."""
    return barriers.violations(page, within="main")


def upload(page, content):
    page.goto("/admin/criteria/import/")
    page.get_by_label("File").set_input_files({"name": "a.json", "mimeType": "application/json", "buffer": content})
    with page.expect_navigation():
        page.get_by_role("button", name="Check this file").click()


def test_every_page_of_an_import_is_accessible(visit, portal):
    session = re.search(r"SESSION (\w+)", portal.manage("shell", "-c", SESSION))[1]
    state = {"cookies": [{"name": "sessionid", "value": session, "url": portal.address}], "origins": []}
    page = visit("/admin/criteria/import/", storage_state=state)
    assert violations(page) == []
    upload(page, b"")
    assert violations(page) == []
    upload(page, as_json(GOOD | {"title": 7}))
    page.get_by_text("Give a text, in quotes.").wait_for()
    assert violations(page) == []
    upload(page, as_json(GOOD))
    page.get_by_role("button", name="Import", exact=True).wait_for()
    assert violations(page) == []
    portal.manage("shell", "-c", BEING_WRITTEN)
    page.reload()
    page.get_by_role("link", name="Do not do that").click()
    page.get_by_label("1 of 1 imported.").wait_for()
    assert violations(page) == []
