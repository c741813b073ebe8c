"""The words of office files, read from their XML piece by piece."""

import re
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import IO

from portal.files.inside import xml
from portal.files.inside.office import MAIN_PARTS, content_types


@dataclass(frozen=True)
class Marks:
    """Elements that hold text, that end a piece of it, and whose content is left out."""

    text: frozenset[str]
    breaks: frozenset[str]
    skipped: frozenset[str]


OPEN_XML = Marks(
    frozenset({"t"}), frozenset({"p", "br", "cr", "tab", "tc", "si", "is"}), frozenset({"Fallback", "rPh", "instrText"})
)
OPEN_DOCUMENT = Marks(
    frozenset({"p", "h"}), frozenset({"p", "h", "s", "tab", "line-break"}), frozenset({"tracked-changes"})
)


class Enough(Exception):  # noqa: N818  ends the reading, nothing is wrong
    """As many characters as asked for were read."""


@dataclass
class Words:
    """Gathers text until `room` characters are there; counts `pages` by the element that begins one."""

    room: int
    page_mark: str = ""
    pages: int = 0
    parts: list[str] = field(default_factory=list)

    def read(self, stream: IO[bytes], marks: Marks) -> None:
        """Add the words of one part. Raises Enough."""
        depth = {"text": 0, "skipped": 0}

        def start(name: str, _attributes: dict[str, str]) -> None:
            depth["text"] += name in marks.text
            depth["skipped"] += name in marks.skipped
            self.pages += name == self.page_mark

        def end(name: str) -> None:
            depth["text"] -= name in marks.text
            depth["skipped"] -= name in marks.skipped
            if name in marks.breaks:
                self.add("\n" if name in {"p", "h", "si", "is", "tc"} else " ")

        def text(words: str) -> None:
            if depth["text"] and not depth["skipped"]:
                self.add(words)

        xml.read(stream, start=start, end=end, text=text)

    def add(self, words: str) -> None:
        self.parts.append(words)
        self.room -= len(words)
        if self.room < 0:
            raise Enough


def read(file: IO[bytes], extension: str, *, characters: int) -> tuple[str, int | None, str, bool]:
    """Text, number of pages, slides or sheets, language, and whether all of it was read."""
    words = Words(characters, page_mark={"odp": "page", "ods": "table"}.get(extension, ""))
    with zipfile.ZipFile(file) as archive:
        is_open_xml = extension in {"docx", "xlsx", "pptx"}
        parts = _parts(archive, extension) if is_open_xml else ["content.xml"]
        facts = _facts(archive)
        is_whole = True
        try:
            for part in parts:
                with archive.open(part) as stream:
                    words.read(stream, OPEN_XML if is_open_xml else OPEN_DOCUMENT)
                words.add("\n")
        except Enough:
            is_whole = False
    pages = _pages(extension, parts, facts, words)
    return "".join(words.parts), pages, facts.get("language", ""), is_whole


def _parts(archive: zipfile.ZipFile, extension: str) -> list[str]:
    """The parts with words, in reading order. The main part need not be called word/document.xml."""
    types = content_types(archive)
    names = set(archive.namelist())
    main = [part for part, kind in types.items() if kind.endswith(MAIN_PARTS[extension])]
    wanted = {
        "docx": r"word/(?:header|footer|footnotes|endnotes|comments)\d*\.xml",
        "pptx": r"ppt/(?:slides/slide|notesSlides/notesSlide)\d+\.xml",
        "xlsx": r"xl/(?:sharedStrings\.xml|worksheets/sheet\d+\.xml)",
    }[extension]
    others = sorted((name for name in names if re.fullmatch(wanted, name)), key=_in_order)
    return [part for part in main if part in names and extension == "docx"] + others


def _in_order(name: str) -> tuple[str, int]:
    """slide2 before slide10, and slides before notes."""
    number = re.search(r"(\d+)\.xml$", name)
    return ("1" if "notes" in name else "0") + name.rpartition("/")[0], int(number[1]) if number else 0


def _facts(archive: zipfile.ZipFile) -> dict[str, str]:
    """What the file says about itself: its language, and how many pages it had when it was saved."""
    facts: dict[str, str] = {}
    current = [""]

    def start(name: str, attributes: dict[str, str]) -> None:
        current[0] = name
        if name == "document-statistic":
            facts.update({key.rpartition(" ")[2]: value for key, value in attributes.items()})

    def text(words: str) -> None:
        if current[0] in {"language", "Pages"}:
            facts[current[0]] = words.strip()[:20]

    def end(_name: str) -> None:
        current[0] = ""

    for part in {"docProps/app.xml", "docProps/core.xml", "meta.xml"} & set(archive.namelist()):
        with archive.open(part) as stream:
            xml.read(stream, start=start, text=text, end=end)
    return facts


def _pages(extension: str, parts: Iterable[str], facts: dict[str, str], words: Words) -> int | None:
    if extension in {"odp", "ods"}:
        return words.pages
    if extension in {"pptx", "xlsx"}:
        return sum("/slides/" in part or "/worksheets/" in part for part in parts)
    told = facts.get("Pages") or facts.get("page-count", "")
    return int(told) if re.fullmatch(r"[0-9]{1,6}", told) else None
