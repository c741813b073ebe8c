"""Two texts as one: which words were kept, put in and taken out. Editions and versions of resources both compare so."""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

TOKENS = re.compile(r"\s+|\w+|[^\w\s]")
MAX_WORDS = 3000
"""Longer texts are compared by lines: word by word would take too long."""


class Mark(StrEnum):
    """What happened to a piece or part."""

    KEPT = "kept"
    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"


@dataclass(frozen=True)
class Piece:
    """A run of a text, or an entry of a list."""

    mark: Mark
    text: str


def words(before: str, after: str) -> tuple[Piece, ...]:
    """Two texts in pieces: kept and removed ones are the old text, kept and added ones the new."""
    old, new = TOKENS.findall(before), TOKENS.findall(after)
    if max(len(old), len(new)) > MAX_WORDS:
        old, new = before.splitlines(keepends=True), after.splitlines(keepends=True)
    pieces: list[Piece] = []
    for mark, old_from, old_to, new_from, new_to in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if mark == "equal":
            pieces.append(Piece(Mark.KEPT, "".join(old[old_from:old_to])))
            continue
        if old_from != old_to:
            pieces.append(Piece(Mark.REMOVED, "".join(old[old_from:old_to])))
        if new_from != new_to:
            pieces.append(Piece(Mark.ADDED, "".join(new[new_from:new_to])))
    return tuple(pieces)
