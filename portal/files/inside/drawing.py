"""Job `preview`: the first page of a PDF, or a picture, as a small WebP."""

from typing import IO

import pypdfium2

from portal.files.inside.finding import Finding
from portal.files.inside.pictures import FORMATS, open_whole, thumbnail

WIDTH, HEIGHT = 480, 640
"""Pixels the preview fits in."""


def run(file: IO[bytes], extension: str, _seconds: float) -> bytes:
    """The preview. Raises Finding for kinds that have none."""
    if extension == "pdf":
        return _first_page(file.read())
    if extension in FORMATS:
        return thumbnail(open_whole(file.read(), extension), WIDTH, HEIGHT)
    raise Finding("content")


def _first_page(data: bytes) -> bytes:
    """Drawn at the size it is shown in, so that a page of ten metres costs no more than one of A4."""
    page = pypdfium2.PdfDocument(data)[0]
    width, height = page.get_size()
    scale = min(WIDTH / max(width, 1), HEIGHT / max(height, 1))
    return thumbnail(page.render(scale=scale).to_pil(), WIDTH, HEIGHT)
