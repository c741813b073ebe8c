"""What can carry tags: rooms register their kinds of things, tag pages and counts ask all of them."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.utils.functional import Promise
from taggit.models import ItemBase

from criteria.models import Tag
from portal.reader import Reader


@dataclass(frozen=True)
class Item:
    """A thing with a tag, as lists and feeds show it. `uid` never changes; `url` is a path."""

    uid: str
    title: str
    url: str
    summary: str
    on: date
    note: str | Promise = ""


type Items = Callable[[Reader, Tag, int], tuple[list[Item], int]]


@dataclass(frozen=True)
class Source:
    """A kind of thing that carries tags.

    `visible` gives the primary keys of those the reader may see; `items` the latest with a tag and how many there are
    in all, in at most two queries; `more` the address of all of them, where there is one.
    """

    key: str
    label: str | Promise
    through: type[ItemBase]
    visible: Callable[[Reader], QuerySet[Any]]
    items: Items
    more: Callable[[Tag], str]
    order: int

    def taggings(self, reader: Reader) -> QuerySet[Any]:
        """The rows that tie a tag to something the reader may see."""
        return self.through._default_manager.filter(content_object__in=self.visible(reader)).order_by()


_sources: dict[str, Source] = {}


def register_tagged(
    key: str,
    label: str | Promise,
    *,
    through: type[ItemBase],
    visible: Callable[[Reader], QuerySet[Any]],
    items: Items,
    order: int,
    more: Callable[[Tag], str] = lambda tag: "",
) -> None:
    """Announce a kind of thing that carries tags; called from the room's app configuration. Lower orders come first."""
    _sources[key] = Source(key, label, through, visible, items, more, order)


def sources() -> list[Source]:
    return sorted(_sources.values(), key=lambda source: source.order)


def through_models() -> list[type[ItemBase]]:
    """Every model that ties tags to things, registered or not: a merge must not miss one."""
    related = (relation.related_model for relation in Tag._meta.related_objects)
    return [model for model in related if issubclass(model, ItemBase)]
