"""Counts of every filter value for any choice of filters, from bit sets kept in memory.

Within a group the chosen values widen the result (OR), between groups they narrow it (AND); the counts of a group leave
its own choice out, so they say what choosing another value there would give. One Python integer per value, one bit per
record; built from one query, and thrown away when `LibraryVersion` says the shelf has changed.

Who asks gets an index that was cut down to what they may see before anything is looked up in it. What is hidden from
them has no bit, no value and no name there, so nothing made from it can tell of it.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from threading import Lock
from uuid import UUID

from django.db import connection
from psycopg import sql

from criteria.library.bits import as_bits
from criteria.library.shelves import Shelf, Word
from criteria.library.words import words_of
from criteria.models.projection import MEMBERS, SEEN, LibraryVersion, seen_by
from portal.reader import Reader

MAX_VIEWS = 16
"""Cut-down indexes kept per shelf and process: one for each combination of memberships that was met."""


@dataclass(frozen=True)
class FacetIndex:
    """A shelf as bit sets: `bits[group][value]` has a bit for every record that carries the value."""

    shelf: Shelf
    everything: int = 0
    bits: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    words: Mapping[str, tuple[Word, ...]] = field(default_factory=dict)

    def knows(self, group: str, value: str) -> bool:
        return value in self.bits.get(group, {})

    def matching(self, selected: Mapping[str, Iterable[str]], base: int | None = None, leave_out: str = "") -> int:
        """The records that fit all chosen groups but `leave_out`, among those of `base`."""
        mask = self.everything if base is None else base & self.everything
        for group, values in selected.items():
            if group != leave_out and values:
                chosen = 0
                for value in values:
                    chosen |= self.bits.get(group, {}).get(value, 0)
                mask &= chosen
        return mask

    def counts(self, selected: Mapping[str, Iterable[str]], base: int | None = None) -> dict[str, dict[str, int]]:
        """For every group, how many records each value would give beside the other groups' choice."""
        whole = self.matching(selected, base)
        return {
            group: {
                value: (mask & bits).bit_count()
                for mask in [self.matching(selected, base, group) if selected.get(group) else whole]
                for value, bits in values.items()
            }
            for group, values in self.bits.items()
        }

    def cut_to(self, mask: int, *, for_member: bool) -> "FacetIndex":
        """The index of a shelf that holds nothing but the records in `mask`."""
        shown = {group.key for group in self.shelf.groups if for_member or not group.for_members}
        bits = {
            # Most values are the same for everybody: those integers are shared and not copied.
            group: {value: held if cut == held else cut for value, held in values.items() if (cut := mask & held)}
            for group, values in self.bits.items()
            if group in shown
        }
        words = {group: tuple(word for word in self.words.get(group, ()) if word.key in bits[group]) for group in bits}
        return FacetIndex(self.shelf, mask & self.everything, bits, words)


@dataclass(frozen=True)
class _Built:
    """The index of a shelf in this process, the version it was built from, and what was cut from it for readers.

    One value, replaced whole: a thread must never keep a piece of an old index beside a new one.
    """

    index: FacetIndex
    stamp: UUID | None = None
    views: dict[frozenset[str], FacetIndex] = field(default_factory=dict)

    def seen_by(self, reader: Reader) -> FacetIndex:
        if not self.index.shelf.entries.is_guarded:
            return self.index
        seen = seen_by(reader)
        held = self.index.bits.get(SEEN, {})
        key = seen & {*held, MEMBERS}
        found = self.views.get(key)
        if found is None:
            mask = 0
            for word in key:
                mask |= held.get(word, 0)
            found = self.index.cut_to(mask, for_member=MEMBERS in seen)
            if len(self.views) >= MAX_VIEWS:
                self.views.clear()
            self.views[key] = found
        return found


_lock = Lock()
_built: dict[str, _Built] = {}


def current(shelf: Shelf, reader: Reader) -> FacetIndex:
    """What a reader may see of a shelf as it is now: one small query, or five more after a change."""
    stamp = LibraryVersion.current(shelf.entries)
    built = _built.get(shelf.key)
    if built is None or built.stamp != stamp:
        with _lock:
            built = _built.get(shelf.key)
            if built is None or built.stamp != stamp:
                built = _built[shelf.key] = _Built(build(shelf), stamp)
    return built.seen_by(reader)


def build(shelf: Shelf) -> FacetIndex:
    """Read the whole index from the database."""
    table = sql.Identifier(shelf.entries._meta.db_table)
    with connection.cursor() as cursor:
        cursor.execute(sql.SQL("SELECT array_agg(rid) FROM {}").format(table))
        everything = as_bits(cursor.fetchone()[0] or ())
        facets = sql.SQL("SELECT facet, array_agg(rid) FROM {}, unnest(facets) AS facet GROUP BY facet").format(table)
        cursor.execute(facets)
        rows = cursor.fetchall()
    groups = [group.key for group in shelf.groups] + ([SEEN] if shelf.entries.is_guarded else [])
    bits: dict[str, dict[str, int]] = {group: {} for group in groups}
    for facet, rids in rows:
        group, _separator, value = facet.partition(":")
        if group in bits:
            bits[group][value] = as_bits(rids)
    occurring: dict[str, Collection[str]] = {group: values.keys() for group, values in bits.items()}
    return FacetIndex(shelf, everything, bits, words_of(shelf, occurring))
