"""The kinds of files people may share: ending, media type, size and how the content is looked at."""

from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import unquote

from portal.files.refusals import FileRefused

MEGABYTE = 1024 * 1024


class Family(StrEnum):
    """Kinds that are looked at in the same way."""

    PDF = "pdf"
    OFFICE = "office"
    PICTURE = "picture"
    PLAIN = "plain"


@dataclass(frozen=True)
class Kind:
    """One accepted kind; `max_size` is in bytes."""

    extension: str
    media_type: str
    family: Family
    max_size: int = 20 * MEGABYTE


OPEN_XML = "application/vnd.openxmlformats-officedocument."
OPEN_DOCUMENT = "application/vnd.oasis.opendocument."
KINDS = {
    kind.extension: kind
    for kind in [
        Kind("pdf", "application/pdf", Family.PDF),
        Kind("docx", f"{OPEN_XML}wordprocessingml.document", Family.OFFICE),
        Kind("xlsx", f"{OPEN_XML}spreadsheetml.sheet", Family.OFFICE),
        Kind("pptx", f"{OPEN_XML}presentationml.presentation", Family.OFFICE),
        Kind("odt", f"{OPEN_DOCUMENT}text", Family.OFFICE),
        Kind("ods", f"{OPEN_DOCUMENT}spreadsheet", Family.OFFICE),
        Kind("odp", f"{OPEN_DOCUMENT}presentation", Family.OFFICE),
        Kind("txt", "text/plain", Family.PLAIN),
        Kind("csv", "text/csv", Family.PLAIN),
        Kind("png", "image/png", Family.PICTURE, 10 * MEGABYTE),
        Kind("jpg", "image/jpeg", Family.PICTURE, 10 * MEGABYTE),
        Kind("jpeg", "image/jpeg", Family.PICTURE, 10 * MEGABYTE),
        Kind("webp", "image/webp", Family.PICTURE, 10 * MEGABYTE),
    ]
}
ACCEPT = ",".join(f".{extension}" for extension in KINDS)
"""For the `accept` attribute of a file input; it only helps people choose."""

ACTIVE = {
    "html", "htm", "xhtml", "xht", "shtml", "mhtml", "mht", "svg", "svgz", "js", "mjs", "php", "phtml", "asp", "aspx",
    "jsp", "exe", "scr", "msi", "dll", "bat", "ps1", "vbs", "wsf", "hta", "jar", "lnk", "swf",
    "docm", "dotm", "xlsm", "xltm", "xlam", "pptm", "potm", "ppsm",
}  # fmt: skip
"""Endings that must not stand anywhere in a name: some programs look at the first ending, or stop at a null byte.

Words that stand in honest names are none of them: `guide.pl.pdf` is a Polish guide.
"""


def kind_of(name: str) -> Kind:
    """The kind that a file name promises. Raises FileRefused for others, and for names that end in two kinds."""
    plain = unquote(name).replace("\x00", ".")
    _stem, *endings = [part.strip().lower() for part in plain.split(".")]
    kind = KINDS.get(endings[-1]) if endings else None
    if kind is None:
        raise FileRefused("kind", kinds=", ".join(extension.upper() for extension in KINDS))
    if ACTIVE & set(endings):
        raise FileRefused("name")
    return kind
