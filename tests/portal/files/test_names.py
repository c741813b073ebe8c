"""A file is shown under a safe name, stored under one that says nothing, and saved under what it is shown as."""

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.files.names import MAX_NAME, content_disposition, display_name, storage_name

ANY_NAME = st.one_of(
    st.text(max_size=300),
    st.builds("{}.{}".format, st.text(max_size=300), st.sampled_from(["pdf", "docx", "PDF", "tar.gz", "p\u202edf"])),
    st.text(alphabet="./\\ \u202e\r\n\"'%\x00é🙂a", max_size=200),
)


@pytest.mark.parametrize(
    ("raw", "shown"),
    [
        ("guide.pdf", "guide.pdf"),
        ("../../etc/passwd.pdf", "passwd.pdf"),
        ("C:\\Users\\ria\\guide.pdf", "guide.pdf"),
        ("line\r\nbreak.pdf", "line break.pdf"),
        ("\u202efdp.exe.pdf", "fdp.exe.pdf"),
        ("nul\x00l.pdf", "null.pdf"),
        ("  two   spaces .pdf", "two spaces.pdf"),
        ("Re\u0301sume\u0301.pdf", "Résumé.pdf"),
        ("🙂.pdf", "🙂.pdf"),
        (".pdf", "file.pdf"),
        ("..", "file"),
        ("", "file"),
        ("a" * 300 + ".pdf", "a" * 116 + ".pdf"),
    ],
)
def test_name_is_shown_as(raw, shown):
    assert display_name(raw) == shown


@given(ANY_NAME)
def test_any_name_becomes_a_safe_one(raw):
    name = display_name(raw)
    assert 0 < len(name) <= MAX_NAME
    assert not set(name) & set("/\\")
    assert not name.startswith((".", " "))
    assert not name.endswith((".", " "))
    assert not [character for character in name if unicodedata.category(character) in {"Cc", "Cf", "Cs", "Zl", "Zp"}]


@given(ANY_NAME)
def test_safe_name_stays_as_it_is(raw):
    assert display_name(display_name(raw)) == display_name(raw)


@given(st.text(max_size=300))
def test_ending_is_kept(stem):
    assert display_name(f"{stem}.docx").endswith(".docx")


@given(ANY_NAME)
def test_header_is_one_line_of_plain_letters_and_says_save(raw):
    header = content_disposition(raw)
    assert re.fullmatch(r"attachment; filename=\"[ -!#-\[\]-~]+\"; filename\*=UTF-8''[A-Za-z0-9._~%-]+", header)


def test_header_keeps_the_name_for_every_browser():
    expected = "attachment; filename=\"R_sum_ _a_.pdf\"; filename*=UTF-8''R%C3%A9sum%C3%A9%20%22a%22.pdf"
    assert content_disposition('Résumé "a".pdf') == expected


def test_storage_names_say_nothing_and_differ():
    assert re.fullmatch(r"[0-9a-f]{32}\.pdf", storage_name("pdf"))
    assert storage_name("pdf") != storage_name("pdf")
