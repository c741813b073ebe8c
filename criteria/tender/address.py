"""The selection that lives in an address: `?ref=CFIT-LAP-BAT-01&ref=CFIT-MOB-BAT-01@2.1`. Never raises.

Nothing else knows it: no cookie, no row. Whoever has the address has the selection.
"""

from collections.abc import Container, Iterable
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from criteria.comparing.choosing import ASKED
from portal.search import clean_words

MOST = 100
"""Criteria of one selection. Longer addresses would not pass every proxy, and no tender can prove so much."""
READ = 4 * MOST
"""References after this are not even looked at."""
SHOWN_UNKNOWN = 3
NAME = 40
"""Characters of a reference with its edition, at most."""


@dataclass(frozen=True)
class Pick:
    """A criterion as somebody picked it: in one edition for good, or in the current one."""

    ref: str
    number: str = ""

    @property
    def name(self) -> str:
        """As addresses write it."""
        return f"{self.ref}@{self.number}" if self.number else self.ref


@dataclass(frozen=True)
class Picks:
    """What an address picks, each criterion once and in its order, and what in it could not be read.

    `unknown` names the first of `unknown_count` values that are no reference; `left_out` criteria were too many.
    """

    chosen: tuple[Pick, ...] = ()
    unknown: tuple[str, ...] = ()
    unknown_count: int = 0
    left_out: int = 0

    @property
    def refs(self) -> list[str]:
        return [pick.ref for pick in self.chosen]

    @property
    def query(self) -> str:
        """The query string that picks the same; empty for nothing."""
        return urlencode([("ref", pick.name) for pick in self.chosen], safe="@")

    def only(self, refs: Container[str]) -> "Picks":
        """Without criteria that are not among these."""
        return replace(self, chosen=tuple(pick for pick in self.chosen if pick.ref in refs))

    def without(self, ref: str) -> "Picks":
        return replace(self, chosen=tuple(pick for pick in self.chosen if pick.ref != ref))

    def current(self, ref: str) -> "Picks":
        """The criterion in the edition of the day, whichever that will be."""
        return replace(self, chosen=tuple(Pick(ref) if pick.ref == ref else pick for pick in self.chosen))

    def swapped(self, ref: str, other: str) -> "Picks":
        """The two in each other's places."""
        by_ref = {pick.ref: pick for pick in self.chosen}
        if ref not in by_ref or other not in by_ref:
            return self
        places = {ref: by_ref[other], other: by_ref[ref]}
        return replace(self, chosen=tuple(places.get(pick.ref, pick) for pick in self.chosen))

    def pinned(self, numbers: dict[str, str]) -> "Picks":
        """The same criteria in these editions, by reference."""
        return replace(self, chosen=tuple(Pick(ref, numbers.get(ref, "")) for ref in self.refs))


def read_pick(text: str) -> Pick | None:
    """`cfit-lap-bat-01@2.1`: None for what is no reference."""
    found = ASKED.fullmatch(text.strip().upper())
    if found is None:
        return None
    if not found["number"]:
        return Pick(found["ref"])
    major, _dot, minor = found["number"].partition(".")
    return Pick(found["ref"], f"{int(major)}.{int(minor)}")


def parse(values: Iterable[str]) -> Picks:
    """The picks behind the values of `ref`; of a criterion that is named twice the first counts."""
    chosen: dict[str, Pick] = {}
    unknown: list[str] = []
    left_out = 0
    for value in list(values)[:READ]:
        pick = read_pick(value)
        if pick is None:
            unknown += [value] if value.strip() else []
        elif len(chosen) < MOST:
            chosen.setdefault(pick.ref, pick)
        else:
            left_out += pick.ref not in chosen
    named = tuple(clean_words(value)[:NAME] for value in unknown[:SHOWN_UNKNOWN])
    return Picks(tuple(chosen.values()), named, len(unknown), left_out)
