"""Passkeys and the second step in a real browser, before a portal that asks for it: made, used, and refused without."""

import base64
import hashlib
import hmac
import re
import struct
import time
from dataclasses import replace

import pytest
from playwright.sync_api import expect

from tests.browser.barriers import violations
from tests.serving import free_port, served

pytestmark = pytest.mark.browser
MAKE = """
from networks.models import NetworkPage, Role
from tests.factories.members import make_member
network = NetworkPage.objects.get(slug="netherlands")
for person in (make_member(network, "key-owner"), make_member(network, "key-coordinator", Role.COORDINATOR)):
    person.user.set_unusable_password()
    person.user.save()
"""
DESK = "/en/members/networks/netherlands/desk/"


@pytest.fixture(scope="module")
def portal(portal, postbox):
    """The same portal, asking for a second factor, under a name: browsers make no keys for an address of numbers."""
    port = free_port()
    values = {"SECOND_FACTOR_REQUIRED": "true", "MAIL_HOST": "127.0.0.1", "MAIL_PORT": str(postbox[1])}
    portal.manage("shell", "--no-imports", "-c", MAKE)
    with served(portal.database, port=port, **values) as strict:
        yield replace(strict, address=f"http://localhost:{port}")


@pytest.fixture
def with_key(visit):
    """A browser whose device holds keys and knows its owner, as a phone does."""

    def do(path):
        page = visit(path)
        device = page.context.new_cdp_session(page)
        device.send("WebAuthn.enable", {"enableUI": False})
        options = {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True}
        options |= {"isUserVerified": True, "automaticPresenceSimulation": True}
        page.authenticator = device.send("WebAuthn.addVirtualAuthenticator", {"options": options})["authenticatorId"]
        page.device = device
        return page

    return do


def sign_in(page, postbox, address):
    page.get_by_label("E-mail address").first.fill(address)
    page.get_by_role("button", name="Send me a code").click()
    code = re.search(r"^\s*([A-Z0-9]{4}-?[A-Z0-9]{2,4})\s*$", postbox[0].last_to(address), re.MULTILINE)[1]
    page.get_by_label("Code").fill(code)
    page.get_by_role("button", name="Go on").click()


def sign_out(page):
    page.context.clear_cookies(name="sessionid")


def code_of(secret, *, later=0):
    """The code an authenticator app shows (RFC 6238), now or so many half minutes later."""
    counter = struct.pack(">Q", int(time.time()) // 30 + later)
    digest = hmac.new(base64.b32decode(secret), counter, hashlib.sha1).digest()
    offset = digest[-1] & 15
    return f"{(struct.unpack('>I', digest[offset : offset + 4])[0] & 0x7FFFFFFF) % 1_000_000:06}"


def test_a_passkey_is_made_and_signs_in_by_itself(with_key, postbox):
    page = with_key("/accounts/login/?next=/accounts/2fa/")
    sign_in(page, postbox, "key-owner@example.org")
    page.get_by_role("link", name="Add a passkey").click()
    assert violations(page) == []
    page.get_by_label("Name of the key").fill("My phone")
    page.get_by_role("button", name="Add this key").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Recovery codes")
    assert violations(page) == []
    page.goto("/accounts/2fa/webauthn/")
    expect(page.get_by_role("table")).to_contain_text("My phone")
    assert violations(page) == []

    sign_out(page)
    page.goto("/en/members/")
    page.get_by_role("button", name="Sign in with a passkey").click()
    page.wait_for_url("**/en/members/")
    expect(page.get_by_role("main")).to_contain_text("Key-owner")


def test_a_device_that_says_no_is_told_in_words(with_key):
    page = with_key("/accounts/login/")
    page.device.send("WebAuthn.setUserVerified", {"authenticatorId": page.authenticator, "isUserVerified": False})
    page.get_by_role("button", name="Sign in with a passkey").click()
    expect(page.get_by_role("alert")).to_contain_text("No passkey was used")


def test_without_script_no_button_promises_a_passkey(visit):
    page = visit("/accounts/login/", java_script_enabled=False)
    expect(page.get_by_role("button", name="Sign in with a passkey")).to_be_hidden()
    expect(page.get_by_role("button", name="Send me a code")).to_be_visible()


def test_a_coordinator_sets_up_an_app_and_needs_it_from_then_on(visit, postbox):
    page = visit(f"/accounts/login/?next={DESK}")
    sign_in(page, postbox, "key-coordinator@example.org")
    expect(page.get_by_role("heading", level=1)).to_have_text("Passkeys and second step")
    page.goto("/admin/")
    expect(page.locator(".messages")).to_contain_text("needs a second step")
    page.get_by_role("link", name="Use an app").click()
    assert violations(page) == []
    secret = page.get_by_label("Secret").input_value()
    page.get_by_label("Code that the app shows").fill("000000")
    page.get_by_role("button", name="Use this app").click()
    expect(page.get_by_role("alert")).to_be_visible()
    page.get_by_label("Code that the app shows").fill(code_of(secret))
    page.get_by_role("button", name="Use this app").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Recovery codes")
    page.get_by_role("link", name="Go on to where you wanted").click()
    page.wait_for_url("**/admin/")

    sign_out(page)
    page.goto("/admin/")
    sign_in(page, postbox, "key-coordinator@example.org")
    expect(page.get_by_role("heading", level=1)).to_have_text("Second step")
    assert violations(page) == []
    for path in ("/admin/", DESK, "/en/members/"):
        page.goto(path)
        expect(page.get_by_role("heading", level=1)).to_have_text("Second step")
    page.get_by_label("Code").fill(code_of(secret, later=1))
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.wait_for_url("**/admin/")
