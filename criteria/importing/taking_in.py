"""The way of a file in: what it may be, and what is read from it."""

import hashlib
from typing import IO

from django.utils.translation import gettext_lazy as _

from criteria.importing import json_file, reading
from criteria.importing.reading import Contents
from criteria.importing.sheets import csv_table, decoded, workbook
from portal.files import antivirus
from portal.files.checking import size_of
from portal.files.kinds import MEGABYTE
from portal.files.names import display_name
from portal.files.refusals import FileRefused
from portal.states import Refused

MAX_BYTES = 5 * MEGABYTE
ENDINGS = ("xlsx", "csv", "json")
ACCEPT = ",".join(f".{ending}" for ending in ENDINGS)
OLD_BOOKS = {"xls", "xlsm", "xlsb", "xltx", "xltm", "ods"}
STARTS_OF_OTHERS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"%PDF-")


def read(file: IO[bytes], name: str) -> tuple[str, str, Contents]:
    """The name of a file as people may see it, its digest, and what is in it. Raises Refused with a sentence."""
    ending = name.rpartition(".")[2].strip().lower()
    if ending in OLD_BOOKS:
        raise Refused(_("Save it as an Excel workbook without macros (.xlsx) and upload that."))
    if ending not in ENDINGS:
        raise Refused(_("Choose a file that ends in .xlsx, .csv or .json."))
    size = size_of(file)
    if not size:
        raise Refused(_("This file is empty."))
    if size > MAX_BYTES:
        raise Refused(_("This file is larger than 5 MB. Split it."))
    try:
        if not antivirus.admits(file):
            raise FileRefused("unchecked")
        contents = _contents(file, ending, display_name(name))
    except FileRefused as refusal:
        raise Refused(" ".join(refusal.messages)) from refusal
    file.seek(0)
    return display_name(name), hashlib.file_digest(file, "sha256").hexdigest(), contents  # type: ignore[arg-type]


def _contents(file: IO[bytes], ending: str, name: str) -> Contents:
    if ending == "xlsx":
        return reading.contents_of(workbook(file))
    data = file.read()
    if data.startswith(STARTS_OF_OTHERS):
        raise FileRefused("content", extension=ending)
    text, note = decoded(data)
    contents = json_file.contents_of(text) if ending == "json" else reading.contents_of(csv_table(text, name))
    contents.notes += [note] if note else []
    return contents
