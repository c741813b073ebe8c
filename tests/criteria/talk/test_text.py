"""What comes in is cleaned, what goes out is safe."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from criteria.talk.text import clean, handles, links, paragraphs, says_something

KNOWN = {"anna": "Anna de Vries", "<b>": "never"}


@pytest.mark.parametrize(
    ("raw", "cleaned"),
    [
        ("  words \r\n\r\n\r\n\r\nmore\u2028end ", "words\n\nmore\nend"),
        ("a\u202eb\u2066c\u2069d", "abcd"),
        ("nul\x00l bell\x07", "null bell"),
        ("e\u0301", "é"),
        ("z" + "\u0300" * 50, "z" + "\u0300" * 4),
        ("zero\u200bwidth\ufeff", "zerowidth"),
        ("family 👩\u200d👧", "family 👩\u200d👧"),
        ("lone \ud800 half", "lone  half"),
    ],
)
def test_what_nobody_can_see_is_dropped(raw, cleaned):
    assert clean(raw) == cleaned


@pytest.mark.parametrize("raw", ["", " \n\t", "\u3164\u2800", "\u0300"])
def test_nothing_to_read_says_nothing(raw):
    assert not says_something(clean(raw))


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("@anna and @Ola-Nordmann, @anna again", ["anna", "ola-nordmann"]),
        ("mail anna@example.org", []),
        ("https://social.example/@anna", []),
        ("(@anna) @anna.", ["anna"]),
        ("@@anna @anna@host", []),
        ("@ anna @-x", []),
    ],
)
def test_names_after_an_at_sign(text, named):
    assert handles(text) == named


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("see https://example.org/a?b=1&c=2.", "https://example.org/a?b=1&amp;c=2"),
        ("(http://example.org/x_(y))", "http://example.org/x_(y)"),
        ("HTTPS://EXAMPLE.ORG", "HTTPS://EXAMPLE.ORG"),
    ],
)
def test_web_addresses_become_links(text, address):
    assert f'<a href="{address}" rel="nofollow ugc noopener noreferrer">{address}</a>' in paragraphs(text, {})


@pytest.mark.parametrize(
    "text",
    ["javascript:alert(1)", "data:text/html,x", "//evil.example", "https://user@evil.example", "http://", "https://[oops",
     "<a href='https://x.example'>x", '"><img src=x onerror=alert(1)>', "ftp://example.org", "www.example.org"],
)  # fmt: skip
def test_nothing_else_becomes_one(text):
    html = paragraphs(text, {})
    assert not re.search(r"<(?!/?p>|br>|a href=\"https?://|/a>)", html)
    assert "javascript:" not in re.findall(r'href="([^"]*)"', html)


def test_known_names_are_shown_and_others_stay_as_typed():
    html = paragraphs("@Anna met @nobody", KNOWN)
    assert html == '<p><span class="mention">@Anna de Vries</span> met @nobody</p>'


def test_paragraphs_and_lines():
    assert paragraphs("one\ntwo\n\nthree", {}) == "<p>one<br>two</p>\n<p>three</p>"


@given(st.text(max_size=300))
def test_html_holds_only_our_own_marks(raw):
    html = paragraphs(clean(raw), KNOWN)
    link = r'<a href="https?://[^"<>]+" rel="[a-z ]+">|</a>'
    assert re.fullmatch(rf'(?:<p>|</p>|<br>|{link}|<span class="mention">|</span>|[^<>])*', html, re.IGNORECASE)
    assert clean(clean(raw)) == clean(raw)


def test_links_are_counted():
    assert len(links("https://a.example http://b.example javascript:x https://u@c.example")) == 2
