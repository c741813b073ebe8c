"""From an edit to a comparison in a real browser: edit, consult, review, endorse, compare; and without a script."""

import re

import pytest

from tests.browser.test_accessible import violations

pytestmark = pytest.mark.browser
REF = "CFIT-LAP-BAT-02"
PAGE, LIFE = f"/en/criteria/{REF}/", f"/en/criteria/{REF}/life/"
SESSION = """
from django.test import Client
from portal.models import User
client = Client()
user = User.objects.get(email="editor@example.org")
client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
from criteria.models import Criterion
print("SESSION", client.cookies["sessionid"].value, Criterion.objects.get(ref="CFIT-LAP-BAT-02").pk)
"""
TIME_PASSES = """
from datetime import timedelta
from django.utils import timezone
from criteria.models import Consultation
day = timezone.localdate()
asked = Consultation.objects.filter(criterion__ref="CFIT-LAP-BAT-02")
asked.update(opens_on=day - timedelta(30), closes_on=day - timedelta(1))
"""


@pytest.fixture(scope="module")
def signed_in(portal):
    return re.search(r"SESSION (\w+) (\d+)", portal.manage("shell", "-c", SESSION)).groups()


def take(page, step, **fields):
    page.goto(LIFE)
    page.get_by_role("link", name=step).click()
    for label, text in fields.items():
        page.get_by_label(label.replace("_", " ")).fill(text)
    assert violations(page) == []
    page.get_by_role("button", name=step).click()
    page.get_by_text(f"Done: {step}.").wait_for()


def test_edit_consult_endorse_compare(visit, portal, signed_in):
    session, number = signed_in
    state = {"cookies": [{"name": "sessionid", "value": session, "url": portal.address}], "origins": []}
    page = visit(f"/admin/snippets/criteria/criterion/edit/{number}/", storage_state=state)
    assert page.locator("[name=status]").count() == 0
    page.locator("[name=summary]").fill("A better sentence for lists.")
    page.get_by_role("button", name="Save draft").first.click()
    page.get_by_text("The last saved draft differs").wait_for()
    take(page, "Open a consultation", Closes_on="2099-01-31", What_do_you_ask="Can the market do it?")
    page.goto(f"{PAGE}consultation/")
    assert page.get_by_text("open until 31 January 2099").is_visible()
    assert violations(page) == []
    portal.manage("shell", "-c", TIME_PASSES)
    take(page, "Put into review", Why="Twelve answers came in.")
    take(page, "Endorse", Why="All networks agreed.")
    reader = visit(PAGE, width="phone")
    assert reader.get_by_text("Endorsed by the networks,").first.is_visible()
    reader.get_by_role("link", name="Compare with").first.click()
    assert reader.get_by_text("A better sentence for lists.").is_visible()
    assert violations(reader) == []


@pytest.mark.parametrize("script", [True, False])
def test_boxes_in_the_library_lead_to_comparing(visit, script):
    page = visit("/en/criteria/?product=laptop", java_script_enabled=script)
    boxes = page.locator("input[form=compare-form]")
    boxes.nth(0).check()
    boxes.nth(1).check()
    assert "ref=" not in page.url
    page.get_by_role("button", name="Compare what is ticked").click()
    page.wait_for_url("**/compare/?ref=*&ref=*")
    assert page.locator("thead th a").count() >= 2
