"""Pictures: counted before they are decoded, whole, nothing behind them, and without what a camera wrote into them."""

import io
import re
import zipfile
from typing import Any

from PIL import Image, ImageOps, JpegImagePlugin, UnidentifiedImageError

from portal.files.inside.finding import Finding

MAX_PIXELS = 50_000_000
"""Of all frames together."""
FORMATS = {"png": "PNG", "jpg": "JPEG", "jpeg": "JPEG", "webp": "WEBP", "gif": "GIF", "avif": "AVIF"}
HIDDEN = re.compile(rb"<(?:!doctype html|script|html)[\s>]|<\?php", re.IGNORECASE)
PNG_END = b"IEND\xaeB`\x82"


def open_whole(data: bytes, extension: str) -> Image.Image:
    """The picture, decoded. Raises Finding for one that is too large, damaged, or more than a picture."""
    image = _open(data, extension)
    frames = frames_of(image)
    if image.width * image.height * frames > MAX_PIXELS:
        raise Finding("pixels")
    try:
        for frame in range(frames):
            image.seek(frame)
            image.load()
        image.seek(0)
    except (OSError, SyntaxError, ValueError, EOFError):
        raise Finding("damaged") from None
    if _carries_more(data, image):
        raise Finding("polyglot")
    return image


def _open(data: bytes, extension: str) -> Image.Image:
    Image.MAX_IMAGE_PIXELS = None  # Pillow would only warn; ours is counted before anything is decoded.
    try:
        return Image.open(io.BytesIO(data), formats=[FORMATS[extension]])
    except UnidentifiedImageError:
        raise Finding("content") from None


def frames_of(image: Image.Image) -> int:
    """A JPEG of a phone may hold further views of the same moment; only the first is kept."""
    return 1 if isinstance(image, JpegImagePlugin.JpegImageFile) else getattr(image, "n_frames", 1)


def _carries_more(data: bytes, image: Image.Image) -> bool:
    """Whether something else begins inside or behind the picture."""
    if zipfile.is_zipfile(io.BytesIO(data)) or HIDDEN.search(data) or b"%PDF-" in data[:1024]:
        return True
    if image.format == "PNG":
        return not data.rstrip(b"\x00\r\n").endswith(PNG_END)
    if image.format == "WEBP":
        return len(data) > int.from_bytes(data[4:8], "little") + 9
    return image.format == "GIF" and not data.rstrip(b"\x00\r\n").endswith(b";")


def without_metadata(data: bytes, extension: str) -> bytes:
    """The picture written anew, upright, with its colours (ICC) and nothing else a camera or program noted in it.

    A GIF is returned as it is: cameras write none.
    """
    image = open_whole(data, extension)
    if image.format == "GIF":
        return data
    count = frames_of(image)
    frames, durations = [], []
    for number in range(count):
        image.seek(number)
        image.load()  # Only then is the duration of this frame known.
        durations.append(image.info.get("duration", 0))
        frames.append(_bare(image))
    options = _options(image, data) | {"icc_profile": image.info.get("icc_profile")}
    if count > 1:
        options |= {"save_all": True, "append_images": frames[1:], "duration": durations}
        options["loop"] = image.info.get("loop", 0)
    written = io.BytesIO()
    try:
        frames[0].save(written, FORMATS[extension], **options)
    except (OSError, ValueError):  # Encoders say so when memory is short.
        raise Finding("complex") from None
    return written.getvalue()


def _bare(image: Image.Image) -> Image.Image:
    """A copy turned as its EXIF says, knowing nothing but which colour is see-through."""
    upright = ImageOps.exif_transpose(image)
    upright.info = {key: value for key, value in upright.info.items() if key == "transparency"}
    return upright


def _options(image: Image.Image, data: bytes) -> dict[str, Any]:
    """How to write each format with no visible loss."""
    if isinstance(image, JpegImagePlugin.JpegImageFile):
        sampling = JpegImagePlugin.get_sampling(image)
        tables = {"qtables": image.quantization, "subsampling": sampling} if sampling >= 0 else {"quality": 90}
        return tables | {"progressive": bool(image.info.get("progressive")), "optimize": True}
    if image.format == "WEBP":
        return {"lossless": True} if b"VP8L" in data[:64] else {"quality": 90}
    return {"quality": 85} if image.format == "AVIF" else {}


def thumbnail(image: Image.Image, width: int, height: int) -> bytes:
    """A small upright copy as WebP, without metadata."""
    small = ImageOps.exif_transpose(image).convert("RGBA" if image.has_transparency_data else "RGB")
    small.thumbnail((width, height))
    small.info = {}
    written = io.BytesIO()
    small.save(written, "WEBP", quality=80)
    return written.getvalue()
