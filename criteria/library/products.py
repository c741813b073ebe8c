"""The tree of product groups, as records are found in it."""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from criteria.models.vocabulary import ProductGroup


class ProductTree:
    """All product groups as they are now, read with one query."""

    def __init__(self) -> None:
        self.groups = {group.pk: group for group in ProductGroup.objects.all()}
        self._around: dict[str, set[str]] = defaultdict(set)
        for group in self.groups.values():
            for above in self._line_above(group):
                self._around[group.key].add(above.key)
                self._around[above.key].add(group.key)

    def keys_around(self, keys: Iterable[str]) -> set[str]:
        """The groups, all above them, to be found there, and all below, because they belong to them."""
        return set().union(*(self._around.get(key, ()) for key in keys))

    def _line_above(self, group: ProductGroup) -> Iterator[ProductGroup]:
        """A group, the one above it, and so on."""
        above: ProductGroup | None = group
        while above is not None:
            yield above
            above = self.groups.get(above.parent_id) if above.parent_id else None
