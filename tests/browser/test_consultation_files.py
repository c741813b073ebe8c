"""The report of a consultation and its spreadsheets in a real browser, without a script: every page is accessible."""

import io
import re

import openpyxl
import pytest

from tests.browser.barriers import violations

pytestmark = pytest.mark.browser
REF = "CFIT-MOB-BAT-01"
PAGE = f"/en/criteria/{REF}/consultation/"
SCENE = """
from datetime import timedelta
from django.test import Client
from django.utils import timezone
from criteria.consulting import actions
from criteria.lifecycle.actions import open_consultation
from criteria.models import Criterion
from portal.models import User
from portal.reader import Reader
user = User.objects.get(email="editor@example.org")
client = Client()
client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
today = timezone.localdate()
criterion, last = Criterion.objects.get(ref="CFIT-MOB-BAT-01"), today + timedelta(30)
asked = open_consultation(criterion, opens_on=today, closes_on=last, question="Is it fit?", by=user)
words = {"body": "Too little.", "proposed_text": "The battery lasts."}
actions.say(Reader(user), asked, paragraph_key="requirement", **words)
print("SESSION", client.cookies["sessionid"].value)
"""


@pytest.fixture(scope="module")
def state(portal):
    session = re.search(r"SESSION (\w+)", portal.manage("shell", "-c", SCENE))[1]
    return {"cookies": [{"name": "sessionid", "value": session, "url": portal.address}], "origins": []}


@pytest.mark.parametrize("width", ["desktop", "phone"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_report_is_accessible(visit, state, width, scheme):
    page = visit(f"{PAGE}report/", width=width, scheme=scheme, storage_state=state)
    assert page.get_by_text("Too little.").is_visible()
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= page.viewport_size["width"]


def test_from_the_workbook_to_comments_without_a_script(visit, state):
    page = visit(PAGE, width="phone", storage_state=state, java_script_enabled=False)
    page.get_by_role("link", name="Comment in a spreadsheet").click()
    with page.expect_download() as download:
        page.get_by_role("link", name="Workbook").click()
    book = openpyxl.load_workbook(io.BytesIO(download.value.path().read_bytes()))
    book.worksheets[0]["D2"], book.worksheets[0]["E3"] = "Good as it is.", "Words alone."
    for broken in (True, False):
        if not broken:
            book.worksheets[0]["E3"] = None
        file = io.BytesIO()
        book.save(file)
        upload = {"name": "mine.xlsx", "mimeType": "application/octet-stream", "buffer": file.getvalue()}
        page.get_by_label("Your file").set_input_files(upload)
        page.get_by_role("button", name="Check this file").click()
        page.get_by_role("heading", name="What “mine.xlsx” would do").wait_for()
        assert page.get_by_text("Comments!D3").is_visible() is broken
    page.get_by_role("button", name="Take it in").click()
    page.get_by_text("1 comment was taken in.").wait_for()


def test_the_page_of_a_spreadsheet_is_accessible(visit, state):
    page = visit(f"{PAGE}comments-sheet/", storage_state=state)
    page.get_by_label("Your file").set_input_files(
        {"name": "a.csv", "mimeType": "text/csv", "buffer": b"Key,Comment\nx,y"}
    )
    page.get_by_role("button", name="Check this file").click()
    page.get_by_text("must be there once").wait_for()
    assert violations(page) == []
    answers = visit(f"{PAGE}answers-sheet/", width="phone", storage_state=state)
    assert violations(answers) == []
