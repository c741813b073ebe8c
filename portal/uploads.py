"""Checks on uploaded files: the content must be what the name promises (OWASP ASVS 5.0 5.2.2)."""

import zipfile
from typing import IO

import filetype
from django.core.exceptions import ValidationError
from django.utils.deconstruct import deconstructible
from django.utils.translation import gettext_lazy as _

MAX_UNPACKED = 300 * 1024 * 1024
"""Bytes an office file may unpack to; more is a decompression bomb."""
MAX_MEMBERS = 5000
HEAD = 8192

BY_CONTENT = {"pdf"}
ZIPPED = {
    "docx": "word/document.xml",
    "xlsx": "xl/workbook.xml",
    "pptx": "ppt/presentation.xml",
    "odt": "content.xml",
    "ods": "content.xml",
    "odp": "content.xml",
}
PLAIN = {"txt", "csv"}


@deconstructible
class ContentMatchesName:
    """Refuses a file whose content is not of the kind its name ends in."""

    message = _("This file is not a real .%(extension)s file. Export it again from the program it was made with.")
    bomb_message = _("This file unpacks to more than we accept. Split it or leave out large pictures.")

    def __call__(self, file: IO[bytes]) -> None:
        extension = str(getattr(file, "name", "")).rpartition(".")[2].lower()
        file.seek(0)
        head = file.read(HEAD)
        file.seek(0)
        if not self._matches(extension, head, file):
            raise ValidationError(self.message, code="content", params={"extension": extension})
        file.seek(0)

    def _matches(self, extension: str, head: bytes, file: IO[bytes]) -> bool:
        if extension in BY_CONTENT:
            kind = filetype.guess(head)
            return kind is not None and kind.extension == extension
        if extension in ZIPPED:
            return self._is_office_file(file, ZIPPED[extension])
        if extension in PLAIN:
            return self._is_plain_text(head)
        return False

    def _is_office_file(self, file: IO[bytes], expected: str) -> bool:
        try:
            with zipfile.ZipFile(file) as archive:
                members = archive.infolist()
        except (zipfile.BadZipFile, NotImplementedError, OSError):
            return False
        if len(members) > MAX_MEMBERS or sum(member.file_size for member in members) > MAX_UNPACKED:
            raise ValidationError(self.bomb_message, code="bomb")
        names = {member.filename for member in members}
        has_macros = any(name.lower().endswith("vbaproject.bin") for name in names)
        return expected in names and not has_macros

    def _is_plain_text(self, head: bytes) -> bool:
        if b"\x00" in head or filetype.guess(head) is not None:
            return False
        start = head.lstrip(b"\xef\xbb\xbf \t\r\n")[:200].lower()
        return not start.startswith((b"<!doctype", b"<html", b"<svg", b"<?xml", b"<script"))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, ContentMatchesName)

    def __hash__(self) -> int:
        return hash(type(self))
