"""What people do from end to end: register for an event, find a network, sign in and publish."""

import re

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser
EVENT = "/en/events/example-meeting/"


@pytest.mark.parametrize("script", [True, False], ids=["with script", "without script"])
def test_registering_and_cancelling(visit, postbox, script):
    address = f"ria-{'with' if script else 'without'}@example.org"
    page = visit(EVENT, java_script_enabled=script)
    page.get_by_role("link", name="Register").first.click()
    page.get_by_label("Your name").fill("Ria Buyer")
    page.get_by_label("E-mail address").fill("not an address")
    page.get_by_role("button", name="Register").click()
    expect(page.get_by_role("alert")).to_contain_text("need your attention")
    expect(page.get_by_label("Your name")).to_have_value("Ria Buyer")
    page.get_by_label("E-mail address").fill(address)
    page.get_by_label("Organisation").fill("City of Somewhere")
    page.get_by_label("Country").select_option("NL")
    page.get_by_label("I agree").check()
    page.get_by_role("button", name="Register").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Look into your mail")

    page.goto(link(postbox, address, "confirm"))
    page.get_by_role("button", name="Confirm and take a seat").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("You have a seat")
    page.goto(link(postbox, address, "cancel"))
    page.get_by_role("button", name="Cancel my registration").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Your registration is cancelled")


def link(postbox, address, what):
    return re.search(rf"http://\S+/events/{what}/\S+", postbox[0].last_to(address))[0]


def test_registering_by_keyboard_alone(visit):
    page = visit(f"{EVENT}register/")
    page.get_by_label("Your name").focus()
    for text in ("Ria Keys", "ria-keys@example.org", "City of Keys", "N", "", ""):
        page.keyboard.type(text)
        page.keyboard.press("Tab")
    page.keyboard.press("Space")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Look into your mail")


def test_event_tells_readers_elsewhere_their_own_time(visit):
    page = visit(EVENT, timezone_id="Asia/Tokyo")
    expect(page.locator("[data-local-time]").first).to_contain_text("GMT+9")
    at_home = visit(EVENT, timezone_id="Europe/Brussels")
    expect(at_home.locator("[data-local-time]").first).to_be_hidden()


def test_network_is_found_on_the_map_and_in_the_list(visit):
    page = visit("/en/networks/")
    page.locator("svg").get_by_role("link", name="Canada").first.focus()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("/en/networks/canada/"))
    page.go_back()
    page.get_by_role("main").get_by_role("link", name="Netherlands").last.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Netherlands")


def test_networks_filter_without_script(visit):
    page = visit("/en/networks/", java_script_enabled=False)
    page.get_by_label("Kind").select_option(label="Region (2)")
    page.get_by_role("button", name="Show").click()
    expect(page).to_have_url(re.compile("kind=region"))
    expect(page.get_by_role("main")).to_contain_text("Flanders")
    expect(page.get_by_role("main")).not_to_contain_text("Norway")


def test_menu_on_a_phone(visit):
    page = visit("/en/", width="phone")
    page.get_by_role("button", name="Menu").click()
    page.get_by_role("navigation", name="Main menu").get_by_role("link", name="Networks").click()
    expect(page).to_have_url(re.compile("/en/networks/"))


def test_site_search_finds_pages_and_criteria(visit):
    page = visit("/en/search/?q=battery")
    expect(page.get_by_role("heading", name=re.compile("Criteria"))).to_be_visible()
    page.get_by_label("Search pages and criteria").fill("Slovenia")
    page.keyboard.press("Enter")
    page.get_by_role("link", name="Slovenia", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Slovenia")


def code(postbox):
    return re.search(r"^\s*([A-Z0-9]{3,4}-[A-Z0-9]{2,4})\s*$", postbox[0].last_to("editor@example.org"), re.MULTILINE)[
        1
    ]


@pytest.fixture
def editor(visit, postbox):
    """The editor, signed in with a code by mail."""
    page = visit("/admin/")
    page.get_by_label("E-mail address").first.fill("editor@example.org")
    page.get_by_role("button", name="Send me a code").click()
    page.locator("input[name=code]").fill(code(postbox))
    page.locator("main button[type=submit]").first.click()
    page.goto("/admin/")
    return page


def test_editor_writes_news_and_readers_see_it_at_once(editor, visit, portal):
    reader = visit("/en/news/")
    expect(reader.get_by_role("main")).not_to_contain_text("Written in a browser")
    shown = "from home.models import NewsIndexPage as N; print(N.objects.get().pk)"
    parent = portal.manage("shell", "--no-imports", "-c", shown).strip()
    editor.goto(f"/admin/pages/add/home/newspage/{parent}/")
    editor.wait_for_load_state("networkidle")
    editor.locator("#id_title").press_sequentially("Written in a browser")
    expect(editor.locator("#id_slug")).to_have_value("written-in-a-browser")
    with editor.expect_navigation():
        editor.locator("[name=action-publish]").first.evaluate("button => button.click()")
    expect(editor.locator(".messages")).to_contain_text("published")
    reader.reload()
    expect(reader.get_by_role("main")).to_contain_text("Written in a browser")


def test_editor_withdraws_a_criterion_and_it_is_gone_everywhere(editor, visit):
    reader = visit("/en/criteria/CFIT-TAB-ROB-02/")
    expect(reader.get_by_role("heading", level=1)).to_be_visible()
    editor.goto("/admin/snippets/criteria/criterion/?q=CFIT-TAB-ROB-02")
    editor.get_by_role("link", name="CFIT-TAB-ROB-02").first.click()
    unpublish = editor.url.replace("/edit/", "/unpublish/")
    editor.goto(unpublish)
    editor.locator("main form [type=submit], main form button").first.click()
    editor.wait_for_load_state()
    assert reader.reload().status == 404
    reader.goto("/en/criteria/?q=tested+case")
    expect(reader.get_by_role("main")).not_to_contain_text("CFIT-TAB-ROB-02")
