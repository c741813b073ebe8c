"""The story: without script or account somebody picks criteria, with one they are kept, and others read them."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.barriers import violations

pytestmark = pytest.mark.browser
FIRST, SECOND = "CFIT-MOB-BAT-01", "CFIT-COM-REP-01"


def test_from_the_library_into_a_selection_that_others_read(visit, as_person):
    page = visit("/en/criteria/?view=table&q=battery", java_script_enabled=False)
    page.locator(f'input[value="{FIRST}"]').check()
    page.get_by_role("button", name="Select what is ticked").click()
    page.wait_for_url("**/selection/**")
    page.get_by_label("Search the criteria").fill(SECOND)
    page.get_by_role("button", name="Search").click()
    page.get_by_role("button", name=re.compile("Put in.*Spare parts for three years")).click()
    page.get_by_role("button", name=re.compile("Move up.*Spare parts for three years")).click()
    page.wait_for_url(f"**#{SECOND}")
    picked = page.url.partition("#")[0]
    assert re.search(f"ref={SECOND}&ref={FIRST}", picked)
    assert not page.context.cookies()

    kari = as_person("kari", picked)
    assert violations(kari) == []
    kari.get_by_label("Title").last.fill("Example: phones for everybody")
    kari.get_by_role("button", name="Save").click()
    expect(kari.get_by_role("status").first).to_contain_text("2 criteria were added.")
    kari.get_by_role("link", name=re.compile("Add a note.*Spare parts")).click()
    kari.get_by_label("Note").fill("Example: for lot 1.")
    kari.get_by_role("button", name="Save").click()
    kari.get_by_role("button", name=re.compile("Move down.*Spare parts")).focus()
    kari.keyboard.press("Enter")
    expect(kari.locator("ol li h3").first).to_contain_text("Phone battery")
    assert violations(kari) == []
    kari.get_by_role("link", name="Share").click()
    kari.get_by_role("button", name="Make an address").click()
    assert violations(kari) == []
    address = kari.locator("#address").inner_text()

    reader = visit(address, width="phone")
    expect(reader.get_by_role("main")).to_contain_text("Example: for lot 1.")
    assert violations(reader) == []
    kari.get_by_role("button", name="Take the address back").click()
    expect(kari.get_by_role("status").first).to_contain_text("taken back")
    assert reader.reload().status == 404
