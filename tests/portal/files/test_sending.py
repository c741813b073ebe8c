"""Files are handed out as downloads that can be resumed, and never as pages."""

import io
from datetime import UTC, datetime

import pytest
from django.test import RequestFactory
from hypothesis import given
from hypothesis import strategies as st

from portal.files.sending import Unsatisfiable, part_asked_for, send

CONTENT = bytes(range(256)) * 1000
SIZE = len(CONTENT)
MODIFIED = datetime(2026, 11, 1, 12, 0, tzinfo=UTC)
LAST_MODIFIED = "Sun, 01 Nov 2026 12:00:00 GMT"


def ask(method="get", *, content=CONTENT, is_public=False, **headers):
    request = getattr(RequestFactory(), method)(
        "/", headers={name.replace("_", "-"): each for name, each in headers.items()}
    )
    file = io.BytesIO(content)
    response = send(
        request,
        file,
        name="Résumé.pdf",
        media_type="application/pdf",
        version="abc",
        modified=MODIFIED,
        is_public=is_public,
    )
    response.file = file
    return response


def body(response):
    return b"".join(response.streaming_content) if response.streaming else response.content


def test_whole_file_is_sent_in_pieces():
    response = ask()
    assert (response.status_code, response.headers["Content-Length"]) == (200, str(SIZE))
    pieces = list(response.streaming_content)
    assert b"".join(pieces) == CONTENT
    assert len(pieces) > 1


@pytest.mark.parametrize(
    "headers", [{}, {"Range": "bytes=0-9"}, {"Range": "bytes=999999999-"}, {"If_None_Match": '"abc"'}]
)
def test_every_answer_is_safe_to_open(headers):
    response = ask(**headers)
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert response.headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert response.headers["Content-Disposition"].startswith("attachment;")
    assert response.headers["Cache-Control"] == "private, no-store"


def test_public_file_may_be_kept():
    assert ask(is_public=True).headers["Cache-Control"] == "public, max-age=600"


@pytest.mark.parametrize(
    ("asked", "first", "last"),
    [
        ("bytes=0-0", 0, 0),
        ("bytes=0-99", 0, 99),
        ("bytes=100-", 100, SIZE - 1),
        ("bytes=-50", SIZE - 50, SIZE - 1),
        ("bytes=-999999999", 0, SIZE - 1),
        ("bytes=10-999999999", 10, SIZE - 1),
        ("bytes = 5 - 6", 5, 6),
    ],
)
def test_one_part_is_sent_alone(asked, first, last):
    response = ask(Range=asked)
    assert response.status_code == 206
    assert response.headers["Content-Range"] == f"bytes {first}-{last}/{SIZE}"
    assert response.headers["Content-Length"] == str(last - first + 1)
    assert body(response) == CONTENT[first : last + 1]


@pytest.mark.parametrize("asked", [f"bytes={SIZE}-", "bytes=999999999-9999999999", "bytes=-0"])
def test_part_outside_the_file_is_refused(asked):
    response = ask(Range=asked)
    assert (response.status_code, response.headers["Content-Range"]) == (416, f"bytes */{SIZE}")
    assert body(response) == b""


@pytest.mark.parametrize(
    "asked",
    [
        "bytes=0-1,5-6",
        "bytes=0-,0-,0-",
        "bytes=9-2",
        "bytes=-",
        "bytes=a-b",
        "lines=0-9",
        "bytes=٣-٤",
        "bytes=" + "9" * 5000,
    ],
)
def test_several_parts_and_nonsense_get_the_whole_file(asked):
    response = ask(Range=asked)
    assert response.status_code == 200
    assert body(response) == CONTENT


@pytest.mark.parametrize(
    ("held", "status"),
    [
        ('"abc"', 206),
        (LAST_MODIFIED, 206),
        ('"old"', 200),
        ('W/"abc"', 200),
        ("Sat, 31 Oct 2026 12:00:00 GMT", 200),
        ("x", 200),
    ],
)
def test_download_is_resumed_only_if_the_file_is_the_same(held, status):
    assert ask(Range="bytes=5-", If_Range=held).status_code == status


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"If_None_Match": '"abc"'}, 304),
        ({"If_None_Match": 'W/"abc"'}, 304),
        ({"If_None_Match": '"old"'}, 200),
        ({"If_Modified_Since": LAST_MODIFIED}, 304),
        ({"If_Modified_Since": "Sat, 31 Oct 2026 12:00:00 GMT"}, 200),
        ({"If_Match": '"old"'}, 412),
        ({"If_None_Match": '"abc"', "Range": "bytes=0-9"}, 304),
    ],
)
def test_what_the_browser_has_is_not_sent_again(headers, status):
    response = ask(**headers)
    assert response.status_code == status
    assert response.headers["ETag"] == '"abc"'
    assert response.headers["Last-Modified"] == LAST_MODIFIED


def test_head_tells_the_size_and_sends_nothing():
    response = ask("head", Range="bytes=0-9")
    assert (response.status_code, response.headers["Content-Length"]) == (200, str(SIZE))
    assert response.headers["Accept-Ranges"] == "bytes"
    assert body(response) == b""


def test_empty_file_is_sent():
    assert body(ask(content=b"")) == b""
    assert ask(content=b"", Range="bytes=0-").status_code == 416


@pytest.mark.django_db  # Django looks after its connections when a response ends.
@pytest.mark.parametrize(
    ("method", "headers"),
    [("get", {}), ("get", {"If_None_Match": '"abc"'}), ("head", {}), ("get", {"Range": f"bytes={SIZE}-"})],
)
def test_file_is_closed_whatever_the_answer(method, headers):
    response = ask(method, **headers)
    response.close()
    assert response.file.closed


@given(st.integers(0, 1000), st.one_of(st.none(), st.integers(0, 1000)), st.integers(0, 500))
def test_part_lies_always_within_the_file(first, last, size):
    header = f"bytes={first}-{'' if last is None else last}"
    try:
        part = part_asked_for(header, size)
    except Unsatisfiable:
        assert first >= size
        return
    if part is None:
        assert last < first
    else:
        assert 0 <= part[0] <= part[1] < size
        assert part[0] == first


@given(st.text(max_size=60), st.integers(0, 500))
def test_no_header_breaks_it(header, size):
    for each in (header, f"bytes={header}"):
        try:
            part = part_asked_for(each, size)
        except Unsatisfiable:
            continue
        assert part is None or 0 <= part[0] <= part[1] < size
