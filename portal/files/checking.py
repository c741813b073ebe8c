"""The door for uploaded files: the content must be what the name promises (OWASP ASVS 5.0 5.2)."""

from typing import IO

from django.utils.deconstruct import deconstructible

from portal.files import antivirus
from portal.files.guarded import run_or_refuse
from portal.files.kinds import MEGABYTE, Kind, kind_of
from portal.files.refusals import FileRefused


def size_of(file: IO[bytes]) -> int:
    """Bytes, as they are and not as a header told."""
    size = file.seek(0, 2)
    file.seek(0)
    return size


def check(file: IO[bytes], name: str) -> Kind:
    """The kind of a file that may stay. Raises FileRefused. The file is at its start afterwards."""
    kind = kind_of(name)
    size = size_of(file)
    if not size:
        raise FileRefused("empty")
    if size > kind.max_size:
        raise FileRefused("size", extension=kind.extension, megabytes=kind.max_size // MEGABYTE)
    run_or_refuse("inspect", file, kind.extension)
    return kind


@deconstructible
class ContentMatchesName:
    """Validator of documents in the CMS, which knows no file that waits for its virus check: it is clean or refused."""

    def __call__(self, file: IO[bytes]) -> None:
        if getattr(file, "_committed", False):
            return  # It was checked when it came; a new title or collection is no new file.
        check(file, str(getattr(file, "name", "")))
        if not antivirus.admits(file):
            raise FileRefused("unchecked")

    def __eq__(self, other: object) -> bool:
        return isinstance(other, ContentMatchesName)

    def __hash__(self) -> int:
        return hash(type(self))
