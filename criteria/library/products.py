"""The tree of product groups, as records are found in it."""

from collections.abc import Iterable, Iterator

from criteria.models.vocabulary import ProductGroup


class ProductTree:
    """All product groups as they are now, read with one query."""

    def __init__(self) -> None:
        self.groups = {group.pk: group for group in ProductGroup.objects.all()}

    def keys_around(self, chosen: Iterable[int]) -> set[str]:
        """The keys of the groups, of all above them, to be found there, and of all below, because they belong to it."""
        wanted = set(chosen)
        around: set[str] = set()
        for group in self.groups.values():
            line = list(self._line_above(group))
            if group.pk in wanted:
                around.update(each.key for each in line)
            elif any(each.pk in wanted for each in line):
                around.add(group.key)
        return around

    def _line_above(self, group: ProductGroup) -> Iterator[ProductGroup]:
        """A group, the one above it, and so on."""
        above: ProductGroup | None = group
        while above is not None:
            yield above
            above = self.groups.get(above.parent_id) if above.parent_id else None
