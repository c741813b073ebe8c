"""A selection as people read it: its criteria by their place in the tender, and what to know about them together."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from criteria.comparing.topics import topic_name
from criteria.documents import CriterionDocument
from criteria.languages.listing import Rendition
from criteria.library.relations import standing
from criteria.terms import CriterionType, RelationKind, Status

GONE = {Status.WITHDRAWN, Status.SUPERSEDED}
HEADINGS = {
    CriterionType.SELECTION: _("Selection criteria"),
    CriterionType.TECHNICAL_SPEC: _("Technical specifications"),
    CriterionType.AWARD: _("Award criteria"),
    CriterionType.CONTRACT_CLAUSE: _("Contract performance clauses"),
}
"""The places of a tender in the order in which they stand there."""


@dataclass(frozen=True)
class Line:
    """A criterion that was picked: its wording in that edition, and what the library says of it today.

    `number` is the edition of the wording. `is_pinned`: it stays, whatever comes; otherwise the line follows the
    current edition. `document` is the original, `rendition` says how it is read.
    """

    document: CriterionDocument
    today: CriterionDocument
    number: str
    is_pinned: bool
    rendition: Rendition
    note: str = ""

    @cached_property
    def spoken(self) -> CriterionDocument:
        """The wording as it is read."""
        return self.rendition.whole(self.document)

    @property
    def ref(self) -> str:
        return self.document.ref

    @property
    def newer(self) -> str:
        """The number of the current edition, if it is another one."""
        return self.today.edition if self.today.edition != self.number else ""

    @property
    def is_gone(self) -> bool:
        """Whether it should not be used in a new tender."""
        return self.today.status in GONE


@dataclass(frozen=True)
class Group:
    """The criteria for one place in the tender, in the reader's order."""

    type: CriterionType
    lines: tuple[Line, ...]

    @property
    def heading(self) -> str:
        return str(HEADINGS[self.type])


class RemarkKind(TextChoices):
    """What may be true of criteria together, the weightiest first; the label is the sentence."""

    EXCLUDES = "excludes", _("These do not go together. Keep one of them.")
    REPLACES = "replaces", _("The first replaces the second. Keep one of them.")
    EXTENDS = "extends", _("The first goes further than the second.")
    SAME_TOPIC = "same_topic", _("These ask the same question. Keep them together only if each is for another purpose.")


@dataclass(frozen=True)
class Remark:
    """Something to know about several criteria of one selection. `topic` is their common question, if that is it."""

    kind: RemarkKind
    documents: tuple[CriterionDocument, ...]
    topic: str = ""

    @property
    def is_warning(self) -> bool:
        return self.kind in {RemarkKind.EXCLUDES, RemarkKind.REPLACES}

    @property
    def topic_name(self) -> str:
        return topic_name(self.topic) if self.topic else ""


@dataclass(frozen=True)
class Contents:
    """All of a selection. `missing` are references whose criterion, or edition, is not published (any more)."""

    lines: tuple[Line, ...] = ()
    missing: tuple[str, ...] = ()

    @property
    def groups(self) -> list[Group]:
        groups = [Group(kind, tuple(self.of(kind))) for kind in HEADINGS]
        return [group for group in groups if group.lines]

    def of(self, kind: CriterionType) -> Iterator[Line]:
        return (line for line in self.lines if line.document.criterion_type is kind)

    @property
    def numbers(self) -> dict[str, str]:
        """The editions by reference."""
        return {line.ref: line.number for line in self.lines}

    @property
    def has_newer(self) -> bool:
        return any(line.newer for line in self.lines)

    @property
    def remarks(self) -> list[Remark]:
        """What the library says today; titles are as they are read."""
        return remarks(line.today.model_copy(update={"title": line.spoken.title}) for line in self.lines)

    def beside(self, ref: str, step: int) -> str:
        """The reference that stands a step (-1 or 1) from this one within its place in the tender; empty at an end."""
        for group in self.groups:
            refs = [line.ref for line in group.lines]
            if ref in refs:
                place = refs.index(ref) + step
                return refs[place] if 0 <= place < len(refs) else ""
        return ""


def remarks(documents: Iterable[CriterionDocument]) -> list[Remark]:
    """What to know about these together: pairs that exclude, replace or extend one another, and common topics."""
    together = list(documents)
    pairs = [found for one, other in combinations(together, 2) if (found := _pair(one, other))]
    told = {frozenset(each.ref for each in pair.documents) for pair in pairs}
    return sorted([*pairs, *_topics(together, told)], key=lambda each: list(RemarkKind).index(each.kind))


def _pair(one: CriterionDocument, other: CriterionDocument) -> Remark | None:
    found = standing(one, other)
    if found is None or found[0] is RelationKind.SAME_TOPIC:
        return None
    kind, is_forward = found
    return Remark(RemarkKind(kind.value), (one, other) if is_forward else (other, one))


def _topics(together: Sequence[CriterionDocument], told: set[frozenset[str]]) -> Iterator[Remark]:
    """Questions that several ask, unless all that can be said of them was told already."""
    by_topic: dict[str, list[CriterionDocument]] = {}
    for document in together:
        if document.topic:
            by_topic.setdefault(document.topic, []).append(document)
    for topic, same in by_topic.items():
        pairs = {frozenset((one.ref, other.ref)) for one, other in combinations(same, 2)}
        if pairs - told:
            yield Remark(RemarkKind.SAME_TOPIC, tuple(same), topic)
