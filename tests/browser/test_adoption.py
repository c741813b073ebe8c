"""The story: a coordinator takes a position, everybody finds it in the matrix, and a phone shows it as a list."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.barriers import violations

pytestmark = pytest.mark.browser
REF = "CFIT-LAP-BAT-02"


def test_a_position_travels_from_the_form_to_the_matrix(visit, as_person):
    piet = as_person("piet", f"/en/criteria/{REF}/", java_script_enabled=False)
    piet.get_by_role("link", name="Position of Netherlands").click()
    piet.get_by_label("As our numbers say").check()
    piet.get_by_label("Your number").fill("200")
    piet.get_by_role("button", name="Record the position").click()
    expect(piet.get_by_role("alert")).to_contain_text("Say why")
    piet.get_by_label("Why").fill("Example: few offers.")
    piet.get_by_role("button", name="Record the position").click()
    expect(piet.locator(".messages")).to_contain_text("The position is recorded.")
    expect(piet.get_by_role("main")).to_contain_text("Weaker")

    page = visit("/en/criteria/matrix/?product=laptop&network=netherlands")
    assert violations(page) == []
    region = page.get_by_role("region", name="Matrix of criteria and networks")
    row = region.get_by_role("row", name=re.compile(REF))
    expect(row).to_contain_text("0 of 1")
    region.focus()
    page.keyboard.press("ArrowDown")
    row.get_by_role("link", name="Weaker").click()
    expect(page.get_by_role("main")).to_contain_text("Example: few offers.")
    assert violations(page) == []

    phone = visit("/en/criteria/matrix/", width="phone")
    expect(phone.get_by_role("region", name="Matrix of criteria and networks")).to_be_hidden()
    expect(phone.get_by_role("link", name="Netherlands: Weaker")).to_be_visible()

    kari = as_person("kari", f"/en/criteria/{REF}/positions/norway/decide/")
    assert violations(kari) == []
