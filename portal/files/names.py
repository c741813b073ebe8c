"""Names of files: what people see, what the storage sees, and what a browser is told to save as."""

import unicodedata
from urllib.parse import quote
from uuid import uuid4

MAX_NAME = 120
"""Characters of a shown name, its ending included."""
MAX_EXTENSION = 10
UNSEEN = {"Cc", "Cf", "Cs", "Co", "Cn"}
"""Unicode categories left out: controls, format characters (overrides of direction among them), surrogates, nothing."""
SPACES = {"Zs", "Zl", "Zp"}


def display_name(raw: str) -> str:
    """A name that is safe to show and to save under: no path, nothing unseen, at most MAX_NAME characters."""
    last = raw.replace("\\", "/").rpartition("/")[2]
    name = unicodedata.normalize("NFC", " ".join("".join(_seen(character) for character in last).split()))
    stem, dot, extension = name.rpartition(".")
    if not (dot and extension.isascii() and extension.isalnum() and len(extension) <= MAX_EXTENSION):
        return name.strip(" .")[:MAX_NAME].strip(" .") or "file"
    room = MAX_NAME - len(extension) - 1
    return f"{stem.strip(' .')[:room].strip(' .') or 'file'}.{extension}"


def _seen(character: str) -> str:
    category = unicodedata.category(character)
    if category in SPACES or character in "\t\n\r":
        return " "
    return "" if category in UNSEEN else character


def storage_name(extension: str) -> str:
    """A name for the storage that says nothing about the file or who sent it (OWASP ASVS 5.0 5.3.2)."""
    return f"{uuid4().hex}.{extension}"


def content_disposition(name: str) -> str:
    """The header that makes a browser save and not show (RFC 6266); the plain name is for old programs."""
    safe = display_name(name)
    plain = "".join(character if character.isascii() and character not in '"\\%' else "_" for character in safe)
    return f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(safe, safe='')}"
