"""Job `text`: the words of a file, for the search."""

import json
import re
from typing import IO

from portal.files.inside import office, office_text, pdf, plain
from portal.files.inside.finding import Finding

CHARACTERS = 500_000
UNSOUND = re.compile("[\x00-\x08\x0e-\x1f\x7f\ufffe\uffff]")
SHARE = 0.7
"""Part of the time that may pass before reading stops by itself and answers with what it has."""


def run(file: IO[bytes], extension: str, seconds: float) -> bytes:
    """Text, pages, language and whether it is whole, as JSON. Raises Finding."""
    read: tuple[str, int | None, str, bool]
    if extension == "pdf":
        read = pdf.read(file.read(), characters=CHARACTERS, seconds=seconds * SHARE)
    elif extension in office.MAIN_PARTS:
        read = office_text.read(file, extension, characters=CHARACTERS)
    elif extension in plain.EXTENSIONS:
        read = plain.decode(file.read()), None, "", True
    else:
        raise Finding("content")
    text, pages, language, is_whole = read
    tidy = tidied(text)
    answer = {"text": tidy[:CHARACTERS], "pages": pages, "language": language}
    return json.dumps(answer | {"is_whole": is_whole and len(tidy) <= CHARACTERS}).encode()


def tidied(text: str) -> str:
    """Without null bytes and half characters, which PostgreSQL refuses, and with single spaces and line breaks.

    PDFium writes U+FFFE where it joined a word that a line break had parted.
    """
    sound = UNSOUND.sub("", text).encode("utf-8", "ignore").decode()
    return re.sub(r"\s*\n\s*", "\n", re.sub(r"[^\S\n]+", " ", sound)).strip()
