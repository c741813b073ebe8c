"""A small picture of a file: the first page of a PDF, or the picture itself."""

from typing import IO

from portal.files import guarded
from portal.files.kinds import Family, Kind

MEDIA_TYPE = "image/webp"


def first_page(file: IO[bytes], kind: Kind) -> bytes | None:
    """A WebP of at most 480 by 640 pixels; None for kinds without one and for files that could not be drawn."""
    if kind.family not in {Family.PDF, Family.PICTURE}:
        return None
    try:
        return guarded.run("preview", file, kind.extension)
    except guarded.Stopped:
        return None
