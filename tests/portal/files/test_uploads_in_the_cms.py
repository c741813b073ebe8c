"""Editors' uploads go through the same door as everybody's, and nothing refused is kept."""

import errno
import io

import pytest
from django.core.files.storage import FileSystemStorage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from portal.files.antivirus import Infected, Unreachable
from portal.models import PortalDocument, PortalImage
from portal.pictures import PictureForm
from tests.factories.files import GPS, HTML, SVG, animation, pdf, photo, picture, scripted_pdf


@pytest.fixture
def upload(person, settings, tmp_path, db):
    settings.MEDIA_ROOT = tmp_path

    def do(name, content, kind="application/pdf"):
        form = {"title": "Guide", "file": SimpleUploadedFile(name, content, kind), "collection": 1}
        return person("admin").client.post(reverse("wagtaildocs:add"), form)

    return do


@pytest.fixture
def upload_picture(person, settings, tmp_path, db):
    settings.MEDIA_ROOT = tmp_path

    def do(name, content):
        form = {"title": "Picture", "file": SimpleUploadedFile(name, content, "image/png"), "collection": 1}
        return person("admin").client.post(reverse("wagtailimages:add"), form)

    return do


def stored(folder):
    return [file for file in folder.rglob("*") if file.is_file()]


def test_editor_uploads_a_document(upload):
    assert upload("guide.pdf", pdf()).status_code == 302
    assert PortalDocument.objects.get().title == "Guide"


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("page.pdf", HTML, "not a real"),
        ("x.html", HTML, "not allowed"),
        ("x.svg", SVG, "not allowed"),
        ("x.docm", HTML, "not allowed"),
        ("x.htm.pdf", pdf(), "hides another kind"),
        ("x.pdf", scripted_pdf(), "contains scripts"),
    ],
)
def test_refused_upload_says_why_and_stores_nothing(upload, tmp_path, name, content, said):
    answer = upload(name, content)
    assert answer.status_code == 200
    assert said in answer.text
    assert not PortalDocument.objects.exists()
    assert not stored(tmp_path)


@pytest.mark.parametrize(
    "name",
    ["../../etc/passwd.pdf", "a" * 300 + ".pdf", "line%0D%0Abreak.pdf", "\u202efdp.x.pdf", "é 🙂 '\".pdf", "..pdf"],
)
def test_file_names_never_leave_the_folder_or_the_header(upload, client, tmp_path, name):
    upload(name, pdf())
    document = PortalDocument.objects.get()
    assert tmp_path in (tmp_path / document.file.name).resolve().parents
    header = client.get(document.url).headers["Content-Disposition"]
    assert not any(character in header for character in "\r\n\u202e")


def test_full_disk_loses_nothing_and_says_so(upload, person, monkeypatch):
    def full(*args, **kwargs):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(FileSystemStorage, "_save", full)
    person("admin").client.raise_request_exception = False
    answer = upload("guide.pdf", pdf())
    assert answer.status_code == 507
    assert "no room" in answer.text
    assert not PortalDocument.objects.exists()


@pytest.mark.parametrize(
    ("found", "said"), [(Infected("Eicar-Test"), "Eicar-Test"), (Unreachable("TimeoutError"), "does not answer")]
)
def test_what_the_scanner_did_not_clear_is_not_stored(upload, upload_picture, monkeypatch, tmp_path, found, said):
    monkeypatch.setattr("portal.files.antivirus.scan", lambda file: found)
    assert said in upload("guide.pdf", pdf()).text
    assert said in upload_picture("plan.png", picture()).text
    assert not stored(tmp_path)


def test_new_title_is_no_new_upload(upload, person, monkeypatch):
    upload("guide.pdf", pdf())
    document = PortalDocument.objects.get()
    monkeypatch.setattr("portal.files.antivirus.scan", lambda file: Unreachable("TimeoutError"))
    form = {"title": "Renamed", "collection": 1, "tags": ""}
    person("admin").client.post(reverse("wagtaildocs:edit", args=[document.pk]), form)
    document.refresh_from_db()
    assert document.title == "Renamed"


@pytest.mark.parametrize("name", ["plan.png", "plan.webp", "plan.avif", "plan.gif"])
def test_editor_uploads_a_picture(upload_picture, name):
    upload_picture(name, picture(name.rpartition(".")[2].upper()))
    assert PortalImage.objects.count() == 1


def test_picture_is_kept_upright_and_without_its_place(upload_picture):
    upload_picture("photo.jpg", photo(orientation=6))
    image = PortalImage.objects.get()
    with image.file.open() as file:
        data = file.read()
    assert GPS.encode() not in data
    assert b"Secret" not in data
    assert (image.width, image.height) == (20, 40)
    assert image.file_size == len(data)


def test_animation_of_an_editor_stays_one(upload_picture):
    upload_picture("wheel.gif", animation("GIF"))
    with PortalImage.objects.get().file.open() as file:
        assert Image.open(io.BytesIO(file.read())).n_frames == 3


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("x.png", HTML),
        ("x.png", SVG),
        ("x.svg", SVG),
        ("x.png", b"\x89PNG\r\n\x1a\n" + HTML),
        ("x.png", picture()[:60]),
    ],
)
def test_what_is_no_picture_is_refused(upload_picture, name, content):
    assert upload_picture(name, content).status_code == 200
    assert not PortalImage.objects.exists()


def test_picture_of_too_many_pixels_is_refused(upload_picture, monkeypatch):
    monkeypatch.setattr(PictureForm.base_fields["file"], "max_image_pixels", 50)
    upload_picture("flood.png", picture(width=10, height=10))
    assert not PortalImage.objects.exists()
