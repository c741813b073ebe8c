"""Pictures are kept without the place, time and camera they were taken with, and look as before."""

import io

import pytest
from PIL import Image

from portal.files.inside import cleaning
from portal.files.inside.finding import Finding
from portal.files.pictures import cleaned
from portal.files.refusals import FileRefused
from tests.factories.files import GPS, HTML, animation, photo, picture, png_flood, upload

FORMATS = ["jpg", "jpeg", "png", "webp", "avif"]
KINDS = {"jpg": "JPEG", "jpeg": "JPEG", "png": "PNG", "webp": "WEBP", "avif": "AVIF"}


def clean(content, extension):
    return cleaning.run(io.BytesIO(content), extension, 1)


def opened(content):
    return Image.open(io.BytesIO(content))


@pytest.mark.parametrize("extension", FORMATS)
def test_nothing_of_place_time_and_camera_stays(extension):
    sent = photo(KINDS[extension])
    assert GPS.encode() in sent
    kept = clean(sent, extension)
    assert GPS.encode() not in kept
    assert b"Secret" not in kept
    assert not opened(kept).getexif()


@pytest.mark.parametrize("extension", FORMATS)
def test_picture_lying_on_its_side_is_put_upright(extension):
    kept = opened(clean(photo(KINDS[extension], orientation=6), extension)).convert("RGB")
    assert kept.size == (20, 40)
    assert kept.getpixel((10, 5))[0] > 200  # The red left half is on top now.
    assert kept.getpixel((10, 35))[0] < 60


@pytest.mark.parametrize("extension", FORMATS)
def test_colour_profile_is_kept(extension):
    assert opened(clean(photo(KINDS[extension]), extension)).info["icc_profile"] == b"colours" * 20


def test_notes_in_a_png_are_left_out():
    from PIL.PngImagePlugin import PngInfo  # noqa: PLC0415  used here only

    notes = PngInfo()
    notes.add_text("Author", "Secret name")
    assert b"Secret" not in clean(picture(pnginfo=notes), "png")


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGBA", "I;16"])
def test_png_of_every_mode_is_kept_as_it_is(mode):
    kept = opened(clean(picture(mode=mode), "png"))
    assert (kept.mode, kept.size) == (mode, (40, 20))


@pytest.mark.parametrize("mode", ["L", "CMYK"])
def test_jpeg_of_every_mode_is_kept_as_it_is(mode):
    assert opened(clean(picture("JPEG", mode=mode), "jpg")).mode == mode


def test_see_through_colour_stays_see_through():
    kept = opened(clean(picture(mode="P", transparency=0), "png"))
    assert kept.convert("RGBA").getpixel((0, 0))[3] == 0


def test_lossless_webp_stays_lossless():
    sent = picture("WEBP", lossless=True)
    assert opened(clean(sent, "webp")).tobytes() == opened(sent).tobytes()


@pytest.mark.parametrize("kind", ["WEBP", "PNG", "AVIF"])
def test_animation_stays_one(kind):
    kept = opened(clean(animation(kind), kind.lower()))
    kept.seek(1)
    kept.load()
    assert (kept.n_frames, kept.info["duration"]) == (3, 100)


def test_quality_of_a_photo_is_what_it_was():
    sent = picture("JPEG", quality=35)
    assert opened(clean(sent, "jpg")).quantization == opened(sent).quantization


def test_further_views_in_a_phone_picture_are_left_out():
    first, second = Image.new("RGB", (30, 30), "red"), Image.new("RGB", (30, 30), "blue")
    file = io.BytesIO()
    first.save(file, "MPO", save_all=True, append_images=[second])
    kept = clean(file.getvalue(), "jpg")
    assert getattr(opened(kept), "n_frames", 1) == 1
    assert len(kept) < len(file.getvalue())


@pytest.mark.parametrize(("content", "code"), [(HTML, "content"), (png_flood(), "pixels"), (picture()[:60], "damaged")])
def test_what_is_no_sound_picture_is_refused(content, code):
    with pytest.raises(FileRefused) as refused:
        cleaned(upload("x.png", content), "png")
    assert refused.value.code == code


def test_picture_that_cannot_be_written_is_not_called_damaged(monkeypatch):
    def fail(*args, **options):
        raise OSError("encoder error -2")

    sent = picture()
    monkeypatch.setattr(Image.Image, "save", fail)
    with pytest.raises(Finding, match="complex"):
        clean(sent, "png")


def test_other_kinds_are_refused():
    with pytest.raises(Finding, match="content"):
        clean(HTML, "svg")


def test_cleaning_happens_in_the_guarded_process():
    assert GPS.encode() not in cleaned(upload("photo.jpg", photo()), "jpg")
