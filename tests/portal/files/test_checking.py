"""Files are taken for what is in them, not for what they are called, and nothing may hide in them."""

import io

import pytest

from portal.files import kinds
from portal.files.checking import ContentMatchesName, check
from portal.files.inside import inspecting, office
from portal.files.inside.finding import Finding
from portal.files.kinds import KINDS, kind_of
from portal.files.refusals import SENTENCES, FileRefused
from tests.factories import files as make
from tests.factories.files import GOOD, HTML, OLE, SVG, upload

NAMES_REFUSED = {
    "page.html": "kind",
    "drawing.svg": "kind",
    "page.xhtml": "kind",
    "script.js": "kind",
    "letter.docm": "kind",
    "table.xlsm": "kind",
    "talk.pptm": "kind",
    "guide.pdf.html": "kind",
    "guide.pdf%00.html": "kind",
    "guide.pdf\x00.html": "kind",
    "noending": "kind",
    "": "kind",
    "guide.": "kind",
    "guide.html.pdf": "name",
    "guide.htm.pdf": "name",
    "guide.html%00.pdf": "name",
    "guide.html\x00.pdf": "name",
    "guide.%68tml.pdf": "name",
    "guide.exe .pdf": "name",
    "guide.SVG.png": "name",
    "guide.php.jpg": "name",
}

CONTENT_REFUSED = [
    ("page.pdf", lambda: HTML, "content"),
    ("drawing.pdf", lambda: SVG, "content"),
    ("page.png", lambda: HTML, "content"),
    ("letter.docx", make.pdf, "content"),
    ("guide.pdf", make.docx, "content"),
    ("table.xlsx", make.docx, "content"),
    ("text.odt", lambda: make.open_document("spreadsheet"), "content"),
    ("text.odt", lambda: make.open_document("text-template"), "content"),
    ("archive.docx", lambda: make.packed({"anything.txt": "x"}), "content"),
    ("plan.png", lambda: make.picture("JPEG"), "content"),
    ("plan.jpg", make.picture, "content"),
    ("page.txt", lambda: HTML, "content"),
    ("page.txt", lambda: b"\xef\xbb\xbf \n <HTML >", "content"),
    ("page.csv", lambda: b"<?xml version='1.0'?><html xmlns='http://www.w3.org/1999/xhtml'/>", "content"),
    ("drawing.txt", lambda: SVG, "content"),
    ("program.txt", lambda: b"\x7fELF\x00\x00", "content"),
    ("script.txt", lambda: b"#!/bin/sh\n", "content"),
    ("late.txt", lambda: b"a" * 9000 + b"\x00", "content"),
    ("rows.csv", make.picture, "content"),
    # Two kinds in one
    ("guide.pdf", lambda: b"GIF89a" + make.pdf(), "polyglot"),
    ("guide.pdf", lambda: make.pdf() + make.docx(), "polyglot"),
    ("guide.pdf", lambda: make.pdf() + HTML, "polyglot"),
    ("guide.pdf", lambda: make.pdf().replace(b"%PDF-1.3\n", b"%PDF-1.3\n<html>"), "polyglot"),
    ("plan.png", lambda: make.picture() + HTML, "polyglot"),
    ("plan.png", lambda: make.picture() + make.docx(), "polyglot"),
    ("photo.jpg", lambda: make.photo() + make.docx(), "polyglot"),
    ("photo.jpg", lambda: make.picture("JPEG", comment=b"<script>alert(1)</script>"), "polyglot"),
    ("plan.webp", lambda: make.picture("WEBP") + b"more than the header says", "polyglot"),
    ("letter.docx", lambda: make.docx() + HTML, "polyglot"),
    ("letter.docx", lambda: make.docx() + b"PK\x05\x06" + bytes(18) + HTML, "polyglot"),
    # PDF that acts
    ("guide.pdf", make.scripted_pdf, "scripts"),
    ("guide.pdf", make.launching_pdf, "scripts"),
    ("guide.pdf", lambda: make.acting_pdf(S="Rendition", JS="app.alert(1)"), "scripts"),
    ("guide.pdf", lambda: make.scripted_pdf().replace(b"/JavaScript", b"/J#61vaScript"), "scripts"),
    ("guide.pdf", make.pdf_with_hidden_script, "scripts"),
    ("guide.pdf", make.pdf_with_attachment, "attachments"),
    ("guide.pdf", lambda: make.locked_pdf(reader="secret"), "password"),
    ("guide.pdf", lambda: make.pdf()[:-6], "damaged"),
    # Office files that act or hide
    ("letter.docx", lambda: make.docx(word__vbaProject_bin=b"x"), "macros"),
    ("letter.docx", lambda: make.docx(word__activeX__activeX1_xml="<x/>"), "macros"),
    ("letter.docx", lambda: make.docx(word__embeddings__oleObject1_bin=OLE), "macros"),
    ("letter.docx", lambda: make.docx(word__media__image1_png=OLE), "macros"),
    ("letter.docx", lambda: make.docx(word__media__image1_png=b"MZ"), "macros"),
    ("text.odt", lambda: make.open_document(**{"Basic/Standard/Module1.xml": "<x/>"}), "macros"),
    (
        "letter.docx",
        lambda: make.packed({"[Content_Types].xml": make.content_types("x", "a.macroEnabled.b")}),
        "macros",
    ),
    ("letter.docx", lambda: make.docx(word__media__more_zip=make.packed({"a": "b"})), "nested"),
    (
        "letter.docx",
        lambda: make.docx(word__embeddings__more_docx=make.docx(word__embeddings__a_docx=make.docx())),
        "nested",
    ),
    ("letter.docx", lambda: make.docx(word__document__copy_xml=make.BOMB), "entities"),
    ("letter.docx", lambda: make.docx(word__document__copy_xml=make.OUTSIDE), "entities"),
    ("letter.docx", lambda: make.docx(word__media__drawing_svg="<!DOCTYPE svg><svg/>"), "entities"),
    ("letter.docx", lambda: make.docx(word__styles_xml=make.BOMB.encode("utf-16")), "entities"),
    ("text.odt", lambda: make.open_document(**{"styles.xml": make.BOMB}), "entities"),
    ("letter.docx", lambda: make.docx(word__styles_xml="<a><b></a>"), "damaged"),
    ("letter.docx", lambda: make.docx()[:-30], "damaged"),
    ("letter.docx", lambda: b"PK\x03\x04broken", "damaged"),
    ("letter.docx", make.zip_bomb, "bomb"),
    ("letter.docx", make.linking_docx, "paths"),
    ("letter.docx", make.locked_docx, "password"),
    ("text.odt", lambda: make.open_document(**{"META-INF/manifest.xml": "<m><encryption-data/></m>"}), "password"),
    # Pictures
    ("flood.png", make.png_flood, "pixels"),
    ("cut.png", lambda: make.picture(width=400)[:-20] + make.picture()[-12:], "damaged"),
    ("cut.jpg", lambda: make.picture("JPEG", 300, 300)[:-400], "damaged"),
]


