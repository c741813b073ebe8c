"""Plain text and tables: no control characters, no markup a browser would take for a page, and its encoding."""

import re

from portal.files.inside.finding import Finding

EXTENSIONS = {"txt", "csv"}
CONTROLS = re.compile(rb"[\x00-\x08\x0b\x0e-\x1a\x1c-\x1f\x7f]")
MARKUP = re.compile(
    rb"<(?:!doctype|!--|\?|(?:html|head|script|iframe|h1|div|font|table|a|style|title|b|body|br|p|svg)[\s>/])",
    re.IGNORECASE,
)
"""What browsers take for markup at the start of a file (WHATWG MIME Sniffing, 7.1), and SVG."""
STARTS = (b"%PDF-", b"PK\x03\x04", b"{\\rtf", b"#!", b"MZ")


def inspect(data: bytes) -> None:
    """Raises Finding unless `data` is plain text."""
    start = data.removeprefix(b"\xef\xbb\xbf").lstrip(b" \t\r\n\f")
    if CONTROLS.search(data) or MARKUP.match(start) or start.startswith(STARTS):
        raise Finding("content")


def decode(data: bytes) -> str:
    """As UTF-8 where it is that, else as Western European text, whose characters are all known."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")
