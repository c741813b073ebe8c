"""A topic: the criteria that ask the same question, each as its country or network asks it."""

from dataclasses import dataclass

from criteria.documents import CriterionDocument
from criteria.languages.known import ORIGINAL
from criteria.languages.listing import Rendition, renditions
from criteria.models import LibraryEntry
from portal.reader import Reader


@dataclass(frozen=True)
class Variant:
    """A criterion on a topic, as it is read."""

    document: CriterionDocument
    rendition: Rendition


@dataclass(frozen=True)
class Topic:
    """A question with all its published variants, by reference."""

    key: str
    variants: tuple[Variant, ...]

    @property
    def name(self) -> str:
        return topic_name(self.key)


def topic_name(key: str) -> str:
    """battery-cycles: Battery cycles"""
    return key.replace("-", " ").capitalize()


def topics(reader: Reader) -> list[str]:
    """The keys of all topics, by name."""
    rows = LibraryEntry.objects.visible_to(reader).exclude(document__topic="")
    return list(rows.order_by("document__topic").values_list("document__topic", flat=True).distinct())


def topic(reader: Reader, key: str, *, language: str = ORIGINAL) -> Topic | None:
    """A topic that at least one published criterion has; one query, and one more for another language."""
    rows = list(LibraryEntry.objects.visible_to(reader).filter(facets__contains=[f"topic:{key}"]).order_by("ref"))
    read = zip(rows, renditions(rows, language), strict=True)
    variants = tuple(Variant(rendition.whole(row.read()), rendition) for row, rendition in read)
    return Topic(key, variants) if variants else None
