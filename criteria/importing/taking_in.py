"""The way of a file in: what it may be, and what is read from it."""

import hashlib
from collections.abc import Callable, Sequence
from typing import IO

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from criteria.importing import json_file, reading
from criteria.importing.reading import Contents
from criteria.importing.sheets import Table, csv_table, decoded, workbook
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
    contents = _admitted(file, name, ENDINGS, _("Choose a file that ends in .xlsx, .csv or .json."), _contents)
    file.seek(0)
    return display_name(name), hashlib.file_digest(file, "sha256").hexdigest(), contents  # type: ignore[arg-type]


def tables_of(file: IO[bytes], name: str) -> tuple[str, list[Table], list[str]]:
    """The same way in for other spreadsheets: the name, the tables of the file, and notes. Raises Refused."""
    tables, notes = _admitted(file, name, ENDINGS[:2], _("Choose a file that ends in .xlsx or .csv."), _tables)
    return display_name(name), tables, notes


def _admitted[T](
    file: IO[bytes],
    name: str,
    endings: Sequence[str],
    choose: str | Promise,
    reads: Callable[[IO[bytes], str, str], T],
) -> T:
    ending = name.rpartition(".")[2].strip().lower()
    if ending in OLD_BOOKS:
        raise Refused(_("Save it as an Excel workbook without macros (.xlsx) and upload that."))
    if ending not in endings:
        raise Refused(choose)
    size = size_of(file)
    if not size:
        raise Refused(_("This file is empty."))
    if size > MAX_BYTES:
        raise Refused(_("This file is larger than 5 MB. Split it."))
    try:
        if not antivirus.admits(file):
            raise FileRefused("unchecked")
        return reads(file, ending, display_name(name))
    except FileRefused as refusal:
        raise Refused(" ".join(refusal.messages)) from refusal


def _contents(file: IO[bytes], ending: str, name: str) -> Contents:
    if ending == "json":
        text, notes = _text(file, ending)
        contents = json_file.contents_of(text)
    else:
        tables, notes = _tables(file, ending, name)
        contents = reading.contents_of(tables)
    contents.notes += notes
    return contents


def _tables(file: IO[bytes], ending: str, name: str) -> tuple[list[Table], list[str]]:
    if ending == "xlsx":
        return workbook(file), []
    text, notes = _text(file, ending)
    return csv_table(text, name), notes


def _text(file: IO[bytes], ending: str) -> tuple[str, list[str]]:
    data = file.read()
    if data.startswith(STARTS_OF_OTHERS):
        raise FileRefused("content", extension=ending)
    text, note = decoded(data)
    return text, [note] if note else []
