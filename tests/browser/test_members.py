"""Members from end to end: an account by a code, asking, the coordinator's yes, the desk; with and without script."""

import json
import re

import pytest
from playwright.sync_api import expect

from tests.browser.barriers import violations

pytestmark = pytest.mark.browser
PASSWORD = "copper-goes-round-again"
MAKE = """
import json
from networks.members.telling import token_of
from networks.models import NetworkPage, Role
from tests.factories.members import make_invitation, make_member, make_request
network = NetworkPage.objects.get(slug="flanders")
make_member(network, "coordinator-of-flanders", Role.COORDINATOR)
make_member(network, "member-of-flanders")
make_request(network, "waiting-in-flanders", message="We buy laptops.")
print(json.dumps(token_of(make_invitation(network, "invited-to-flanders@example.org"))))
"""
DESK = "/en/members/networks/flanders/desk/"


@pytest.fixture(scope="module")
def token(portal):
    """Flanders with a coordinator, a member, somebody who waits and an open invitation, whose token this is."""
    return json.loads(portal.manage("shell", "--no-imports", "-c", MAKE).splitlines()[-1])


def code_to(postbox, address):
    return re.search(r"^\s*([A-Z0-9]{4}-?[A-Z0-9]{2,4})\s*$", postbox[0].last_to(address), re.MULTILINE)[1]


def enter_code(page, postbox, address):
    page.get_by_label("Code").fill(code_to(postbox, address))
    page.get_by_role("button", name="Go on").click()


def sign_in(page, postbox, address):
    page.get_by_label("E-mail address").first.fill(address)
    page.get_by_role("button", name="Send me a code").click()
    enter_code(page, postbox, address)


def make_account(page, postbox, name, address):
    page.get_by_label("Your name").fill(name)
    page.get_by_label("E-mail address").fill(address)
    page.get_by_role("button", name="Make an account").click()
    enter_code(page, postbox, address)


@pytest.mark.parametrize("script", [True, False], ids=["with script", "without script"])
def test_from_an_account_to_a_membership(visit, postbox, token, script):
    name = "Nora With" if script else "Nora Without"
    address = f"nora-{script}@example.org".lower()
    nora = visit("/en/networks/flanders/", java_script_enabled=script)
    nora.get_by_role("link", name="Join this network").click()
    nora.get_by_role("link", name="Make an account").click()
    make_account(nora, postbox, name, address)
    expect(nora.get_by_role("heading", level=1)).to_have_text("Join Flanders")
    nora.get_by_label("Organisation you work for").fill(f"City of {name}")
    nora.get_by_role("button", name="Ask to join").click()
    expect(nora.get_by_role("alert")).to_contain_text("need your attention")
    nora.get_by_label("Its country").select_option("BE")
    nora.get_by_label("What it is").select_option("municipality")
    nora.get_by_role("button", name="Ask to join").click()
    expect(nora.get_by_role("main")).to_contain_text("Waiting for an answer")

    boss = "coordinator-of-flanders@example.org"
    cora = visit(DESK, java_script_enabled=script)
    sign_in(cora, postbox, boss)
    cora.get_by_role("main").get_by_role("link", name=name).click()
    expect(cora.get_by_role("main")).to_contain_text(address)
    cora.get_by_role("radio", name="Accept").check()
    cora.get_by_role("button", name="Send the answer").click()
    expect(cora.get_by_role("main")).to_contain_text("Done.")

    assert "you are now a member of Flanders" in postbox[0].last_to(address)
    nora.goto("/en/members/")
    nora.get_by_role("main").get_by_role("link", name="Flanders").first.click()
    expect(nora.get_by_role("table")).to_contain_text(name)
    expect(nora.get_by_role("table")).to_contain_text("@coordinator-of-flanders-test")


def test_an_invitation_leads_through_an_account_to_the_network(visit, postbox, token):
    page = visit(f"/en/members/invitation/{token}/")
    page.get_by_role("link", name="Make an account").click()
    make_account(page, postbox, "Ivo Invited", "invited-to-flanders@example.org")
    page.get_by_role("button", name="Become a member").click()
    expect(page.get_by_role("table")).to_contain_text("Ivo Invited")


PAGES = ["/en/members/", "/en/members/networks/flanders/", DESK, f"{DESK}invite/", f"{DESK}invite/list/",
         f"{DESK}hand-over/", "/en/members/networks/flanders/leave/", "/en/members/join/netherlands/",
         "/en/members/profile/", "/accounts/2fa/", "/accounts/2fa/totp/activate/", "/accounts/sessions/",
         "/accounts/email/", "/accounts/password/set/", "/accounts/confirm/"]  # fmt: skip


@pytest.mark.parametrize(("width", "scheme"), [("desktop", "light"), ("phone", "dark")])
def test_every_page_is_accessible_and_fits(visit, postbox, token, width, scheme):
    page = visit("/accounts/login/", width=width, scheme=scheme)
    page.get_by_text("Sign in with a password").click()
    page.locator("#id_login").fill("coordinator-of-flanders@example.org")
    page.locator("#id_password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.wait_for_url("**/admin/")
    for path in PAGES:
        page.goto(path)
        assert violations(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= page.viewport_size["width"], path
    page.goto(DESK)
    page.get_by_role("link", name="Waiting-in-flanders").click()
    page.get_by_role("button", name="Send the answer").click()
    expect(page.get_by_role("alert")).to_be_visible()
    assert violations(page) == []


@pytest.mark.parametrize("path", ["/accounts/signup/", "/accounts/login/code/"])
def test_ways_in_are_accessible(visit, path):
    assert violations(visit(path, width="phone")) == []


def test_a_list_with_mistakes_is_reported(visit, postbox, token):
    page = visit(f"{DESK}invite/list/")
    sign_in(page, postbox, "coordinator-of-flanders@example.org")
    people = b"list-1@example.org;One\nno address;Two\n"
    page.get_by_label("CSV file").set_input_files({"name": "people.csv", "mimeType": "text/csv", "buffer": people})
    page.get_by_role("button", name="Check and invite").click()
    expect(page.get_by_role("table")).to_contain_text("This is not an e-mail address")
    assert violations(page) == []
    page.get_by_role("button", name="Invite the 1 without a mistake").click()
    expect(page.get_by_role("main")).to_contain_text("list-1@example.org")


def test_following_keeps_the_focus_and_says_so(visit, postbox, token):
    page = visit("/accounts/login/?next=/en/networks/flanders/", timezone_id="Asia/Tokyo")
    sign_in(page, postbox, "member-of-flanders@example.org")
    page.get_by_role("button", name=re.compile(r"^Follow\b")).focus()
    page.keyboard.press("Enter")
    expect(page.locator("#announcer")).to_have_text("You follow Flanders now.")
    expect(page.get_by_role("button", name=re.compile(r"^Following\b"))).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#announcer")).to_have_text("You do not follow Flanders any more.")
    expect(page.get_by_role("button", name=re.compile(r"^Follow\b"))).to_be_focused()
