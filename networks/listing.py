"""The list of networks as an address asks for it: filters that are understood, and those that were not."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from networks.models import LawRegime, NetworkPage
from networks.models.place import language_name
from networks.queries import visible_networks, visible_working_groups
from portal.reader import Reader


@dataclass(frozen=True)
class Choice:
    """One value of a filter and how many networks have it."""

    value: str
    label: str
    count: int
    chosen: bool


@dataclass(frozen=True)
class Filter:
    """One filter: its name in the address and its values, one of them chosen or none."""

    name: str
    label: str | Promise
    choices: tuple[Choice, ...]


@dataclass(frozen=True)
class Listing:
    """The networks that match, the filters around them, and the filters that nobody has."""

    networks: tuple[NetworkPage, ...]
    total: int
    filters: tuple[Filter, ...]
    unknown: tuple[str | Promise, ...]
    working_groups: tuple[NetworkPage, ...] = ()

    @property
    def is_filtered(self) -> bool:
        return any(choice.chosen for each in self.filters for choice in each.choices)


@dataclass(frozen=True)
class _Rule:
    name: str
    label: str | Promise
    values: Callable[[NetworkPage], Iterable[str]]
    naming: Callable[[str], str]


_RULES = (
    _Rule("kind", _("Kind"), lambda page: [page.kind], lambda value: str(NetworkPage.Kind(value).label)),
    _Rule(
        "law",
        _("Procurement law"),
        lambda page: filter(None, [page.law_regime]),
        lambda value: str(LawRegime(value).label),
    ),
    _Rule("language", _("Working language"), lambda page: page.languages, language_name),
)


def listing(asked: Mapping[str, str], *, reader: Reader, locale_id: int | None = None) -> Listing:
    """The networks a reader may see that fit `asked`; a value no network has is dropped and named in `unknown`."""
    networks = visible_networks(reader, locale_id=locale_id)
    matching, filters, unknown = networks, [], []
    for rule in _RULES:
        counts = Counter(value for page in networks for value in set(rule.values(page)))
        wanted = asked.get(rule.name, "")
        if wanted and wanted not in counts:
            unknown.append(rule.label)
            wanted = ""
        if wanted:
            matching = [page for page in matching if wanted in rule.values(page)]
        choices = [Choice(value, rule.naming(value), count, value == wanted) for value, count in counts.items()]
        filters.append(Filter(rule.name, rule.label, tuple(sorted(choices, key=lambda choice: choice.label))))
    groups = visible_working_groups(reader, locale_id=locale_id)
    return Listing(tuple(matching), len(networks), tuple(filters), tuple(unknown), tuple(groups))
