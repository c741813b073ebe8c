"""Tags in a browser: the box of suggestions by keyboard and pointer, pages that lead on, and life without script."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.barriers import violations

pytestmark = pytest.mark.browser
STYLE = "/en/style/"


@pytest.fixture
def field(visit):
    page = visit(STYLE)
    return page.locator("#light_tags")


def typed(field, text):
    field.press_sequentially(text)
    expect(field).to_have_attribute("aria-expanded", "true")
    return field.page.locator("#light_tags-list")


def test_keyboard_finds_chooses_and_goes_on(field):
    options = typed(field, "reviewed, noteb")
    expect(options.get_by_role("option")).to_have_count(1)
    expect(options.get_by_role("option")).to_contain_text("laptop")
    expect(options.get_by_role("option")).to_contain_text("notebook")
    field.press("ArrowDown")
    chosen = field.get_attribute("aria-activedescendant")
    expect(field.page.locator(f"#{chosen}")).to_have_attribute("aria-selected", "true")
    field.press("Enter")
    expect(field).to_have_value("reviewed, laptop, ")
    expect(field).to_have_attribute("aria-expanded", "false")
    expect(field).to_be_focused()
    typed(field, "batt")
    field.press("ArrowUp")
    field.press("Enter")
    expect(field).to_have_value("reviewed, laptop, battery, ")


def test_arrows_go_round_and_escape_closes_without_losing_anything(field):
    options = typed(field, "re").get_by_role("option")
    names = options.count()
    assert names > 2
    for _number in range(names + 1):
        field.press("ArrowDown")
    expect(options.first).to_have_attribute("aria-selected", "true")
    field.press("ArrowUp")
    expect(options.last).to_have_attribute("aria-selected", "true")
    field.press("Escape")
    expect(field).to_have_attribute("aria-expanded", "false")
    expect(field).to_have_value("re")
    field.press("ArrowDown")
    expect(field).to_have_attribute("aria-expanded", "true")


def test_enter_without_a_choice_and_tab_leave_the_word_alone(field):
    typed(field, "lapto")
    field.press("Tab")
    expect(field).to_have_value("lapto")
    expect(field).to_have_attribute("aria-expanded", "false")


def test_a_word_in_the_middle_can_be_completed(field):
    field.fill("repair, lap, battery")
    for _number in range(len(", battery")):
        field.press("ArrowLeft")
    expect(typed(field, "t").get_by_role("option").first).to_contain_text("laptop")
    field.press("ArrowDown")
    field.press("Enter")
    expect(field).to_have_value("repair, laptop, battery")


def test_pointer_chooses_too(field):
    typed(field, "lapt").get_by_role("option").first.click()
    expect(field).to_have_value("laptop, ")


@pytest.mark.parametrize("width", ["desktop", "phone"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_open_box_is_accessible_and_fits(visit, width, scheme):
    page = visit(STYLE, width=width, scheme=scheme)
    typed(page.locator("#light_tags"), "re")
    page.locator("#light_tags").press("ArrowDown")
    assert violations(page, within="#light_tags-list") + violations(page, within=".picker") == []
    assert page.locator("#light_tags-list").bounding_box()["y"] >= page.locator("#light_tags").bounding_box()["y"] + 40
    assert page.evaluate("document.documentElement.scrollWidth") <= page.viewport_size["width"]


def test_lost_connection_leaves_a_plain_field(field):
    field.page.route("**/tags/suggest/**", lambda route: route.fulfill(status=404))
    field.press_sequentially("lap")
    field.page.wait_for_timeout(400)
    expect(field).to_have_attribute("aria-expanded", "false")
    expect(field).to_have_value("lap")


def test_without_script_the_field_is_plain_text(visit):
    page = visit(STYLE, java_script_enabled=False)
    field = page.locator("#light_tags")
    field.fill("laptop, battery")
    expect(field).not_to_have_attribute("role", re.compile(".*"))
    expect(page.locator(".suggestions")).to_have_count(0)


@pytest.mark.parametrize("script", [True, False])
def test_from_a_criterion_to_its_tag_and_on(visit, script):
    page = visit("/en/criteria/CFIT-LAP-BAT-01/", java_script_enabled=script)
    page.get_by_role("link", name="laptop", exact=True).click()
    expect(page).to_have_url(re.compile("/en/tags/laptop/$"))
    expect(page.get_by_role("heading", level=1)).to_have_text("laptop")
    page.locator("aside").get_by_role("link", name="battery").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("battery")
    page.get_by_role("navigation", name="You are here").get_by_role("link", name="Tags", exact=True).click()
    page.get_by_label("Filter the tags").fill("noteb")
    page.keyboard.press("Enter")
    expect(page.locator("main").get_by_role("link", name="laptop")).to_be_visible()
