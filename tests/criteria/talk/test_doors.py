"""What members say stays among members: a secret word, and every door that is open to anybody."""

import pytest
from django.urls import reverse
from wagtail.models import ReferenceIndex

from criteria.models import Comment
from portal.page_cache import NO_CONTENT_MODELS
from tests.factories.talk import make_comment
from tests.keeping import kept

pytestmark = pytest.mark.django_db
SECRET = "quagga"

DOORS = {
    "criterion": "/en/criteria/CFIT-TLK-ONE-01/",
    "later page": "/en/criteria/CFIT-TLK-ONE-01/?talk=2",
    "permanent": "/criteria/CFIT-TLK-ONE-01/",
    "browse": "/en/criteria/",
    "resources": "/en/resources/",
    "resource search": "/en/resources/?q=crossed",
    "tags": "/en/tags/",
    "library search": "/en/criteria/?q=crossed",
    "table": "/en/criteria/?view=table",
    "site search": "/en/search/?q=crossed",
    "network": "/en/networks/netherlands/",
    "home": "/en/",
    "sitemap": "/sitemap.xml",
    "feed": "/feeds/news.atom",
    "reports": "/en/criteria/talk/reports/",
    "talk": "/en/criteria/talk/criterion/CFIT-TLK-ONE-01/",
    "people": "/en/criteria/talk/criterion/CFIT-TLK-ONE-01/people/?q=au",
    "cms": "/admin/comments/",
}


@pytest.mark.parametrize("who", ["visitor", "account"])
def test_page_of_a_public_resource_tells_nothing(cast, things, said, who):
    page = cast.client(who).get(things.public.get_absolute_url())
    assert page.status_code == 200
    assert SECRET not in page.text
    assert "Members discuss this." in page.text


@kept
def said(cast, things):
    comment = make_comment(things.criterion, cast.user("author"), f"A {SECRET} crossed.")
    make_comment(things.criterion, cast.user("other"), f"A {SECRET} crossed?", parent=comment)
    make_comment(things.public, cast.user("author"), f"Another {SECRET} crossed.")
    return comment


@pytest.mark.parametrize("accept", ["text/html", "application/json"])
@pytest.mark.parametrize("script", [{}, {"HX-Request": "true"}])
@pytest.mark.parametrize("who", ["visitor", "account"])
@pytest.mark.parametrize("door", DOORS)
def test_no_door_tells(cast, said, who, door, script, accept):
    response = cast.client(who).get(DOORS[door], headers={"Accept": accept} | script, follow=door != "cms")
    for word in (SECRET, "author@example.org", "Author Test"):
        assert word not in response.text


def test_anonymous_page_has_no_count_no_cookie_and_no_form(cast, said):
    page = cast.client("visitor").get(DOORS["criterion"])
    assert not page.cookies
    assert "Members discuss this." in page.text
    talk = page.text.split('id="talk"')[1].split("</section>")[0]
    assert not [sign for sign in talk if sign.isdigit() and sign not in "01"]  # The reference in the link has these.
    assert "<form" not in talk
    assert "mentions.js" not in page.text
    assert "htmx" not in page.text


def test_page_is_the_same_with_and_without_talk(cast, things):
    client = cast.client("visitor")
    before = client.get(DOORS["criterion"]).text
    make_comment(things.criterion, cast.user("author"), SECRET)
    assert client.get(DOORS["criterion"]).text == before


def test_a_comment_empties_no_kept_page():
    assert {"criteria.Comment", "criteria.Mention", "criteria.Report"} <= NO_CONTENT_MODELS


def test_cms_lists_no_comment_as_usage(cast, things, said, person):
    assert not ReferenceIndex.model_is_indexable(Comment)
    usage = reverse("wagtailsnippets_criteria_criterion:usage", args=[things.criterion.pk])
    assert "Comment" not in person("editor").client.get(usage).text


def test_preview_of_a_criterion_has_no_talk(said, things, person):
    revision = things.criterion.save_revision()
    address = reverse("wagtailsnippets_criteria_criterion:revisions_view", args=[things.criterion.pk, revision.pk])
    response = person("editor").client.get(address)
    assert response.status_code == 200
    assert SECRET not in response.text
    assert "Members discuss this" not in response.text
