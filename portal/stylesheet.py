"""One style sheet for the browser, many small files for people: joins the parts of `css/` when they are looked up.

Nothing is generated into the repository and nothing has to be run: the development server joins anew when a part has
changed, `collectstatic` joins once.
"""

import os
import re
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import BaseFinder
from django.core.files.storage import FileSystemStorage

SHEET = "portal/css/portal.css"
PARTS = Path(__file__).parent / "static/portal/css"
JOINED = Path(settings.VAR) / "static-joined"


def parts() -> list[Path]:
    """The parts in the order of the layers; components by name, their order does not matter."""
    first = [PARTS / f"{name}.css" for name in ("layers", "tokens", "base", "layout")]
    return [*first, *sorted((PARTS / "components").glob("*.css")), PARTS / "print.css"]


def join(sources: Iterable[str]) -> str:
    """The parts as one text, without the comments and spaces that only people need."""
    text = "\n".join(sources)
    text = re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL)
    text = re.sub(r"\s*\n\s*", "", text)
    return re.sub(r" *([{};]) *", r"\1", text)


class StylesheetFinder(BaseFinder):
    """Offers the joined sheet under `SHEET`, beside the parts that Django finds by itself."""

    def check(self, **kwargs: Any) -> list[Any]:
        return []

    def find(self, path: str, find_all: bool = False, **kwargs: Any) -> Any:  # noqa: FBT001, FBT002  Django's signature
        if path != SHEET:
            return []
        found = str(up_to_date())
        return [found] if find_all else found

    def list(self, ignore_patterns: Iterable[str] | None) -> Iterator[tuple[str, FileSystemStorage]]:
        up_to_date()
        yield SHEET, FileSystemStorage(location=JOINED)


def up_to_date() -> Path:
    """The joined sheet on disk, written again when a part is newer."""
    sheet, sources = JOINED / SHEET, parts()
    newest = max(path.stat().st_mtime for path in [*sources, PARTS / "components"])
    if not sheet.exists() or sheet.stat().st_mtime < newest:
        sheet.parent.mkdir(parents=True, exist_ok=True)
        # Two workers may join at once: each writes its own file, the last one to finish wins.
        with tempfile.NamedTemporaryFile("w", dir=sheet.parent, delete=False, encoding="utf-8") as file:
            file.write(join(path.read_text(encoding="utf-8") for path in sources))
        os.chmod(file.name, 0o644)  # noqa: PTH101
        Path(file.name).replace(sheet)
    return sheet
