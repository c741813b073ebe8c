"""Browsing the library in a browser: filters without reloading, history, focus, keyboard, and without script."""

import re

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser
BROWSE = "/en/criteria/"
CRITERION = "/en/criteria/CFIT-LAP-BAT-01/"


def found(page):
    return page.locator("#found")


def count(page):
    return int(re.search(r"\d+", found(page).inner_text())[0])


def mark(page):
    """Leave a mark in the window that a reload would wipe away."""
    page.evaluate("window.stillHere = true")


def is_same_window(page):
    return page.evaluate("window.stillHere === true")


def test_ticking_a_filter_swaps_the_results_and_the_address(visit):
    page = visit(BROWSE)
    mark(page)
    everything = count(page)
    page.locator("#product-laptop").check()
    expect(page).to_have_url(re.compile(r"\?.*product=laptop"))
    expect(page.get_by_role("link", name="Remove filter: Laptops")).to_be_visible()
    assert 0 < count(page) < everything
    assert is_same_window(page)
    expect(page.locator("#product-laptop")).to_be_focused()
    expect(page.locator("#announcer")).to_have_text(re.compile(r"\d+ criteria found"))


def test_counts_follow_and_stay_true(visit):
    page = visit(BROWSE)
    page.locator("#product-laptop").check()
    expect(page).to_have_url(re.compile("product=laptop"))
    label = page.locator("label", has=page.locator("#level-advanced"))
    promised = int(re.search(r"\d+", label.locator(".count").inner_text())[0])
    page.locator("#level-advanced").check()
    expect(page).to_have_url(re.compile("level=advanced"))
    expect(found(page)).to_contain_text(str(promised))


def test_back_and_forward_lead_through_the_filters(visit):
    page = visit(BROWSE)
    everything = count(page)
    page.locator("#product-laptop").check()
    expect(page).to_have_url(re.compile("product=laptop"))
    narrowed = count(page)
    page.go_back()
    expect(found(page)).to_contain_text(str(everything))
    expect(page.locator("#product-laptop")).not_to_be_checked()
    page.go_forward()
    expect(found(page)).to_contain_text(str(narrowed))
    expect(page.locator("#product-laptop")).to_be_checked()


def test_searching_and_removing_the_filter_again(visit):
    page = visit(f"{BROWSE}?product=laptop")
    page.get_by_label("Search the criteria").fill("battery")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"q=battery"))
    expect(found(page)).to_contain_text("battery")
    page.get_by_role("link", name="Remove filter: Laptops").click()
    expect(page).not_to_have_url(re.compile("product=laptop"))
    expect(page).to_have_url(re.compile("q=battery"))


def test_pages_keep_the_filters(visit):
    page = visit(f"{BROWSE}?product=laptop&level=basic&level=law&level=advanced")
    if page.get_by_role("navigation", name="Pages").count() == 0:
        page.goto(BROWSE)
    before = page.locator(".result h3").first.inner_text()
    page.get_by_role("link", name="Next").click()
    expect(page).to_have_url(re.compile("page=2"))
    assert page.locator(".result h3").first.inner_text() != before


def test_sorting_keeps_everything_else(visit):
    page = visit(f"{BROWSE}?product=laptop")
    page.get_by_label("Sort by").select_option("reference")
    expect(page).to_have_url(re.compile(r"product=laptop.*sort=reference|sort=reference.*product=laptop"))


def test_table_and_back_to_the_list(visit):
    page = visit(f"{BROWSE}?product=laptop")
    page.get_by_role("link", name="Table").click()
    expect(page.get_by_role("table")).to_be_visible()
    page.locator("#product-tablet").check()
    expect(page).to_have_url(re.compile("view=table"))
    expect(page.get_by_role("table")).to_be_visible()


def test_filters_on_a_phone_open_and_close(visit):
    page = visit(BROWSE, width="phone")
    expect(page.locator("#product-laptop")).to_be_hidden()
    page.get_by_role("button", name="Filters").click()
    page.locator("#product-laptop").check()
    expect(page).to_have_url(re.compile("product=laptop"))
    expect(page.locator("#product-laptop")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("#product-laptop")).to_be_hidden()
    expect(page.get_by_role("button", name="Filters")).to_contain_text("(1)")


def test_whole_way_by_keyboard(visit):
    page = visit(BROWSE)
    page.keyboard.press("Tab")
    expect(page.locator(":focus")).to_have_attribute("href", "#main")
    page.keyboard.press("Enter")
    for _number in range(60):
        page.keyboard.press("Tab")
        if page.locator(":focus").get_attribute("id") == "product-laptop":
            break
    page.keyboard.press("Space")
    expect(page).to_have_url(re.compile("product=laptop"))
    outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    assert outline != "none"


def test_everything_works_without_script(visit):
    page = visit(BROWSE, java_script_enabled=False)
    page.locator("#product-laptop").check()
    page.get_by_role("button", name="Show results").click()
    expect(page).to_have_url(re.compile("product=laptop"))
    narrowed = count(page)
    page.get_by_label("Search the criteria").fill("battery")
    page.get_by_role("button", name="Search", exact=True).click()
    assert 0 < count(page) <= narrowed
    page.get_by_role("link", name="Remove filter: Laptops").click()
    expect(page).not_to_have_url(re.compile("product"))
    page.locator(".result h3 a").first.click()
    expect(page.get_by_role("heading", level=1)).to_be_visible()


def test_zero_results_lead_on(visit):
    page = visit(f"{BROWSE}?q=batery")
    page.locator("p", has_text="Did you mean").get_by_role("link").click()
    assert count(page) > 0


def test_criterion_shows_the_requirement_first_and_copies_it(visit, browser):
    page = visit(CRITERION, permissions=["clipboard-read", "clipboard-write"])
    requirement = page.locator("#requirement")
    assert requirement.bounding_box()["y"] < 900
    page.get_by_role("button", name="Copy the requirement").click()
    expect(page.get_by_role("button", name="Copied")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()") == requirement.inner_text()


def test_criterion_on_paper_is_black_on_white_without_the_frame(visit):
    page = visit(CRITERION, scheme="dark")
    page.emulate_media(media="print")
    expect(page.locator(".site-header nav")).to_be_hidden()
    expect(page.locator(".print-foot")).to_be_visible()
    assert page.evaluate("getComputedStyle(document.querySelector('#requirement')).color") == "rgb(0, 0, 0)"
    assert "CFIT-LAP-BAT-01" in page.locator(".print-foot").inner_text()


def test_permanent_address_arrives_at_the_page(visit):
    page = visit("/criteria/CFIT-LAP-BAT-01/")
    expect(page).to_have_url(re.compile("/en/criteria/CFIT-LAP-BAT-01/"))
