"""What other rooms and pages read of resources: only what the reader may see, counted only among that."""

from django.db.models import Count, Window
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from criteria.documents import ResourceDocument
from criteria.library import search
from criteria.models import ResourceEntry
from criteria.resources.shelf import RESOURCES
from networks.models import NetworkPage
from portal.reader import Reader
from portal.search import Hit

SHOWN = 6
"""Resources that stand on the page of something else."""


def resources_of_criterion(reader: Reader, ref: str, limit: int = SHOWN) -> tuple[list[ResourceEntry], int]:
    """The latest guidance on a criterion, and how much there is in all; one query."""
    return _latest(reader, f"criterion:{ref}", limit)


def resources_of_network(reader: Reader, network: NetworkPage, limit: int = SHOWN) -> tuple[list[ResourceEntry], int]:
    """What a network shared last, and how much there is in all; one query. The same on the page in each language."""
    return _latest(reader, f"from:{network.translation_key}", limit)


def site_search(words: str, reader: Reader, limit: int) -> tuple[list[Hit], int]:
    """Resources for the search of the whole site, best first; three queries."""
    rows, total = search.best(words, reader, RESOURCES, limit)
    return [_hit(row.read()) for row in rows], total


def _hit(document: ResourceDocument) -> Hit:
    address = reverse("resources:resource", args=[document.slug])
    return Hit(document.title, address, document.abstract, _("Resource"))


def _latest(reader: Reader, word: str, limit: int) -> tuple[list[ResourceEntry], int]:
    rows = ResourceEntry.objects.visible_to(reader).filter(facets__contains=[word])
    found = list(rows.to_read().annotate(total=Window(Count("*"))).order_by("-updated_on", "-rid")[:limit])
    return list(found), found[0].total if found else 0
