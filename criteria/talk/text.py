"""The text of a comment: cleaned when it comes in, turned into safe HTML when it goes out."""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from urllib.parse import urlsplit

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

MAX_MENTIONS = 10
LINK = re.compile(r"https?://[^\s<>\"'`{}|\\^]+", re.IGNORECASE)
MENTION = re.compile(r"(?<![\w@./+-])@([A-Za-z0-9](?:[A-Za-z0-9_-]{0,38}[A-Za-z0-9_])?)(?![\w@])")
PART = re.compile(f"{LINK.pattern}|{MENTION.pattern}", re.IGNORECASE)
AFTER_LINK = ".,;:!?…)]"
"""Signs that end a sentence rather than an address."""
KEPT_MARKS = {"\u200c", "\u200d", "\u200e", "\u200f"}
"""Joiners and plain direction marks, which some languages and emoji need."""
BLANKS = {"\u115f", "\u1160", "\u2800", "\u3164", "\uffa0"}
"""Letters and patterns that show nothing."""
MAX_ACCENTS = 4


def clean(raw: str) -> str:
    """The text without what nobody can see: control characters, overrides of the reading direction, lone surrogates.

    Composed (NFC), lines ended by one sign, at most one empty line in a row.
    """
    text = raw.encode("utf-8", "ignore").decode()
    text = re.sub(r"\r\n?|[\u0085\u2028\u2029\v\f]", "\n", unicodedata.normalize("NFC", text))
    text = "".join(_visible(text))
    text = "\n".join(line.rstrip() for line in text.split("\n"))
    return re.sub(r"\n{3,}", "\n\n", text).strip()


def _visible(text: str) -> Iterator[str]:
    """The signs people can see, with few enough accents on each that the lines around stay readable."""
    accents = 0
    for sign in text:
        category = unicodedata.category(sign)
        accents = accents + 1 if category[0] == "M" else 0
        hidden = category in {"Cc", "Cf", "Cs", "Co"} or sign in BLANKS
        if sign in "\n\t" or sign in KEPT_MARKS or not (hidden or accents > MAX_ACCENTS):
            yield sign


def says_something(text: str) -> bool:
    """Whether there is a letter, a number or a sign in it, and not only marks and spaces."""
    return any(unicodedata.category(sign)[0] in "LNPS" for sign in text)


def handles(text: str) -> list[str]:
    """The short names after an @, each once, in lower case."""
    without_links = LINK.sub(" ", text)
    return list(dict.fromkeys(found.lower() for found in MENTION.findall(without_links)))


def links(text: str) -> list[str]:
    """The web addresses in a text."""
    return [found for found in LINK.findall(text) if _is_web(found)]


def paragraphs(text: str, names: Mapping[str, str]) -> SafeString:
    """The text as HTML: paragraphs, line breaks, links to the web, and `names` for the short names of who is known."""
    blocks = (block for block in re.split(r"\n{2,}", text) if block.strip())
    return format_html_join("\n", "<p>{}</p>", ((_lines(block, names),) for block in blocks))


def _lines(block: str, names: Mapping[str, str]) -> SafeString:
    lines = [format_html_join("", "{}", ((part,) for part in _parts(line, names))) for line in block.split("\n")]
    return mark_safe("<br>".join(lines))  # noqa: S308  each line was escaped part by part


def _parts(line: str, names: Mapping[str, str]) -> list[str]:
    """Plain strings, which the caller escapes, and safe ones."""
    parts, last = [], 0
    for match in PART.finditer(line):
        shown, length = _shown(match, names)
        parts += [line[last : match.start()], shown]
        last = match.start() + length
    return [*parts, line[last:]]


def _shown(match: re.Match[str], names: Mapping[str, str]) -> tuple[str, int]:
    """One link or mention as it is shown, and how many signs of the text it stands for."""
    found = match[0]
    if found.startswith("@"):
        name = names.get(found[1:].lower())
        return (format_html('<span class="mention">@{}</span>', name) if name else found), len(found)
    address = _without_end(found)
    if not _is_web(address):
        return found, len(found)
    link = format_html('<a href="{}" rel="nofollow ugc noopener noreferrer">{}</a>', address, address)
    return link, len(address)


def _without_end(address: str) -> str:
    """The address without the signs of the sentence around it; a bracket it opened itself stays."""
    while address and address[-1] in AFTER_LINK:
        if address[-1] == ")" and address.count("(") >= address.count(")"):
            break
        address = address[:-1]
    return address


def _is_web(address: str) -> bool:
    """Whether it leads to a host by http or https; an address that names a user pretends to be another."""
    try:
        parts = urlsplit(address)
        return parts.scheme.lower() in {"http", "https"} and bool(parts.hostname) and "@" not in parts.netloc
    except ValueError:
        return False