def finding_in(name, content):
    try:
        inspecting.run(io.BytesIO(content), kind_of(name).extension, 1)
    except Finding as finding:
        return finding.code


def refusal_of(name, content):
    with pytest.raises(FileRefused) as refused:
        check(upload(name, content), name)
    return refused.value


@pytest.mark.parametrize("name", GOOD)
def test_good_file_of_each_kind_is_accepted(name):
    assert check(upload(name, GOOD[name]()), name) == KINDS[name.rpartition(".")[2]]


def test_every_kind_has_a_good_file():
    assert {name.rpartition(".")[2] for name in GOOD} == set(KINDS)


@pytest.mark.parametrize(
    "name", ["Guide.PDF", "Report v1.2 (final).pdf", "letter.docx.pdf", "guide.pl.pdf", "résumé 🙂.pdf", ".pdf"]
)
def test_honest_names_are_accepted(name):
    assert kind_of(name).extension == "pdf"


@pytest.mark.parametrize("name", NAMES_REFUSED, ids=repr)
def test_name_that_promises_another_kind_is_refused(name):
    with pytest.raises(FileRefused) as refused:
        kind_of(name)
    assert refused.value.code == NAMES_REFUSED[name]


@pytest.mark.parametrize(
    ("name", "content", "code"),
    CONTENT_REFUSED,
    ids=[f"{row[2]}-{number}" for number, row in enumerate(CONTENT_REFUSED)],
)
def test_hostile_content_is_refused(name, content, code):
    assert finding_in(name, content()) == code


