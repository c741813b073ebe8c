"""Pictures without what a camera wrote into them: where they were taken, when and with what."""

from typing import IO

from portal.files.guarded import run_or_refuse


def cleaned(file: IO[bytes], extension: str) -> bytes:
    """The picture checked and written anew: upright, its colours kept, nothing else. Raises FileRefused."""
    return run_or_refuse("picture", file, extension)
