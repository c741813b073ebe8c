"""What editors paste becomes plain prose: nothing that runs survives being saved."""

import json

import pytest
from django.urls import reverse
from wagtail.test.utils.form_data import nested_form_data, streamfield

from home.models import StandardPage
from portal.blocks import is_safe_address
from tests.factories.pages import make_home

pytestmark = pytest.mark.django_db


def draftail(text, url):
    """A paragraph as the editor's browser sends it, with a link on its first word."""
    link = {"type": "LINK", "mutability": "MUTABLE", "data": {"url": url}}
    block = {"key": "a", "text": text, "type": "unstyled", "depth": 0, "inlineStyleRanges": []}
    block["entityRanges"] = [{"offset": 0, "length": 4, "key": 0}]
    return json.dumps({"blocks": [block], "entityMap": {"0": link}})


@pytest.mark.parametrize(
    ("text", "url"),
    [
        ("<script>alert(1)</script>", "https://example.org/"),
        ("<img src=x onerror=alert(1)>", "https://example.org/"),
        ("Read this", "javascript:alert(1)"),
        ("Read this", "  JaVaScRiPt:alert(1)"),
        ("Read this", "data:text/html,<script>alert(1)</script>"),
        ("Read this", '" onmouseover="alert(1)'),
    ],
)
def test_saved_text_holds_nothing_that_runs(person, client, text, url):
    form = nested_form_data(
        {"title": "Pasted", "slug": "pasted", "body": streamfield([("text", draftail(text, url))])}
    ) | {"action-publish": "1", "comments-TOTAL_FORMS": "0", "comments-INITIAL_FORMS": "0"}
    address = reverse("wagtailadmin_pages:add", args=["home", "standardpage", make_home().pk])
    assert person("moderator").client.post(address, form).status_code == 302
    page = client.get(StandardPage.objects.get().get_url()).text
    assert "<script>alert" not in page
    assert "<img src=x" not in page
    assert not [bad for bad in ('href="javascript', 'href="data:', ' onmouseover="') if bad in page.lower()]


@pytest.mark.parametrize(
    ("address", "safe"),
    [
        ("https://example.org/a?b=c#d", True),
        ("/en/criteria/", True),
        ("javascript:alert(1)", False),
        ("data:text/html,x", False),
        ("//evil.example/", False),
        ("/\\evil.example", False),
        ("http://user@evil.example/", False),
        ("https://", False),
        ("https://example.org/\u202e", False),
        ("https://exa mple.org/", False),
    ],
)
def test_addresses_lead_where_they_say(address, safe):
    assert is_safe_address(address) is safe
