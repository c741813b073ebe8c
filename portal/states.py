"""Moves from state to state: a table says which are allowed, and every one leaves a line in the journal."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.functional import Promise

from portal.models import JournalEntry, User


class Refused(Exception):  # noqa: N818  it is an answer to the reader, not a failure of ours
    """The rules say no; `reason` is the sentence for the reader."""

    def __init__(self, reason: str | Promise) -> None:
        super().__init__(str(reason))
        self.reason = reason


@dataclass(frozen=True)
class Machine:
    """The allowed moves of one kind of record: from each state, where it may go."""

    moves: Mapping[str, frozenset[str]]

    def allows(self, before: str, to: str) -> bool:
        return to in self.moves[before]

    def move(
        self, thing: Any, to: str, *, actor: User | None = None, reason: str = "", at: datetime | None = None
    ) -> None:
        """Move a record that the caller has locked, save it whole, and note who did it and why.

        Raises ValueError for a move the table does not have: callers answer their readers before they get here.
        """
        before = thing.state
        if not self.allows(before, to):
            raise ValueError(f"{before} -> {to}")
        thing.state = to
        thing.save()
        note(thing, before, to, actor=actor, reason=reason, at=at)


def note(
    thing: Any, before: str, to: str, *, actor: User | None = None, reason: str = "", at: datetime | None = None
) -> JournalEntry:
    """Write one line of the journal."""
    return JournalEntry.objects.create(
        subject=thing, from_state=before, to_state=to, actor=actor, reason=reason, at=at or timezone.now()
    )
