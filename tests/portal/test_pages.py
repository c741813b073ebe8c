"""What all public pages keep to: headers, cookies, sizes, queries, and who may read them."""

import re

import pytest
from wagtail.models import Page, PageViewRestriction

from portal.openness import open_to_all
from tests.factories.pages import make_home, make_news, make_page

pytestmark = pytest.mark.django_db

PUBLIC = {
    "/en/": 12,
    "/en/about/": 12,
    "/en/take-part/": 12,
    "/en/privacy/": 12,
    "/en/accessibility/": 12,
    "/en/news/": 14,
    "/en/events/": 16,
    "/en/events/launch-2021/": 22,
    "/en/events/example-meeting/": 22,
    "/en/networks/": 14,
    "/en/networks/netherlands/": 26,
    "/en/networks/flanders/": 26,
    "/en/criteria/": 12,
    "/en/criteria/?q=battery&product=laptop": 12,
    "/en/criteria/CFIT-MOB-BAT-01/": 10,
    "/en/criteria/labels/": 12,
    "/en/search/?q=battery": 12,
}


@pytest.fixture
def pages(starter):
    return PUBLIC


@pytest.mark.parametrize("address", PUBLIC)
def test_page_holds_its_number_of_queries(pages, client, django_assert_max_num_queries, address):
    client.get(address)
    with django_assert_max_num_queries(PUBLIC[address]):
        assert client.get(address).status_code == 200


@pytest.mark.parametrize("address", PUBLIC)
def test_page_sets_no_cookie_and_loads_nothing_from_elsewhere(pages, client, address):
    page = client.get(address)
    assert not page.cookies
    loaded = re.findall(r'<(?:script|img|link|iframe|source|video)[^>]+(?:src|href)="(https?:)?//([^/"]+)', page.text)
    assert {host for _scheme, host in loaded} <= {"testserver"}


@pytest.mark.parametrize("address", PUBLIC)
def test_page_has_no_inline_script_or_style(pages, client, address):
    text = client.get(address).text
    assert not re.search(r"<style|\sstyle=|\son[a-z]+=|javascript:", text)
    scripts = re.findall(r"<script([^>]*)>", text)
    assert all("src=" in script or "application/ld+json" in script for script in scripts)


@pytest.mark.parametrize("address", PUBLIC)
def test_page_says_what_it_is(pages, client, address):
    text = client.get(address).text
    assert len(re.findall(r"<h1[ >]", text)) == 1
    assert re.search(r"<title>[^<]{4,} \| Circular and Fair ICT Pact|<title>Circular and Fair ICT Pact", text)
    assert re.search(r'<html lang="en"', text)
    assert "testserver" not in text.replace("http://testserver", "").replace("http%3A%2F%2Ftestserver", "")


@pytest.mark.parametrize("address", PUBLIC)
def test_every_link_leads_somewhere(pages, client, address):
    links = set(re.findall(r'href="(/[^"#]*)', client.get(address).text)) - {"/admin/"}
    broken = {link for link in links if not link.startswith("/static/") and client.get(link).status_code >= 400}
    assert not broken


EXPECTED = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}


@pytest.mark.parametrize("path", ["/en/", "/en/criteria/", "/en/nothing/", "/accounts/login/", "/admin/login/"])
def test_protecting_headers_are_everywhere(pages, client, path):
    headers = client.get(path).headers
    assert {name: headers.get(name) for name in EXPECTED} == EXPECTED
    assert "camera=()" in headers["Permissions-Policy"]


@pytest.mark.parametrize("path", ["/en/", "/en/criteria/", "/en/nothing/", "/accounts/login/"])
def test_public_pages_run_no_script_but_our_files(pages, client, path):
    policy = client.get(path).headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "script-src 'self';" in policy
    assert "unsafe" not in policy


def test_cms_has_a_policy_of_its_own_and_is_never_kept(pages, person):
    response = person("admin").client.get("/admin/")
    assert "'unsafe-inline'" in response.headers["Content-Security-Policy"]
    assert "no-store" in response.headers["Cache-Control"]


@pytest.mark.parametrize("header", ["X-Forwarded-Host", "X-Original-URL", "X-Rewrite-URL", "Forwarded"])
def test_no_header_of_a_client_changes_the_page(pages, client, header):
    assert client.get("/en/", headers={header: "evil.example"}).text == client.get("/en/").text


def test_foreign_host_is_refused(client):
    assert client.get("/en/", headers={"Host": "evil.example"}).status_code == 400


@pytest.mark.parametrize(
    ("accepts", "goes_to"), [("", "/en/"), ("nl", "/en/"), ("en-GB,en;q=0.8", "/en/"), ("%%%", "/en/")]
)
def test_root_leads_to_a_language_the_portal_speaks(client, accepts, goes_to):
    response = client.get("/", headers={"Accept-Language": accepts})
    assert (response.status_code, response["Location"]) == (302, goes_to)
    assert "Accept-Language" in response["Vary"]


def test_robots_and_favicon_and_sitemap(pages, client):
    assert "Disallow: /admin/" in client.get("/robots.txt").text
    assert client.get("/favicon.ico")["Location"].endswith("favicon.ico")
    sitemap = client.get("/sitemap.xml")
    assert sitemap.headers["Content-Type"].startswith("application/xml")
    for path in ("/en/networks/netherlands/", "/en/events/launch-2021/", "/en/criteria/CFIT-MOB-BAT-01/"):
        assert f"{path}</loc>" in sitemap.text
    assert "CFIT-LAP-BAT-03" not in sitemap.text


@pytest.mark.parametrize("closed", ["home", "parent", "page"])
def test_page_below_a_closed_one_is_closed(closed):
    home = make_home()
    parent = make_page("Parent")
    page = make_page("Page", parent=parent)
    sibling = make_page("Parents too")
    shut = {"home": home, "parent": parent, "page": page}[closed]
    PageViewRestriction.objects.create(page=shut, restriction_type=PageViewRestriction.LOGIN)
    seen = set(open_to_all(Page.objects.all()).values_list("pk", flat=True))
    assert seen == set(Page.objects.live().public().values_list("pk", flat=True))
    assert page.pk not in seen
    assert (sibling.pk in seen) is (closed != "home")


def test_feed_holds_public_news_only(client):
    make_news("Open news")
    make_news("Draft news", live=False)
    shut = make_news("Closed news")
    PageViewRestriction.objects.create(page=shut, restriction_type=PageViewRestriction.LOGIN)
    feed = client.get("/feeds/news.atom").text
    assert "Open news" in feed
    assert "Draft news" not in feed
    assert "Closed news" not in feed
