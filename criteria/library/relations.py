"""How criteria stand to one another, told from both sides, and what must not be said of them together."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from criteria.documents import CriterionDocument
from criteria.languages.known import ORIGINAL
from criteria.languages.listing import Rendition, whole
from criteria.models import LibraryEntry, Relation
from criteria.terms import RelationKind
from portal.reader import Reader

RELATED_SHOWN = 8
Kind = RelationKind
FORWARD: dict[Kind, str | Promise] = {
    Kind.REPLACES: _("Replaces"),
    Kind.EXTENDS: _("Goes further than"),
    Kind.EXCLUDES: _("Not together with"),
    Kind.SAME_TOPIC: _("Same topic"),
}
BACKWARD: dict[Kind, str | Promise] = {
    Kind.REPLACES: _("Replaced by"),
    Kind.EXTENDS: _("Taken further by"),
    Kind.EXCLUDES: _("Not together with"),
    Kind.SAME_TOPIC: _("Same topic"),
}
WEIGHT = [Kind.REPLACES, Kind.EXCLUDES, Kind.EXTENDS, Kind.SAME_TOPIC]
"""Which one is told where two are true, and the order of the list."""
CIRCLE = _("One criterion would replace itself, or go further than itself, by way of others. Look at its relations.")
CHAINS = (Kind.REPLACES, Kind.EXTENDS)
"""What leads from one to the next and must never come back."""
NEVER_TOGETHER = (
    {Kind.REPLACES, Kind.EXTENDS},
    {Kind.REPLACES, Kind.EXCLUDES},
    {Kind.EXTENDS, Kind.EXCLUDES},
)
"""Nobody both replaces a criterion and adds to it, or adds to what must not stand beside it."""


@dataclass(frozen=True)
class Neighbour:
    """A criterion beside another, as it is read, and how it stands to it, in words."""

    words: str
    document: CriterionDocument
    rendition: Rendition
    weight: int

    @property
    def is_variant(self) -> bool:
        return self.weight == len(WEIGHT)


def related(reader: Reader, document: CriterionDocument, language: str = ORIGINAL) -> list[Neighbour]:
    """Published criteria that stand beside one, the closest first; one query, one more for another language."""
    named = [part.ref for part in document.related] + ([document.life.successor] if document.life.successor else [])
    beside = Q(ref__in=named) | Q(facets__contains=[f"related:{document.ref}"])
    if document.topic:
        beside |= Q(facets__contains=[f"topic:{document.topic}"])
    rows = (
        LibraryEntry.objects.visible_to(reader).filter(beside).exclude(ref=document.ref).to_read()[: RELATED_SHOWN * 4]
    )
    found = [(*_beside(document, row.read()), row) for row in rows]
    shown = sorted(found, key=lambda each: (each[1], each[2].ref))[:RELATED_SHOWN]
    read = whole([row for _words, _weight, row in shown], language)
    return [
        Neighbour(str(words), each.document, each.rendition, weight)
        for (words, weight, _row), each in zip(shown, read, strict=True)
    ]


def _beside(document: CriterionDocument, other: CriterionDocument) -> tuple[str | Promise, int]:
    """How another criterion stands to this one, and how close that is."""
    if document.life.successor == other.ref:
        return _("Took its place"), 0
    if other.life.successor == document.ref:
        return _("Takes the place of"), 0
    kind, is_forward = standing(document, other) or (Kind.SAME_TOPIC, True)
    words = FORWARD if is_forward else BACKWARD
    return words[kind], WEIGHT.index(kind) + 1


def standing(one: CriterionDocument, other: CriterionDocument) -> tuple[Kind, bool] | None:
    """How one stands to the other by what either says, the weightiest first, and whether the first one says it.

    None where neither names the other.
    """
    said = [(part.relation, True) for part in one.related if part.ref == other.ref]
    said += [(part.relation, False) for part in other.related if part.ref == one.ref]
    return min(said, key=lambda each: WEIGHT.index(each[0]), default=None)


def circle(criterion_id: int, kind: str, targets: Iterable[int]) -> bool:
    """Whether going on from any target leads back to the criterion."""
    seen: set[int] = set()
    ahead = set(targets)
    while ahead:
        if criterion_id in ahead:
            return True
        seen |= ahead
        rows = Relation.objects.filter(kind=kind, criterion__in=ahead).values_list("to", flat=True)
        ahead = set(rows) - seen
    return False


def runs_in_circles(criterion_id: int) -> bool:
    """Whether what is published of a criterion leads back to it; two drafts can each bring half of a circle."""
    own = Relation.objects.filter(criterion=criterion_id, kind__in=CHAINS).values_list("kind", "to")
    return any(circle(criterion_id, kind, [to]) for kind, to in own)


def contradiction(kinds: Iterable[str]) -> bool:
    """Whether what is said of one pair of criteria cannot be true at once."""
    said = set(kinds)
    return any(pair <= said for pair in NEVER_TOGETHER)
