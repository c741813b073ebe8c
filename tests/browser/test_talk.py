"""Members talk in a real browser: with script, without it, on a phone and in the dark, and without barriers."""

import re

import pytest

from tests.browser.barriers import violations

pytestmark = pytest.mark.browser
PAGE = "/en/criteria/CFIT-LAP-BAT-01/"
PEOPLE = """
from tests.factories.talk import *
from networks.models import NetworkPage
from portal.models import User
from criteria.models import Criterion
from django.test import Client
network = NetworkPage.objects.get(slug="netherlands")
for name, role in (("anna", Role.COORDINATOR), ("ola", Role.CONTRIBUTOR), ("mira", Role.CONTRIBUTOR)):
    if not User.objects.filter(email=f"{name}@example.org").exists():
        make_member(network, role, name)
    client = Client()
    user = User.objects.get(email=f"{name}@example.org")
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    print("SESSION", name, client.cookies["sessionid"].value)
"""


@pytest.fixture(scope="module")
def sessions(portal):
    return dict(re.findall(r"SESSION (\w+) (\w+)", portal.manage("shell", "-c", PEOPLE)))


@pytest.fixture
def member(visit, sessions, portal):
    """Open the page of a criterion as somebody."""

    def do(name, **options):
        state = {"cookies": [{"name": "sessionid", "value": sessions[name], "url": portal.address}], "origins": []}
        return visit(PAGE, storage_state=state, **options)

    return do


def write(page, words):
    page.locator("#say textarea").fill(words)
    page.get_by_role("button", name="Say it").click()
    page.get_by_text(words).wait_for()


def test_with_script_the_page_stays_and_the_news_is_said(member):
    page = member("mira")
    write(page, "With script it stays.")
    assert page.url.endswith(PAGE)
    assert page.evaluate("document.activeElement.id").startswith("comment-")
    assert page.locator("#announcer").text_content() == "Your comment stands here."
    page.locator("#say textarea").fill("  ")
    page.get_by_role("button", name="Say it").click()
    page.get_by_role("alert").wait_for()
    assert page.evaluate("document.activeElement.id") == "form-errors"
    assert violations(page) == []


def test_three_members_talk_and_one_has_no_script(member):
    write(member("mira"), "How many bids did you get?")
    plain = member("ola", java_script_enabled=False)
    plain.locator("article.comment", has_text="How many bids").get_by_role("link", name="Answer").click()
    plain.get_by_label("Your answer").fill("Four. Ask @anna too.")
    plain.get_by_role("button", name="Answer").click()
    assert plain.get_by_text("Your answer stands here.").is_visible()
    moderator = member("anna")
    answer = moderator.locator("article.comment", has_text="Four. Ask @Anna").last
    answer.get_by_role("link", name="Hide").click()
    moderator.get_by_label("Reason").fill("Said elsewhere.")
    moderator.get_by_role("button", name="Hide it").click()
    moderator.get_by_text("Hidden from the others:").wait_for()
    assert member("mira").get_by_text("Four. Ask").count() == 0


def test_members_are_offered_while_typing(member):
    page = member("mira")
    box = page.locator("#say textarea")
    box.press_sequentially("Hello @ol")
    page.get_by_role("button", name="Ola Test").click()
    assert box.input_value() == "Hello @ola "


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", ["desktop", "phone"])
def test_talk_has_no_barriers(member, portal, width, scheme):
    page = member("anna", width=width, scheme=scheme)
    page.locator("#talk").get_by_role("link", name="Answer").first.click()
    page.locator("#discussion .comment form").first.wait_for()
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.goto("/en/criteria/talk/reports/")
    assert violations(page) == []
