"""PDF and pictures show a small picture of themselves; other files none."""

import io

import pytest
from PIL import Image

from portal.files.kinds import KINDS
from portal.files.preview import first_page
from tests.factories import files as make
from tests.factories.files import GOOD, GPS, upload


def opened(content):
    return Image.open(io.BytesIO(content))


def test_first_page_of_a_pdf_is_drawn():
    drawn = opened(first_page(upload("guide.pdf", make.pdf("Words")), KINDS["pdf"]))
    assert (drawn.format, drawn.height) == ("WEBP", 640)
    assert drawn.convert("L").getextrema()[0] < 100  # There is ink on the page.


@pytest.mark.parametrize("extension", ["png", "jpg", "webp"])
def test_picture_is_made_small(extension):
    kind = {"png": "PNG", "jpg": "JPEG", "webp": "WEBP"}[extension]
    small = first_page(upload("x", make.picture(kind, 2000, 500)), KINDS[extension])
    assert opened(small).size == (480, 120)


def test_preview_knows_nothing_of_the_camera_and_stands_upright():
    small = first_page(upload("photo.jpg", make.photo()), KINDS["jpg"])
    assert GPS.encode() not in small
    assert opened(small).size == (20, 40)


def test_see_through_pictures_stay_so():
    assert opened(first_page(upload("x.png", make.picture(mode="RGBA")), KINDS["png"])).mode == "RGBA"


@pytest.mark.parametrize("name", ["letter.docx", "table.ods", "notes.txt"])
def test_other_kinds_have_none(name):
    assert first_page(upload(name, GOOD[name]()), KINDS[name.rpartition(".")[2]]) is None


def test_page_of_enormous_size_is_drawn_small():
    def stretch(writer):
        writer.pages[0].mediabox.upper_right = (14_400, 200)

    drawn = opened(first_page(upload("wide.pdf", make.pdf(change=stretch)), KINDS["pdf"]))
    assert drawn.width == 480


@pytest.mark.parametrize(
    ("extension", "content"),
    [("pdf", b"%PDF-1.7"), ("pdf", make.locked_pdf(reader="secret")), ("png", make.png_flood()), ("jpg", b"nothing")],
)
def test_what_cannot_be_drawn_has_none(extension, content):
    assert first_page(upload("x", content), KINDS[extension]) is None
