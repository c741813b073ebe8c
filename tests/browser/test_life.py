"""From an edit to a comparison in a real browser: edit, consult, comment, answer, take over, endorse, compare."""

import re

import pytest

from tests.browser.barriers import violations

pytestmark = pytest.mark.browser
REF = "CFIT-LAP-BAT-02"
PAGE, LIFE = f"/en/criteria/{REF}/", f"/en/criteria/{REF}/life/"
QUEUE = f"/en/criteria/consultations/answers/?criterion={REF}"
SESSION = """
from criteria.models import Criterion
from networks.models import NetworkPage
from portal.models import User
from tests.factories.talk import make_member
from tests.people import make_user, signed_in
people = [
    User.objects.get(email="editor@example.org"),
    make_member(NetworkPage.objects.get(slug="norway"), name="consulted"),
    make_user("market@example.org"),
]
cookies = [signed_in("somebody", user).client.cookies["sessionid"].value for user in people]
print("SESSION", *cookies, Criterion.objects.get(ref="CFIT-LAP-BAT-02").pk)
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
    return re.search(r"SESSION (\w+) (\w+) (\w+) (\d+)", portal.manage("shell", "-c", SESSION)).groups()


def take(page, step, **fields):
    page.goto(LIFE)
    page.get_by_role("link", name=step).click()
    for label, text in fields.items():
        page.get_by_label(label.replace("_", " ")).fill(text)
    assert violations(page) == []
    page.get_by_role("button", name=step).click()
    page.get_by_text(f"Done: {step}.").wait_for()


def comment(page, *, checked=True, **fields):
    """Comment on the requirement, on the page itself; axe needs a script, so without one nothing is `checked`."""
    page.get_by_role("link", name=re.compile("change the words.*Requirement")).click()
    page.get_by_label("Your comment").wait_for()
    assert not checked or violations(page) == []
    for label, text in fields.items():
        page.get_by_label(label.replace("_", " ")).fill(text)
    page.get_by_role("button", name="Send").click()
    page.get_by_text("Thank you.").wait_for()
    assert not checked or violations(page) == []


def decide(page, step, button, choice="", **fields):
    """Do something with a comment from the queue or from where it stands."""
    page.get_by_role("link", name=re.compile(step)).first.click()
    page.get_by_role("button", name=button).wait_for()
    assert violations(page) == []
    if choice:
        page.get_by_label(choice, exact=True).check()
    for label, text in fields.items():
        page.get_by_label(label, exact=True).fill(text)
    page.get_by_role("button", name=button).click()
    page.get_by_role("status").filter(has_text=".").first.wait_for()


def test_edit_consult_answer_endorse_compare(visit, portal, signed_in):
    *sessions, number = signed_in

    def state(session):
        return {"cookies": [{"name": "sessionid", "value": session, "url": portal.address}], "origins": []}

    page = visit(f"/admin/snippets/criteria/criterion/edit/{number}/", storage_state=state(sessions[0]))
    assert page.locator("[name=status]").count() == 0
    page.locator("[name=summary]").fill("A better sentence for lists.")
    page.get_by_role("button", name="Save draft").first.click()
    page.get_by_text("The last saved draft differs").wait_for()
    take(page, "Open a consultation", Closes_on="2099-01-31", What_do_you_ask="Can the market do it?")

    member = visit(f"{PAGE}consultation/", storage_state=state(sessions[1]), java_script_enabled=False)
    comment(member, checked=False, Your_comment="Say it shortly.", Your_wording="The battery lasts for 300 cycles.")
    market = visit(f"{PAGE}consultation/", storage_state=state(sessions[2]), width="phone", scheme="dark")
    comment(market, Your_organisation="Example Ltd", Your_comment="Makers can show this.")
    reader = visit(f"{PAGE}consultation/")
    assert reader.get_by_text("Say it shortly.").is_visible()
    assert reader.get_by_text("Makers can show this.").count() == 0

    page.goto(QUEUE)
    assert violations(page) == []
    decide(page, "Let it through", "Show it")
    for why in ("It is shorter.", "Good to know."):
        page.goto(QUEUE)
        decide(page, "^Answer", "Answer", "Accepted", Why=why)
    page.goto(QUEUE)
    page.get_by_text("Nothing waits for you").wait_for()
    page.goto(f"{PAGE}consultation/")
    assert page.get_by_text("open until 31 January 2099").is_visible()
    decide(page, "Take over", "Take it over")
    page.get_by_text("Taken over into the draft").wait_for()
    assert violations(page) == []

    portal.manage("shell", "-c", TIME_PASSES)
    take(page, "Put into review", Why="Twelve answers came in.")
    take(page, "Endorse", Why="All networks agreed.")
    reader = visit(PAGE, width="phone")
    assert reader.get_by_text("Endorsed by the networks,").first.is_visible()
    reader.get_by_role("link", name="Compare with").first.click()
    assert reader.get_by_text("A better sentence for lists.").is_visible()
    assert reader.get_by_text("The battery lasts for 300 cycles.").first.is_visible()
    assert violations(reader) == []
    reader.goto(f"{PAGE}changes/")
    assert reader.get_by_text("wording proposed in the consultation").first.is_visible()
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
