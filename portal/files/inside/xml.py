"""XML from strangers: no document type, no entities, nothing fetched, never more than a piece in memory."""

from collections.abc import Callable
from typing import IO, Any
from xml.parsers import expat

from portal.files.inside.finding import Finding

PIECE = 1 << 16
type Start = Callable[[str, dict[str, str]], None]


def read(
    stream: IO[bytes],
    *,
    start: Start | None = None,
    end: Callable[[str], None] | None = None,
    text: Callable[[str], None] | None = None,
) -> None:
    """Parse `stream` and call back with local names. Raises Finding for what is forbidden or not well formed."""
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = parser.EntityDeclHandler = _forbid
    parser.ExternalEntityRefHandler = _forbid
    if start:
        parser.StartElementHandler = lambda name, attributes: start(_local(name), attributes)
    if end:
        parser.EndElementHandler = lambda name: end(_local(name))
    if text:
        parser.CharacterDataHandler = text
    try:
        while piece := stream.read(PIECE):
            parser.Parse(piece, False)  # noqa: FBT003  expat takes no keyword
        parser.Parse(b"", True)  # noqa: FBT003
    except expat.ExpatError:
        raise Finding("damaged") from None


def _local(name: str) -> str:
    return name.rpartition(" ")[2]


def _forbid(*_details: Any) -> int:
    raise Finding("entities")
