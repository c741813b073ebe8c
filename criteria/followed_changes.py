"""What changed lately on what somebody follows: a criterion or resource itself, its tags, product groups, networks."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.contrib.contenttypes.models import ContentType
from django.db.models import Model, Q
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from criteria.models import Criterion, LibraryEntry, ProductGroup, Resource, ResourceEntry, Tag
from networks.models import NetworkPage
from portal.models import Follow, User
from portal.reader import Reader

SHOWN = 10

type Followed = Mapping[type[Model], set[str]]
"""Primary keys, as they are kept, by type of thing."""


@dataclass(frozen=True)
class Changed:
    """One line: what it is, what it is called, where it stands and when it was published last."""

    kind: str | Promise
    title: str
    url: str
    day: date


def changes_for(reader: Reader) -> list[Changed]:
    """The latest first, only what the reader may see; seven queries, whatever they follow."""
    followed = _followed(reader.user) if reader.user else {}
    if not followed:
        return []
    tags = Tag.objects.filter(pk__in=followed[Tag]).values_list("slug", flat=True)
    groups = ProductGroup.objects.filter(pk__in=followed[ProductGroup]).values_list("key", flat=True)
    words = [*(f"tag:{slug}" for slug in tags), *(f"product:{key}" for key in groups)]
    open_ones = NetworkPage.objects.visible_to(reader).filter(pk__in=followed[NetworkPage])
    networks = dict(open_ones.values_list("pk", "translation_key"))
    found = _criteria(reader, followed, words, networks) + _resources(reader, followed, words, networks.values())
    return sorted(found, key=lambda each: (each.day, each.title), reverse=True)[:SHOWN]


def _followed(user: User) -> Followed:
    found: dict[type[Model], set[str]] = defaultdict(set)
    for content_type, key in Follow.objects.filter(user=user).values_list("target_type", "target_id"):
        model = ContentType.objects.get_for_id(content_type).model_class()
        if model is not None:
            found[model].add(key)
    return found


def _criteria(reader: Reader, followed: Followed, words: list[str], networks: Iterable[int]) -> list[Changed]:
    chosen = Q(criterion__in=followed[Criterion]) | Q(facets__overlap=words)
    chosen |= Q(criterion__owner_network__in=list(networks))
    rows = LibraryEntry.objects.visible_to(reader).filter(chosen).order_by("-updated_on", "-rid")
    return [
        Changed(_("Criterion"), title, reverse("criteria:criterion", args=[ref]), day)
        for ref, title, day in rows.values_list("ref", "title", "updated_on")[:SHOWN]
    ]


def _resources(reader: Reader, followed: Followed, words: list[str], networks: Iterable[object]) -> list[Changed]:
    refs = Criterion.objects.filter(pk__in=followed[Criterion]).values_list("ref", flat=True)
    words = [*words, *(f"criterion:{ref}" for ref in refs), *(f"from:{key}" for key in networks)]
    chosen = Q(resource__in=followed[Resource]) | Q(facets__overlap=words)
    rows = ResourceEntry.objects.visible_to(reader).filter(chosen).order_by("-updated_on", "-rid")
    return [
        Changed(_("Guideline or tool"), title, reverse("resources:resource", args=[slug]), day)
        for slug, title, day in rows.values_list("resource__slug", "title", "updated_on")[:SHOWN]
    ]
