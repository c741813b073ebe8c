"""Office files are zip archives of XML: checks how they are packed, what they are, and that nothing in them acts."""

import io
import stat
import zipfile
from dataclasses import dataclass
from typing import IO

from portal.files.inside import xml
from portal.files.inside.finding import Finding

MAX_UNPACKED = 300 * 1024 * 1024
"""Bytes an office file may unpack to, files inside it included."""
MAX_MEMBERS = 5000
MAX_RATIO = 200
"""Times a file may grow; counts from RATIO_FROM bytes on, because small tables of one word shrink even further."""
RATIO_FROM = 20 * 1024 * 1024
MAX_DIRECTORY = 4 * 1024 * 1024

MAIN_PARTS = {
    "docx": "wordprocessingml.document.main+xml",
    "xlsx": "spreadsheetml.sheet.main+xml",
    "pptx": "presentationml.presentation.main+xml",
    "odt": "application/vnd.oasis.opendocument.text",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
    "odp": "application/vnd.oasis.opendocument.presentation",
}
"""What the file says it is: in its list of content types, or in its first member `mimetype`."""
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
PROGRAMS = (OLE, b"MZ", b"\x7fELF")
ARCHIVES = (b"PK\x03\x04", b"Rar!", b"7z\xbc\xaf")
"""Gzip is none of them: old drawings (.emz) are packed with it."""
ACTING = ("vbaproject", "vbadata", "/activex/", "/macrosheets/", "/oleobject")
ACTING_FOLDERS = ("basic/", "scripts/")
FETCHING = ("/attachedTemplate", "/oleObject", "/subDocument", "/frame")
"""Parts that programs load at once from where the file says; links and pictures are left alone."""


@dataclass
class Budget:
    """What the file and the files inside it may still unpack to."""

    members: int
    size: int


def inspect(file: IO[bytes], extension: str) -> None:
    """Raises Finding unless the file is a plain office file of its kind."""
    _inspect(file, extension, Budget(MAX_MEMBERS, MAX_UNPACKED), is_inner=False)


def _inspect(file: IO[bytes], extension: str, budget: Budget, *, is_inner: bool) -> None:
    packed = _check_frame(file)
    try:
        with zipfile.ZipFile(file) as archive:
            members = archive.infolist()
            _check_packing(members, packed, budget)
            _check_kind(archive, extension)
            for member in members:
                if not member.is_dir():
                    _check_member(archive, member, None if is_inner else budget)
    except (zipfile.BadZipFile, NotImplementedError, EOFError):
        raise Finding("damaged") from None


def _check_frame(file: IO[bytes]) -> int:
    """Nothing before and nothing after the archive; returns its size. Encrypted office files are no zip at all."""
    data = file.read()
    file.seek(0)
    if data.startswith(OLE) and "EncryptedPackage".encode("utf-16-le") in data:
        raise Finding("password")
    if not data.startswith(b"PK\x03\x04"):
        raise Finding("content")
    end = data.rfind(b"PK\x05\x06")
    if end < 0:
        raise Finding("damaged")
    if end + 22 != len(data):
        raise Finding("polyglot")
    if int.from_bytes(data[end + 12 : end + 16], "little") > MAX_DIRECTORY:
        raise Finding("bomb")
    return len(data)


def _check_packing(members: list[zipfile.ZipInfo], packed: int, budget: Budget) -> None:
    size = sum(member.file_size for member in members)
    budget.members -= len(members)
    budget.size -= size
    if budget.members < 0 or budget.size < 0 or (size > RATIO_FROM and size > packed * MAX_RATIO):
        raise Finding("bomb")
    names = [member.orig_filename.lower() for member in members]
    if len(set(names)) < len(names) or any(_leaves(name) for name in names):
        raise Finding("paths")
    if any(stat.S_ISLNK(member.external_attr >> 16) for member in members):
        raise Finding("paths")
    if min((member.header_offset for member in members), default=0) > 0:
        raise Finding("polyglot")
    if any(member.flag_bits & 1 for member in members):
        raise Finding("password")


def _leaves(name: str) -> bool:
    """Whether a name would leave the folder it is unpacked to."""
    return name.startswith("/") or "\\" in name or "\x00" in name or ":" in name or ".." in name.split("/")


def _check_kind(archive: zipfile.ZipFile, extension: str) -> None:
    names = set(archive.namelist())
    if "[Content_Types].xml" in names:
        types = content_types(archive)
        if any("macroenabled" in kind.lower() for kind in types.values()):
            raise Finding("macros")
        if any(kind.endswith(MAIN_PARTS[extension]) for kind in types.values()):
            return
    elif {"mimetype", "content.xml"} <= names and _first(archive, "mimetype") == MAIN_PARTS[extension].encode():
        return
    raise Finding("content")


def _first(archive: zipfile.ZipFile, name: str, size: int = 512) -> bytes:
    with archive.open(name) as stream:
        return stream.read(size)


def content_types(archive: zipfile.ZipFile) -> dict[str, str]:
    """The content type of each part, and of each ending, as an Open XML file lists them."""
    found = {}

    def start(_name: str, attributes: dict[str, str]) -> None:
        part = attributes.get("PartName") or attributes.get("Extension", "")
        found[part.lstrip("/")] = attributes.get("ContentType", "")

    with archive.open("[Content_Types].xml") as stream:
        xml.read(stream, start=start)
    return found


def _check_member(archive: zipfile.ZipFile, member: zipfile.ZipInfo, budget: Budget | None) -> None:
    """`budget` is what files inside may still use; None when this file is inside another one already."""
    name = f"/{member.filename.lower()}"
    if any(word in name for word in ACTING) or name[1:].startswith(ACTING_FOLDERS):
        raise Finding("macros")
    head = _first(archive, member.filename)
    if head.startswith(PROGRAMS):
        raise Finding("macros")
    if head.startswith(ARCHIVES):
        _check_inner(archive, member, budget)
    elif head.replace(b"\x00", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").startswith(b"<"):
        _check_xml(archive, member)


def _check_inner(archive: zipfile.ZipFile, member: zipfile.ZipInfo, budget: Budget | None) -> None:
    """The table behind a chart is an office file of its own; no other archive belongs in one."""
    extension = member.filename.rpartition(".")[2].lower()
    if budget is None or "/embeddings/" not in member.filename.lower() or extension not in MAIN_PARTS:
        raise Finding("nested")
    # In memory: a packed stream would be unpacked anew each time the reading goes back in it.
    _inspect(io.BytesIO(archive.read(member)), extension, budget, is_inner=True)


def _check_xml(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> None:
    name = member.filename.lower()

    def start(element: str, attributes: dict[str, str]) -> None:
        if element == "encryption-data":
            raise Finding("password")
        if element == "Relationship" and attributes.get("TargetMode") == "External" and _fetches(attributes):
            raise Finding("remote")

    with archive.open(member) as stream:
        try:
            xml.read(stream, start=start if name.endswith((".rels", "manifest.xml")) else None)
        except Finding as finding:
            # Office programs themselves write drawings (.vml) that are not well formed.
            if finding.code != "damaged" or name.endswith((".xml", ".rels")):
                raise


def _fetches(attributes: dict[str, str]) -> bool:
    target = attributes.get("Target", "").strip().lower()
    return attributes.get("Type", "").endswith(FETCHING) and target.startswith(
        ("http:", "https:", "ftp:", "\\\\", "//")
    )
