"""The tree of product groups, as records are found in it."""

from collections.abc import Iterable, Iterator, Mapping

from criteria.models.vocabulary import ProductGroup


def keys_around(chosen: Iterable[int]) -> set[str]:
    """The keys of the groups, of all above them, to be found there, and of all below, because they belong to it."""
    wanted = set(chosen)
    tree = {group.pk: group for group in ProductGroup.objects.all()}
    around: set[str] = set()
    for group in tree.values():
        line = list(_line_above(group, tree))
        if group.pk in wanted:
            around.update(each.key for each in line)
        elif any(each.pk in wanted for each in line):
            around.add(group.key)
    return around


def _line_above(group: ProductGroup, tree: Mapping[int, ProductGroup]) -> Iterator[ProductGroup]:
    """A group, the one above it, and so on."""
    above: ProductGroup | None = group
    while above is not None:
        yield above
        above = tree.get(above.parent_id) if above.parent_id else None
