"""The way of a file into the portal, whole: checked, cleaned, named, looked at by the virus scanner, and counted."""

import hashlib
from dataclasses import dataclass
from io import BytesIO
from typing import IO

from django.core.files import File

from portal.files import antivirus
from portal.files.checking import check, size_of
from portal.files.kinds import Family, Kind
from portal.files.names import display_name, storage_name
from portal.files.pictures import cleaned


@dataclass(frozen=True)
class Admitted:
    """A file that may be stored. `content.name` tells the storage nothing; `name` is what people see.

    `waits` says that the virus scanner did not answer: keep it, but hand it to nobody until a scan has.
    """

    name: str
    kind: Kind
    content: File
    size: int
    sha256: str
    waits: bool


def admit(file: IO[bytes], name: str) -> Admitted:
    """Take in what somebody sent as `name`. Raises FileRefused, whose message is for them."""
    kind = check(file, name)
    waits = not antivirus.admits(file)
    content: IO[bytes] = BytesIO(cleaned(file, kind.extension)) if kind.family is Family.PICTURE else file
    return Admitted(
        name=display_name(name),
        kind=kind,
        content=File(content, name=storage_name(kind.extension)),
        size=size_of(content),
        sha256=_digest(content),
        waits=waits,
    )


def _digest(content: IO[bytes]) -> str:
    digest = hashlib.sha256()
    while piece := content.read(1 << 20):
        digest.update(piece)
    content.seek(0)
    return digest.hexdigest()
