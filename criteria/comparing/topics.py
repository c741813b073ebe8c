"""A topic: the criteria that ask the same question, each as its country or network asks it."""

from dataclasses import dataclass

from criteria.languages.known import ORIGINAL
from criteria.languages.listing import Read, whole
from criteria.models import LibraryEntry
from portal.reader import Reader


@dataclass(frozen=True)
class Topic:
    """A question with all its published variants, by reference."""

    key: str
    variants: tuple[Read, ...]

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
    rows = LibraryEntry.objects.visible_to(reader).filter(facets__contains=[f"topic:{key}"]).order_by("ref")
    variants = tuple(whole(list(rows), language))
    return Topic(key, variants) if variants else None
