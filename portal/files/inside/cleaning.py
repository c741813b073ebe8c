"""Job `picture`: checks a picture and writes it anew without what a camera noted in it."""

from typing import IO

from portal.files.inside.finding import Finding
from portal.files.inside.pictures import FORMATS, without_metadata


def run(file: IO[bytes], extension: str, _seconds: float) -> bytes:
    """The clean picture. Raises Finding."""
    if extension not in FORMATS:
        raise Finding("content")
    return without_metadata(file.read(), extension)
