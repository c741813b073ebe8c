"""What readers see of tags. Words that only hidden things carry are not there, and no count includes hidden things."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from criteria.models import Tag, TagRedirect
from criteria.tags.naming import fold
from criteria.tags.sources import Item, sources
from portal.reader import Reader
from portal.search import Hit

SHOWN = 10
"""Things of one kind on the page of a tag."""
RELATED_SHOWN = 12


@dataclass(frozen=True)
class Counted:
    """A tag with how many things carry it, and its other words."""

    tag: Tag
    count: int
    synonyms: tuple[str, ...] = ()


@dataclass(frozen=True)
class Section:
    """Things of one kind with a tag, the latest first. `more_url` leads to all of them, where such a list exists."""

    key: str
    label: str | Promise
    items: Sequence[Item]
    total: int
    more_url: str


@dataclass(frozen=True)
class TagPage:
    """All that the page of a tag shows."""

    tag: Tag
    synonyms: tuple[str, ...]
    sections: tuple[Section, ...]
    related: tuple[Counted, ...]

    @property
    def total(self) -> int:
        return sum(section.total for section in self.sections)


def counts(reader: Reader, tags: Iterable[int] | None = None) -> dict[int, int]:
    """How many things that the reader may see carry each tag (or each of `tags`); one query, zeros left out."""
    narrow = Q() if tags is None else Q(tag__in=list(tags))
    return _summed([source.taggings(reader).filter(narrow) for source in sources()])


def visible_tags(reader: Reader) -> QuerySet[Tag]:
    """Agreed words, and those that something carries which the reader may see."""
    seen = [Q(Exists(source.taggings(reader).filter(tag=OuterRef("pk")))) for source in sources()]
    return Tag.objects.filter(reduce(or_, seen, Q(curated=True)))


def listed(reader: Reader, words: str = "") -> list[Counted]:
    """All tags with counts, agreed words first, then by name; in three queries. `words` narrows by a part of a word."""
    tags = visible_tags(reader)
    key = fold(words)
    if key:
        tags = tags.filter(Q(folded__contains=key) | Q(synonyms__folded__contains=key)).distinct()
    return with_counts(reader, tags.order_by("-curated", "folded"))


def with_counts(reader: Reader, tags: QuerySet[Tag]) -> list[Counted]:
    """The tags in their order with counts and other words."""
    found = list(tags.prefetch_related("synonyms"))
    numbers = counts(reader, [tag.pk for tag in found])
    return [Counted(tag, numbers.get(tag.pk, 0), _words(tag)) for tag in found]


def find(reader: Reader, slug: str) -> Tag | None:
    """The tag with an address, if there is anything about it that the reader may see."""
    return visible_tags(reader).filter(slug=slug).first()


def moved_to(reader: Reader, slug: str) -> Tag | None:
    """The tag that once had an address, or has it in small letters."""
    plain = slug.lower()
    old = TagRedirect.objects.filter(old_slug=plain).values("tag")
    return visible_tags(reader).filter(Q(slug=plain) | Q(pk__in=old)).first()


def page_of(reader: Reader, tag: Tag) -> TagPage:
    """In at most three queries, and two for every kind of thing."""
    sections = []
    for source in sources():
        items, total = source.items(reader, tag, SHOWN)
        if total:
            more = source.more(tag) if total > len(items) else ""
            sections.append(Section(source.key, source.label, items, total, more))
    return TagPage(tag, _words(tag), tuple(sections), tuple(related(reader, tag)))


def related(reader: Reader, tag: Tag, limit: int = RELATED_SHOWN) -> list[Counted]:
    """The tags that stand most often beside this one, on things the reader may see."""
    beside = []
    for source in sources():
        rows = source.taggings(reader)
        together = rows.filter(tag=tag).values("content_object")
        beside.append(rows.filter(content_object__in=together).exclude(tag=tag))
    numbers = _summed(beside)
    best = sorted(numbers, key=lambda pk: (-numbers[pk], pk))[:limit]
    tags = Tag.objects.in_bulk(best)
    found = [Counted(tags[pk], numbers[pk]) for pk in best if pk in tags]
    return sorted(found, key=lambda each: (-each.count, each.tag.folded))


def site_search(words: str, reader: Reader, limit: int) -> tuple[list[Hit], int]:
    """Tags for the search of the whole site, by their name or another word for them."""
    key = fold(words)
    if not key:
        return [], 0
    starts = Q(folded__startswith=key) | Q(folded__contains=f" {key}")
    starts |= Q(synonyms__folded__startswith=key) | Q(synonyms__folded__contains=f" {key}")
    found = list(visible_tags(reader).filter(starts).distinct().prefetch_related("synonyms"))
    found.sort(key=lambda tag: (tag.folded != key, not tag.curated, tag.folded))
    hits = [Hit(tag.name, tag.get_absolute_url(), tag.description or ", ".join(_words(tag)), _("Tag")) for tag in found]
    return hits[:limit], len(hits)


def _words(tag: Tag) -> tuple[str, ...]:
    return tuple(synonym.name for synonym in tag.synonyms.all())


def _summed(parts: Sequence[QuerySet[Any]]) -> dict[int, int]:
    """Rows per tag over all parts, in one query."""
    grouped = [part.values_list("tag").annotate(number=Count("pk")) for part in parts]
    if not grouped:
        return {}
    numbers: dict[int, int] = {}
    for pk, number in grouped[0].union(*grouped[1:], all=True):
        numbers[pk] = numbers.get(pk, 0) + number
    return numbers
