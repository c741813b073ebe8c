"""The words of every kind of file reach the search; what cannot be read says why and harms nobody."""

import io
import json

import pytest

from portal.files import guarded
from portal.files.inside import pdf as inside_pdf
from portal.files.inside import reading
from portal.files.kinds import KINDS
from portal.files.text import Extracted, NotReadable, extract
from tests.factories import files as make
from tests.factories.files import GOOD, upload

ROW = '<d:table xmlns:d="urn:d"><t:p>Cell</t:p></d:table>'
SLIDE = '<d:page xmlns:d="urn:d"><t:p>Slide</t:p></d:page>'


def words_of(content, extension):
    return json.loads(reading.run(io.BytesIO(content), extension, 60))


@pytest.mark.parametrize(
    ("extension", "content", "text", "pages"),
    [
        ("pdf", make.pdf("Take back", "old laptops"), "Take back\nold laptops", 2),
        ("docx", make.docx("Take back\nold laptops"), "Take back\nold laptops", 3),
        ("docx", make.docx("Take back", main="word/document2.xml"), "Take back", 3),
        ("docx", make.docx("Body", word__header1_xml="<h><t>Head</t></h>"), "Body\nHead", 3),
        ("xlsx", make.xlsx("Battery", "Capacity"), "Battery\nCapacity\nInline", 1),
        ("pptx", make.pptx(*"abcdefghijk"), "\n".join("abcdefghijk"), 11),
        ("odt", make.open_document(), "Reuse first", 4),
        ("ods", make.open_document("spreadsheet", ROW * 2), "Cell\nCell", 2),
        ("odp", make.open_document("presentation", SLIDE * 3), "Slide\nSlide\nSlide", 3),
        ("txt", "Grüße".encode(), "Grüße", None),
        ("txt", b"\xef\xbb\xbfGr\xc3\xbc\xc3\x9fe", "Grüße", None),
        ("txt", "Grüße – Łódź".encode("cp1252", "replace"), "Grüße – ?ód?", None),
        ("csv", b"a;b\r\n1;2\r\n", "a;b\n1;2", None),
    ],
)
def test_words_are_read(extension, content, text, pages):
    read = words_of(content, extension)
    assert (read["text"], read["pages"], read["is_whole"]) == (text, pages, True)


def test_language_is_what_the_file_says():
    assert words_of(make.open_document(), "odt")["language"] == "nl"


def test_words_deleted_with_a_note_and_doubled_for_old_programs_are_left_out():
    body = "<t:tracked-changes><t:p>Deleted</t:p></t:tracked-changes><t:p>Kept<t:s/>here</t:p>"
    assert words_of(make.open_document(body=body), "odt")["text"] == "Kept here"
    doubled = "<w:d xmlns:w='w'><w:Choice><w:t>Once</w:t></w:Choice><w:Fallback><w:t>Once</w:t></w:Fallback></w:d>"
    assert words_of(make.docx("", word__footnotes_xml=doubled), "docx")["text"] == "Once"


@pytest.mark.parametrize("extension", ["docx", "txt"])
def test_long_texts_are_cut_and_say_so(monkeypatch, extension):
    monkeypatch.setattr(reading, "CHARACTERS", 50)
    content = make.docx("word " * 100) if extension == "docx" else b"word " * 100
    read = words_of(content, extension)
    assert len(read["text"]) <= 50
    assert not read["is_whole"]


def test_pdf_is_read_as_far_as_time_allows():
    text, pages, _language, is_whole = inside_pdf.read(make.pdf("one", "two"), characters=1000, seconds=-1)
    assert (text, pages, is_whole) == ("", 2, False)


def test_text_holds_nothing_the_database_refuses():
    assert reading.tidied("a\x00b\ud800\ufffec  d \n\n e") == "abc d\ne"


@pytest.mark.parametrize("text", [make.BOMB, make.OUTSIDE])
def test_xml_bombs_are_not_unpacked(text):
    file = upload("letter.docx", make.docx("", word__footnotes_xml=text))
    assert extract(file, KINDS["docx"]) == NotReadable("entities")


@pytest.mark.parametrize(
    ("extension", "content", "reason"),
    [
        ("pdf", b"%PDF-1.7 nonsense", "damaged"),
        ("docx", b"PK\x03\x04", "damaged"),
        ("pdf", make.locked_pdf(reader="secret"), "password"),
        ("png", make.picture(), "picture"),
    ],
)
def test_unreadable_file_says_why(extension, content, reason):
    assert extract(upload("x", content), KINDS[extension]) == NotReadable(reason)


def test_reading_that_never_ends_is_ended():
    assert extract(upload("guide.pdf", make.pdf()), KINDS["pdf"], seconds=0.01) == NotReadable("complex")


@pytest.mark.parametrize("name", ["guide.pdf", "letter.docx"])
def test_reading_happens_in_the_guarded_process(name):
    kind = KINDS[name.rpartition(".")[2]]
    read = extract(upload(name, GOOD[name]()), kind)
    assert isinstance(read, Extracted)
    assert read.text == "Take back old laptops"


def test_an_endless_page_tree_ends():
    with pytest.raises(guarded.Stopped):
        guarded.run("text", upload("guide.pdf", make.endless_pdf()), "pdf", seconds=20)