def test_hidden_script_cannot_be_seen_from_outside():
    assert b"script" not in make.pdf_with_hidden_script().lower()


def test_pdf_that_only_forbids_printing_is_accepted():
    assert finding_in("guide.pdf", make.locked_pdf(reader="")) is None


def test_table_behind_a_chart_is_accepted():
    assert finding_in("letter.docx", make.docx(word__embeddings__chart_xlsx=make.xlsx())) is None


def test_main_part_may_have_another_name():
    assert finding_in("letter.docx", make.docx(main="word/document2.xml")) is None


@pytest.mark.parametrize("name", ["../../evil.xml", "/etc/passwd", "a\\..\\b", "C:evil", "word/../../x"])
def test_member_that_would_leave_its_folder_is_refused(name):
    members = {"[Content_Types].xml": make.content_types("word/document.xml", make.WORD_TYPE), name: "x"}
    assert finding_in("letter.docx", make.packed(members)) == "paths"


@pytest.mark.parametrize(
    ("target", "found"),
    [("https://evil.example/x.dotm", "remote"), ("\\\\evil\\x.dotm", "remote"), ("file:///C:/Normal.dotm", None)],
)
def test_template_fetched_from_elsewhere_is_refused(target, found):
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/attachedTemplate"
    rels = f'<R><Relationship Type="{kind}" Target="{target}" TargetMode="External"/></R>'
    assert finding_in("letter.docx", make.docx(word___rels__settings_rels=rels)) == found


def test_links_in_a_text_are_no_parts_fetched():
    rels = '<R><Relationship Type="x/hyperlink" Target="https://a.example" TargetMode="External"/></R>'
    assert finding_in("letter.docx", make.docx(word___rels__document_rels=rels)) is None


@pytest.mark.parametrize(("limit", "value"), [("MAX_MEMBERS", 14), ("MAX_UNPACKED", 9000)])
def test_limits_count_the_files_inside_a_file_together(monkeypatch, limit, value):
    """Each table alone is far below the limits."""
    monkeypatch.setattr(office, limit, value)
    table = make.xlsx("word " * 600)
    one = {"word__embeddings__a_xlsx": table}
    assert finding_in("letter.docx", make.docx(**one)) is None
    more = {f"word__embeddings__{name}_xlsx": table for name in "abcd"}
    assert finding_in("letter.docx", make.docx(**more)) == "bomb"


def test_flood_of_frames_is_refused(monkeypatch):
    monkeypatch.setattr("portal.files.inside.pictures.MAX_PIXELS", 250)
    assert finding_in("wheel.webp", make.animation(frames=2)) is None
    assert finding_in("wheel.webp", make.animation(frames=3)) == "pixels"


def test_size_is_counted_and_not_believed(monkeypatch):
    kind = kinds.Kind("txt", "text/plain", kinds.Family.PLAIN, max_size=100)
    monkeypatch.setitem(KINDS, "txt", kind)
    file = upload("notes.txt", b"a" * 101)
    file.size = 1
    with pytest.raises(FileRefused, match=r"a \.txt file may have up to 0 MB"):
        check(file, "notes.txt")


def test_empty_file_is_refused():
    assert refusal_of("guide.pdf", b"").code == "empty"


def test_refusal_names_the_kinds_that_are_accepted():
    assert "PDF, DOCX, XLSX" in refusal_of("page.html", HTML).reason


def test_refusal_from_the_guarded_process_is_a_sentence():
    refused = refusal_of("guide.pdf", make.scripted_pdf())
    assert refused.messages == [str(SENTENCES["scripts"])]


def test_refusal_names_the_kind_it_is_not():
    assert refusal_of("guide.pdf", HTML).messages[0].startswith("This file is not a real .pdf file.")


def test_file_is_at_its_start_after_the_check():
    file = upload("notes.txt", b"words")
    check(file, "notes.txt")
    assert file.read() == b"words"


def test_validators_are_alike():
    assert ContentMatchesName() == ContentMatchesName()
    assert len({ContentMatchesName(), ContentMatchesName()}) == 1
