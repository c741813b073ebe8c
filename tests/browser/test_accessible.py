"""Every kind of page, at two widths and in both colour schemes: no violation of WCAG 2.2 AA that axe can find."""

import re

import pytest

from tests.browser.barriers import violations
from tests.browser.conftest import WIDTHS, windows
from tests.serving import ROOT

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("keys")]
"""With the examples: consultations and positions are never there from the start."""

PAGES = {
    "home": "/en/",
    "text": "/en/about/",
    "take part": "/en/take-part/",
    "privacy": "/en/privacy/",
    "news list": "/en/news/",
    "news": "/en/news/slovenia-joins/",
    "events": "/en/events/",
    "past event": "/en/events/launch-2021/",
    "coming event": "/en/events/example-meeting/",
    "registration": "/en/events/example-meeting/register/",
    "networks": "/en/networks/",
    "network": "/en/networks/netherlands/",
    "region": "/en/networks/flanders/",
    "editions": "/en/criteria/CFIT-LAP-BAT-01/changes/",
    "edition": "/en/criteria/CFIT-LAP-BAT-01/1.0/",
    "compare": "/en/criteria/compare/?ref=CFIT-LAP-BAT-01&ref=CFIT-MOB-BAT-01&ref=CFIT-COM-REP-01",
    "compare in Dutch": "/en/criteria/compare/?ref=CFIT-LAP-BAT-01&ref=CFIT-MOB-BAT-01&lang=nl",
    "selection": "/en/selection/?ref=CFIT-LAP-BAT-01&ref=CFIT-MOB-BAT-01@1.0&ref=CFIT-COM-REP-01&q=repair",
    "empty selection": "/en/selection/",
    "topic": "/en/criteria/topics/battery-cycles/",
    "guidance": "/en/resources/",
    "library": "/en/criteria/",
    "filtered": "/en/criteria/?product=laptop&level=basic&q=battery",
    "nothing found": "/en/criteria/?q=zzzz&product=laptop",
    "table": "/en/criteria/?view=table",
    "criterion": "/en/criteria/CFIT-LAP-BAT-01/",
    "criterion in Dutch": "/en/criteria/CFIT-LAP-BAT-01/?lang=nl",
    "library in Dutch": "/en/criteria/?lang=nl&q=batterijen",
    "labels": "/en/criteria/labels/",
    "label": "/en/criteria/labels/tco-certified/",
    "card": "/embed/criteria/CFIT-LAP-BAT-01/",
    "api": "/api/v1/docs",
    "matrix": "/en/criteria/matrix/",
    "matrix in Dutch": "/en/criteria/matrix/?lang=nl",
    "position": "/en/criteria/CFIT-LAP-BAT-01/positions/norway/",
    "position in Dutch": "/en/criteria/CFIT-LAP-BAT-01/positions/norway/?lang=nl",
    "consultation": "/en/criteria/CFIT-COM-UPG-01/consultation/",
    "tags": "/en/tags/",
    "tag": "/en/tags/battery/",
    "search": "/en/search/?q=battery",
    "not found": "/en/nothing/",
    "sign in": "/accounts/login/",
    "style": "/en/style/",
}
SHOWN_TWICE = {"landmark-unique", "landmark-no-duplicate-main"}
"""The style page shows every component twice, landmarks included."""

ROOMS = ["portal", "networks", "criteria", "home"]
ASKS = re.compile(r"matchMedia|(inner|outer|client|offset|scroll)Width|getBoundingClientRect|\bscreen\.")


@pytest.fixture(scope="module", params=PAGES)
def page(request, browser, portal):
    """A page that is loaded once and then looked at in every width and in both colour schemes."""
    with windows(browser, portal) as visit:
        yield visit(PAGES[request.param])


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", WIDTHS)
def test_page_is_accessible(page, width, scheme):
    page.set_viewport_size(dict(zip(("width", "height"), WIDTHS[width], strict=True)))
    page.emulate_media(color_scheme=scheme)
    page.evaluate("document.getAnimations().forEach((change) => change.finish())")  # Colours fade into one another.
    excused = SHOWN_TWICE if page.url.endswith(PAGES["style"]) else set()
    assert [each for each in violations(page) if each[0] not in excused] == []


def test_page_fits_a_narrow_screen(page):
    for width in (320, 390):
        page.set_viewport_size({"width": width, "height": 700})
        assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_no_script_asks_for_width_or_colours():
    """If one did, a page could differ from the same page loaded in that width or in those colours."""
    for file in (path for room in ROOMS for path in (ROOT / room).rglob("*.js")):
        assert not ASKS.search(file.read_text()), file


def test_form_with_mistakes_is_accessible(visit):
    page = visit(PAGES["registration"], width="phone")
    page.evaluate("document.querySelector('form[method=post]').noValidate = true")
    page.get_by_role("button", name="Register").click()
    page.get_by_role("alert").wait_for()
    assert violations(page) == []


def test_opened_menus_are_accessible(visit):
    page = visit("/en/criteria/", width="phone")
    page.get_by_role("button", name="Filters").click()
    page.get_by_role("button", name="Close").wait_for()
    assert violations(page) == []
