"""Counts of every filter value for any choice of filters, from bit sets kept in memory.

Within a group the chosen values widen the result (OR), between groups they narrow it (AND); the counts of a group leave
its own choice out, so they say what choosing another value there would give. One Python integer per value, one bit per
record; built from one query, and thrown away when `LibraryVersion` says the library has changed.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from threading import Lock
from uuid import UUID

from django.db import connection
from django.db.models import Value
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from criteria.models import (
    AmbitionLevel,
    Label,
    LibraryVersion,
    LifeCycleStage,
    ProductGroup,
    Strategy,
    Tag,
    Theme,
)
from criteria.terms import CriterionType, Status
from networks.models.place import place_name

GROUPS = {
    "product": _("Product group"),
    "theme": _("Theme"),
    "type": _("Place in the tender"),
    "level": _("Ambition"),
    "strategy": _("Strategy"),
    "stage": _("Life-cycle stage"),
    "status": _("Status"),
    "network": _("Source country or network"),
    "label": _("Label"),
    "tag": _("Tag"),
}
"""The filters in the order the page shows them; the keys are the parameters of the address."""

VOCABULARIES = {"theme": Theme, "strategy": Strategy, "stage": LifeCycleStage, "level": AmbitionLevel, "label": Label}
LAW_LEVEL = "law"


@dataclass(frozen=True)
class Word:
    """A value of a group: its key in addresses, its name, and how deep it stands in a tree."""

    key: str
    label: str
    depth: int = 0


@dataclass(frozen=True)
class FacetIndex:
    """The whole library as bit sets: `bits[group][value]` has a bit for every record that carries the value."""

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


def as_bits(rids: Iterable[int]) -> int:
    """A set of record numbers as one integer."""
    numbers = list(rids)
    if not numbers:
        return 0
    room = bytearray(max(numbers) // 8 + 1)
    for number in numbers:
        room[number >> 3] |= 1 << (number & 7)
    return int.from_bytes(room, "little")


class _Kept:
    """The index of this process, and the version of the library it was built from."""

    def __init__(self) -> None:
        self.lock = Lock()
        self.stamp: UUID | None = None
        self.index = FacetIndex()


_kept = _Kept()


def current() -> FacetIndex:
    """The index of the library as it is now: one small query, or five more after a change."""
    stamp = LibraryVersion.current()
    if stamp != _kept.stamp:
        with _kept.lock:
            if stamp != _kept.stamp:
                _kept.index, _kept.stamp = build(), stamp
    return _kept.index


def build() -> FacetIndex:
    """Read the index from the database."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT array_agg(rid) FROM criteria_libraryentry")
        everything = as_bits(cursor.fetchone()[0] or ())
        cursor.execute(
            "SELECT facet, array_agg(rid) FROM criteria_libraryentry, unnest(facets) AS facet GROUP BY facet"
        )
        rows = cursor.fetchall()
    bits: dict[str, dict[str, int]] = {group: {} for group in GROUPS}
    for facet, rids in rows:
        group, _separator, value = facet.partition(":")
        if group in bits:
            bits[group][value] = as_bits(rids)
    names = _names()
    return FacetIndex(everything, bits, {group: _named(group, values, names) for group, values in bits.items()})


def label_of(group: str, word: Word) -> str:
    """The name of a value in the reader's language."""
    if group == "type":
        return str(CriterionType(word.key).label)
    if group == "status":
        return str(Status(word.key).label)
    if group == "level" and word.key == LAW_LEVEL:
        return gettext("Legal minimum")
    if group == "network":
        return place_name(word.key.upper())
    return word.label


def _named(group: str, values: Mapping[str, int], names: Mapping[str, list[Word]]) -> tuple[Word, ...]:
    """The values that occur, in the order the group shows them."""
    match group:
        case "product":
            words = list(_product_tree())
        case "level":
            words = [Word(LAW_LEVEL, ""), *names.get("level", [])]
        case "tag":
            words = [Word(row.slug, row.name) for row in Tag.objects.filter(slug__in=values).order_by("name")]
        case "type":
            words = [Word(key, "") for key in CriterionType.values]
        case "status":
            words = [Word(key, "") for key in Status.values]
        case "network":
            words = sorted((Word(key, place_name(key.upper(), "en")) for key in values), key=lambda word: word.label)
        case _:
            words = names.get(group, [])
    return tuple(word for word in words if word.key in values)


def _names() -> dict[str, list[Word]]:
    """The words of all plain vocabularies, each in its own order, in one query."""
    parts = [
        model.objects.order_by().values_list(Value(group), "order", "name", "key")
        for group, model in VOCABULARIES.items()
    ]
    names: dict[str, list[Word]] = {}
    for group, _order, name, key in sorted(parts[0].union(*parts[1:], all=True)):
        names.setdefault(group, []).append(Word(key, name))
    return names


def _product_tree() -> Iterable[Word]:
    below: dict[int | None, list[ProductGroup]] = {}
    for group in ProductGroup.objects.all():
        below.setdefault(group.parent_id, []).append(group)

    def walk(parent: int | None, depth: int) -> Iterable[Word]:
        for group in below.get(parent, []):
            yield Word(group.key, group.name, depth)
            yield from walk(group.pk, depth + 1)

    return walk(None, 0)
