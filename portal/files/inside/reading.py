"""Job `text`: the words of a file, for the search."""

import json
import re
from typing import IO

from portal.files.inside import office, office_text, pdf, plain
from portal.files.inside.finding import Finding

CHARACTERS = 500_000
SHARE = 0.7
"""Part of the time that may pass before reading stops by itself and answers with what it has."""


def run(file: IO[bytes], extension: str, seconds: float) -> bytes:
    """Text, pages, language and whether it is whole, as JSON. Raises Finding."""
    if extension == "pdf":
        text, pages, language, is_whole = pdf.read(file.read(), characters=CHARACTERS, seconds=seconds * SHARE)
    elif extension in office.MAIN_PARTS:
        text, pages, language, is_whole = office_text.read(file, extension, characters=CHARACTERS)
    elif extension in plain.EXTENSIONS:
        text, pages, language, is_whole = plain.decode(file.read()), None, "", True
    else:
        raise Finding("content")
    tidy = tidied(text)
    answer = {"text": tidy[:CHARACTERS], "pages": pages, "language": language}
    return json.dumps(answer | {"is_whole": is_whole and len(tidy) <= CHARACTERS}).encode()


def tidied(text: str) -> str:
    """Without null bytes and half characters, which PostgreSQL refuses, and with single spaces and line breaks."""
    sound = text.replace("\x00", "").encode("utf-8", "ignore").decode()
    return re.sub(r"\s*\n\s*", "\n", re.sub(r"[^\S\n]+", " ", sound)).strip()
