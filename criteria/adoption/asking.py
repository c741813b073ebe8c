"""What an address asks of the matrix, the filters a page offers for it, and the addresses beside it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from django.http import QueryDict
from django.utils.translation import gettext

from criteria.adoption.matrix import Matrix, MatrixQuery
from criteria.languages import known
from criteria.library import facets
from criteria.library.criteria_shelf import CRITERIA
from criteria.library.facets import FacetIndex
from criteria.library.query import SHOWN_UNKNOWN, parse
from criteria.library.search import Chip, FacetGroup, Option, PageLink
from networks.models import NetworkPage
from portal.reader import Reader
from portal.search import clean_words

GROUPS = ("product", "theme", "type", "level")
"""The filters of the library that the matrix has as well, by the same names."""
NETWORK, DECIDED = "network", "decided"


@dataclass(frozen=True)
class Asked:
    """The question as understood; `unknown` are values that no record has, as they were written."""

    query: MatrixQuery
    index: FacetIndex
    networks: Sequence[NetworkPage]
    unknown: tuple[str, ...] = ()

    @property
    def is_narrowed(self) -> bool:
        return bool(any(self.query.facets.values()) or self.query.networks or self.query.only_decided)

    @property
    def address(self) -> str:
        """The parameters of all of it, for files: titles in those are the originals."""
        return address_of(replace(self.first_page, language=known.own()))

    @property
    def first_page(self) -> MatrixQuery:
        return replace(self.query, page=1)

    @property
    def whole(self) -> MatrixQuery:
        """The same on one page, in the original."""
        return replace(self.query, page=None, language=known.ORIGINAL)


def address_of(query: MatrixQuery) -> str:
    """The parameters of a question."""
    pairs = [(group, value) for group, values in query.facets.items() for value in values]
    pairs += [(NETWORK, slug) for slug in query.networks]
    pairs += [(DECIDED, "1")] if query.only_decided else []
    pairs += [("page", str(query.page))] if query.page and query.page > 1 else []
    pairs += [(known.PARAMETER, query.language)] if query.language != known.own() else []
    return "?" + urlencode(pairs) if pairs else "?"


def ask(parameters: QueryDict, reader: Reader, networks: Sequence[NetworkPage]) -> Asked:
    """The question behind a query string. Never raises: what it does not know it leaves out, and says so."""
    wanted = QueryDict(mutable=True)
    for group in (*GROUPS, "page"):
        wanted.setlist(group, parameters.getlist(group))
    index = facets.current(CRITERIA, reader)
    understood = parse(wanted, index)
    slugs = {page.slug for page in networks}
    asked = list(dict.fromkeys(slug for slug in parameters.getlist(NETWORK) if slug))
    strange = [clean_words(slug)[:40] for slug in asked if slug not in slugs]
    query = MatrixQuery(
        understood.query.selected,
        tuple(sorted(slug for slug in asked if slug in slugs)),
        parameters.get(DECIDED) == "1",
        understood.query.page,
        known.wanted(parameters),
    )
    return Asked(query, index, networks, (*understood.unknown, *strange)[:SHOWN_UNKNOWN])


def filters(asked: Asked, positions: Mapping[int, int]) -> list[FacetGroup]:
    """The choices of a page; `positions` says how many each network has, by its key."""
    counts = asked.index.counts(asked.query.facets)
    found = []
    for group in CRITERIA.groups:
        if group.key in GROUPS:
            chosen = asked.query.facets.get(group.key, ())
            options = tuple(
                Option(word.key, group.reads(word), counts[group.key][word.key], word.key in chosen, word.depth)
                for word in asked.index.words.get(group.key, ())
            )
            found.append(FacetGroup(group.key, str(group.label), options))
    options = tuple(
        Option(page.slug, page.title, positions.get(page.pk, 0), page.slug in asked.query.networks)
        for page in asked.networks
    )
    found.append(FacetGroup(NETWORK, gettext("Network"), options))
    return [group for group in found if group.options]


def chips(asked: Asked, groups: Sequence[FacetGroup]) -> list[Chip]:
    """The filters that are on, each with the address without it."""
    found = [
        Chip(option.label, address_of(_without(asked.first_page, group.key, option.value)))
        for group in groups
        for option in group.options
        if option.selected
    ]
    if asked.query.only_decided:
        found.append(Chip(gettext("With a position"), address_of(replace(asked.first_page, only_decided=False))))
    return found


def page_links(asked: Asked, shown: Matrix) -> list[PageLink]:
    numbers = range(1, shown.pages + 1)
    return [PageLink(n, address_of(replace(asked.query, page=n)), n == shown.page) for n in numbers]


def _without(query: MatrixQuery, group: str, value: str) -> MatrixQuery:
    if group == NETWORK:
        return replace(query, networks=tuple(slug for slug in query.networks if slug != value))
    left = tuple(each for each in query.facets.get(group, ()) if each != value)
    return replace(query, facets={**query.facets, group: left})
