"""Files are taken for what is in them, not for what they are called."""

import errno
import io
import zipfile

import pytest
from django.core.exceptions import ValidationError
from django.core.files.storage import FileSystemStorage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from portal.models import PortalDocument, PortalImage
from portal.pictures import PictureForm
from portal.uploads import ContentMatchesName

PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"
HTML = b"<!doctype html><script>alert(1)</script>"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'


def zipped(*names, size=10):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in names:
            archive.writestr(name, b"0" * size)
    return file.getvalue()


def png(width=10, height=10):
    file = io.BytesIO()
    Image.new("RGB", (width, height)).save(file, "PNG")
    return file.getvalue()


ACCEPTED = [
    ("guide.pdf", PDF),
    ("guide.PDF", PDF),
    ("guide.docx", zipped("word/document.xml")),
    ("table.xlsx", zipped("xl/workbook.xml")),
    ("talk.pptx", zipped("ppt/presentation.xml")),
    ("text.odt", zipped("content.xml")),
    ("notes.txt", "Grüße".encode()),
    ("rows.csv", b"a;b\n1;2\n"),
]
REFUSED = [
    ("page.pdf", HTML),
    ("drawing.pdf", SVG),
    ("guide.docx", PDF),
    ("guide.pdf", zipped("word/document.xml")),
    ("macros.docx", zipped("word/document.xml", "word/vbaProject.bin")),
    ("archive.docx", zipped("anything.txt")),
    ("page.txt", HTML),
    ("drawing.txt", SVG),
    ("program.txt", b"\x7fELF\x00\x00"),
    ("pictures.csv", png()),
    ("page.html", HTML),
    ("page.htm.exe", b"MZ"),
    ("empty.pdf", b""),
    ("broken.docx", b"PK\x03\x04broken"),
    ("noextension", PDF),
]


@pytest.mark.parametrize(("name", "content"), ACCEPTED, ids=[name for name, _content in ACCEPTED])
def test_what_it_says_it_is_is_accepted(name, content):
    ContentMatchesName()(SimpleUploadedFile(name, content))


@pytest.mark.parametrize(("name", "content"), REFUSED, ids=[name for name, _content in REFUSED])
def test_anything_else_is_refused(name, content):
    with pytest.raises(ValidationError, match="not a real"):
        ContentMatchesName()(SimpleUploadedFile(name, content))


def test_file_that_unpacks_too_far_is_refused(monkeypatch):
    monkeypatch.setattr("portal.uploads.MAX_UNPACKED", 5000)
    with pytest.raises(ValidationError, match="unpacks to more"):
        ContentMatchesName()(SimpleUploadedFile("big.docx", zipped("word/document.xml", size=6000)))


@pytest.fixture
def upload(person, settings, tmp_path, db):
    settings.MEDIA_ROOT = tmp_path

    def do(name, content, kind="application/pdf"):
        form = {"title": "Guide", "file": SimpleUploadedFile(name, content, kind), "collection": 1}
        return person("admin").client.post(reverse("wagtaildocs:add"), form)

    return do


def test_editor_uploads_a_document(upload):
    assert upload("guide.pdf", PDF).status_code == 302
    assert PortalDocument.objects.get().title == "Guide"


@pytest.mark.parametrize(("name", "content"), [("page.pdf", HTML), ("x.html", HTML), ("x.svg", SVG), ("x.docm", PDF)])
def test_refused_upload_says_why_and_stores_nothing(upload, tmp_path, name, content):
    answer = upload(name, content)
    assert answer.status_code == 200
    assert "not a real" in answer.text or "not allowed" in answer.text
    assert not PortalDocument.objects.exists()
    assert not [file for file in tmp_path.rglob("*") if file.is_file()]


@pytest.mark.parametrize(
    "name",
    ["../../etc/passwd.pdf", "a" * 300 + ".pdf", "line\r\nbreak.pdf", "\u202efdp.exe.pdf", "é 🙂 '\".pdf", "..pdf"],
)
def test_file_names_never_leave_the_folder_or_the_header(upload, client, tmp_path, name):
    upload(name, PDF)
    for document in PortalDocument.objects.all():
        assert tmp_path in (tmp_path / document.file.name).resolve().parents
        header = client.get(document.url).headers["Content-Disposition"]
        assert not any(character in header for character in "\r\n\u202e")


def test_full_disk_loses_nothing_and_says_so(upload, person, monkeypatch):
    def full(*args, **kwargs):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(FileSystemStorage, "_save", full)
    person("admin").client.raise_request_exception = False
    answer = upload("guide.pdf", PDF)
    assert answer.status_code == 507
    assert "no room" in answer.text
    assert not PortalDocument.objects.exists()


def picture(person, name, content):
    form = {"title": "Picture", "file": SimpleUploadedFile(name, content, "image/png"), "collection": 1}
    return person("admin").client.post(reverse("wagtailimages:add"), form)


def test_editor_uploads_a_picture(person, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    picture(person, "picture.png", png())
    assert PortalImage.objects.count() == 1


@pytest.mark.parametrize(
    ("name", "content"), [("x.png", HTML), ("x.png", SVG), ("x.svg", SVG), ("x.png", b"\x89PNG\r\n\x1a\n" + HTML)]
)
def test_what_is_no_picture_is_refused(person, settings, tmp_path, name, content):
    settings.MEDIA_ROOT = tmp_path
    assert picture(person, name, content).status_code == 200
    assert not PortalImage.objects.exists()


def test_picture_of_too_many_pixels_is_refused(person, settings, tmp_path, monkeypatch):
    settings.MEDIA_ROOT = tmp_path
    monkeypatch.setattr(PictureForm.base_fields["file"], "max_image_pixels", 50)
    picture(person, "flood.png", png(10, 10))
    assert not PortalImage.objects.exists()
