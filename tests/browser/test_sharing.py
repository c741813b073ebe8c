"""The story: a Norwegian buyer shares a guide, her coordinator asks for a change, a Dutch colleague finds it."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.barriers import WCAG, violations

pytestmark = pytest.mark.browser
TITLE = "Example: take-back guide of the harbour"
CRITERION = "/en/criteria/CFIT-TBK-SER-01/"


def test_the_story_with_three_people_at_once(visit, as_person):
    maja = as_person("maja", "/en/resources/share/")
    kari = as_person("kari", "/en/resources/queue/", java_script_enabled=False)
    daan = as_person("daan", CRITERION)
    expect(daan.get_by_role("main")).not_to_contain_text(TITLE)

    maja.get_by_label("Title").fill(TITLE)
    assert violations(maja, rules=WCAG) == []
    maja.get_by_role("button", name="Begin").click()
    maja.get_by_label("What it is for").fill("How our harbour takes laptops back and has them wiped.")
    maja.get_by_label("Norwegian Bokmål").check()
    maja.get_by_label("All members", exact=False).check()
    maja.get_by_label(re.compile("CFIT-TBK-SER-01")).check()
    maja.locator("input[type=file]").set_input_files(
        [
            {"name": "guide.txt", "mimeType": "text/plain", "buffer": b"Wipe, test, hand on."},
            {"name": "trick.pdf", "mimeType": "application/pdf", "buffer": b"<html>"},
        ]
    )
    expect(maja.locator("#files-list")).to_contain_text("guide.txt")
    expect(maja.locator(".drop__queue")).to_contain_text("not a real .pdf")
    expect(maja.locator("[data-saved-note]")).to_contain_text("Saved at")
    assert violations(maja, rules=WCAG) == []
    maja.get_by_role("button", name="Submit for review").click()
    expect(maja.get_by_role("status").first).to_contain_text("Submitted")

    kari.reload()
    kari.get_by_role("link", name=TITLE).click()
    expect(kari.get_by_role("main")).to_contain_text("guide.txt")
    decide(kari, "Ask for changes", "Say who pays for the transport.")
    address = re.sub("review/$", "", kari.url)
    assert visit(address).title().startswith("404") or "not" in visit(address).title().lower()

    maja.goto(f"{address}edit/")
    expect(maja.get_by_role("main")).to_contain_text("Say who pays for the transport.")
    maja.get_by_label("What it is for").fill("How our harbour takes laptops back and has them wiped. The buyer pays.")
    maja.get_by_role("button", name="Submit for review").click()
    expect(maja.get_by_role("main")).to_contain_text("Waiting for review")
    assert violations(maja, rules=WCAG) == []

    kari.reload()
    expect(kari.locator("ins")).to_contain_text(["The buyer pays."])
    decide(kari, "Publish", "Clear now.")

    daan.reload()
    daan.get_by_role("link", name=TITLE).click()
    expect(daan.get_by_role("main")).to_contain_text("The buyer pays.")
    with daan.expect_download() as loading:
        daan.get_by_role("link", name="guide.txt").click()
    assert loading.value.path().read_bytes() == b"Wipe, test, hand on."
    assert violations(daan, rules=WCAG) == []
    outside = visit(CRITERION)
    expect(outside.get_by_role("main")).not_to_contain_text(TITLE)


def decide(page, decision, reason):
    page.get_by_label(decision).check()
    page.get_by_label("Your reason").fill(reason)
    page.get_by_role("button", name="Send the decision").click()


def test_lost_connection_is_said_and_made_up_for(as_person):
    page = as_person("maja", "/en/resources/share/")
    page.get_by_label("Title").fill("Example: written in a train")
    page.get_by_role("button", name="Begin").click()
    page.wait_for_url("**/edit/", wait_until="load")
    page.context.set_offline(True)
    page.get_by_label("What it is for").fill("Between two tunnels.")
    expect(page.locator("[data-saved-note]")).to_contain_text("no connection")
    page.context.set_offline(False)
    expect(page.locator("[data-saved-note]")).to_contain_text("Saved at")
    page.reload()
    expect(page.get_by_label("What it is for")).to_have_value("Between two tunnels.")


def test_one_file_without_script(as_person):
    page = as_person("maja", "/en/resources/share/", java_script_enabled=False)
    page.get_by_label("Title").fill("Example: one file")
    page.get_by_role("button", name="Begin").click()
    page.locator("input[type=file]").set_input_files(
        [{"name": "notes.txt", "mimeType": "text/plain", "buffer": b"Some notes."}]
    )
    page.get_by_role("button", name="Submit for review").click()
    expect(page.get_by_role("alert")).to_contain_text("need your attention")
    expect(page.locator("#files-list")).to_contain_text("notes.txt")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", ["mine/", "queue/", "ie-remanufactured-laptops/"])
def test_pages_are_accessible_on_a_phone(as_person, path, scheme):
    page = as_person("kari", f"/en/resources/{path}", width="phone", scheme=scheme)
    assert violations(page, rules=WCAG) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
