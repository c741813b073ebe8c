"""The words of a file, for the search; hostile files end with their process, not with the worker."""

import json
from dataclasses import dataclass
from typing import IO

from portal.files import guarded
from portal.files.kinds import Family, Kind

SECONDS = 30
"""For reading one file; a PDF of 36 dense pages takes a quarter of a second."""


@dataclass(frozen=True)
class Extracted:
    """What was read: `pages` are pages, slides or sheets; `language` is what the file says, often nothing."""

    text: str
    pages: int | None = None
    language: str = ""
    is_whole: bool = True


@dataclass(frozen=True)
class NotReadable:
    """Nothing could be read; `reason` is `picture` or a key of `refusals.SENTENCES`, such as `complex`."""

    reason: str


def extract(file: IO[bytes], kind: Kind, *, seconds: float = SECONDS) -> Extracted | NotReadable:
    """The words of `file`, at most 500,000 characters of them."""
    if kind.family is Family.PICTURE:
        return NotReadable("picture")
    try:
        return Extracted(**json.loads(guarded.run("text", file, kind.extension, seconds=seconds)))
    except guarded.Stopped as stopped:
        return NotReadable(stopped.code)
