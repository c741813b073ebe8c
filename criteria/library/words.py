"""How the values of filters are ordered and named, from the records and codes behind them."""

from collections.abc import Collection, Iterable

from django.db.models import Value

from criteria.library.shelves import Group, Shelf, Word
from criteria.models import ProductGroup, Tag
from networks.models import NetworkPage
from networks.models.place import language_name, place_name


def words_of(shelf: Shelf, values: dict[str, Collection[str]]) -> dict[str, tuple[Word, ...]]:
    """The values that occur, by group, in the order the group shows them; all plain vocabularies in one query."""
    names = _names(group for group in shelf.groups if group.vocabulary is not None)
    found: dict[str, tuple[Word, ...]] = {}
    for group in shelf.groups:
        occurring = values.get(group.key, ())
        words = group.order(occurring) if group.order else [*group.before, *names.get(group.key, ())]
        found[group.key] = tuple(word for word in words if word.key in occurring)
    return found


def products(values: Collection[str]) -> Iterable[Word]:
    """Product groups as a tree."""
    below: dict[int | None, list[ProductGroup]] = {}
    for group in ProductGroup.objects.all():
        below.setdefault(group.parent_id, []).append(group)

    def walk(parent: int | None, depth: int) -> Iterable[Word]:
        for group in below.get(parent, []):
            yield Word(group.key, group.name, depth)
            yield from walk(group.pk, depth + 1)

    return walk(None, 0)


def networks(values: Collection[str]) -> Iterable[Word]:
    """Networks by name, whatever the language of the page it comes from."""
    titles = NetworkPage.objects.filter(slug__in=values).order_by("title", "pk").values_list("slug", "title")
    named: dict[str, Word] = {}
    for slug, title in titles:
        named.setdefault(slug, Word(slug, title))
    return named.values()


def languages(values: Collection[str]) -> Iterable[Word]:
    """Languages by their English names."""
    return sorted((Word(key, language_name(key, "en")) for key in values), key=lambda word: word.label)


def language(word: Word) -> str:
    """A language in the reader's own."""
    return language_name(word.key)


def years(values: Collection[str]) -> Iterable[Word]:
    """Years, the latest first."""
    return [Word(key, key) for key in sorted(values, reverse=True)]


def tags(values: Collection[str]) -> Iterable[Word]:
    """Tags by name."""
    return [Word(row.slug, row.name) for row in Tag.objects.filter(slug__in=values).order_by("name")]


def places(values: Collection[str]) -> Iterable[Word]:
    """Countries and regions by their English names."""
    return sorted((Word(key, place_name(key.upper(), "en")) for key in values), key=lambda word: word.label)


def place(word: Word) -> str:
    """A country or region in the reader's language."""
    return place_name(word.key.upper())


def _names(groups: Iterable[Group]) -> dict[str, list[Word]]:
    """The words of plain vocabularies by group, each in its own order."""
    parts = [
        group.vocabulary.objects.order_by().values_list(Value(group.key), "order", "name", "key")
        for group in groups
        if group.vocabulary is not None
    ]
    names: dict[str, list[Word]] = {}
    for key, _order, name, value in sorted(parts[0].union(*parts[1:], all=True)) if parts else ():
        names.setdefault(key, []).append(Word(value, name))
    return names
