"""Job `inspect`: is the content what the name promises, and is nothing hidden in it?"""

from typing import IO

from portal.files.inside import office, pdf, pictures, plain
from portal.files.inside.finding import Finding


def run(file: IO[bytes], extension: str, _seconds: float) -> bytes:
    """Nothing when the file may stay. Raises Finding."""
    if extension == "pdf":
        pdf.inspect(file.read())
    elif extension in office.MAIN_PARTS:
        office.inspect(file, extension)
    elif extension in pictures.FORMATS:
        pictures.open_whole(file.read(), extension)
    elif extension in plain.EXTENSIONS:
        plain.inspect(file.read())
    else:
        raise Finding("content")
    return b""
