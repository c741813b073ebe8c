"""Keeps the rows of resources in step with what is published and who may see it, within the same transaction."""

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from criteria.documents import ResourceDocument, Term
from criteria.library import spelling
from criteria.library.products import ProductTree
from criteria.library.writing import Weighed, put
from criteria.models.projection import MEMBERS, PUBLIC, SECRETARIAT, SEEN, LibraryVersion, ResourceEntry
from criteria.models.resource import Resource
from criteria.models.tag import Tag
from criteria.models.vocabulary import ProductGroup, Theme
from criteria.resources.composing import network_of
from criteria.terms import FileState, Visibility

MAX_TEXT = 200_000
"""Bytes of the text of files that are searched: PostgreSQL holds 1 MB of search text for a row, and no more."""


def refresh(resource: Resource) -> None:
    """Write the row of a resource, or take it away when it is not published. Call it when the text of a file is known,
    and after changes that pass `save` by; `following.py` calls it for all others.
    """
    _write_or_remove(resource)
    LibraryVersion.change(ResourceEntry)


@transaction.atomic
def refresh_all(resources: QuerySet[Resource] | None = None) -> int:
    """Write the rows of all published resources (or of those in `resources`) anew; how many that were."""
    chosen = Resource.objects.all() if resources is None else resources
    if resources is None:
        ResourceEntry.objects.filter(resource__live_version=None).delete()
    keys = list(chosen.exclude(live_version=None).values_list("pk", flat=True).distinct())
    for resource in Resource.objects.filter(pk__in=keys).select_related("live_version", "network").iterator(100):
        _write_or_remove(resource)
    if keys or resources is None:
        LibraryVersion.change(ResourceEntry)
    return len(keys)


def seen_words(resource: Resource) -> set[str]:
    """Who may see a published resource, as `seen:` words; the same rule as `Resource.objects.visible_to`."""
    words = {SECRETARIAT}
    if resource.visibility == Visibility.PUBLIC:
        words.add(PUBLIC)
    if resource.visibility == Visibility.MEMBERS:
        words.add(MEMBERS)
    networks = set(resource.shared_with.values_list("pk", flat=True)) | {resource.network_id}
    words.update(f"network-{network}" for network in networks - {None})
    return {f"{SEEN}:{word}" for word in words}


def is_true(resource: Resource) -> bool:
    """Whether the row says what the resource says: the same version, for the same people, or none for neither."""
    entry = ResourceEntry.objects.filter(resource=resource).only("version_id", "visibility", "facets").first()
    if entry is None or resource.live_version_id is None:
        return entry is None and resource.live_version_id is None
    seen = {word for word in entry.facets if word.startswith(f"{SEEN}:")}
    shown = (entry.version_id, entry.visibility)
    return shown == (resource.live_version_id, resource.visibility) and seen == seen_words(resource)


def _write_or_remove(resource: Resource) -> None:
    version = resource.live_version
    if version is None:
        ResourceEntry.objects.filter(resource=resource).delete()
        return
    document = renewed(ResourceDocument.model_validate(version.document), resource)
    published = version.published_at or timezone.now()
    row = {
        "resource_id": resource.pk,
        "version_id": version.pk,
        "visibility": resource.visibility,
        "title": document.title,
        "document": document.model_dump(mode="json"),
        "facets": sorted(facets_of(document, resource) | seen_words(resource)),
        "year": document.year or 0,
        "updated_on": timezone.localdate(published),
        "head": Weighed(texts_of(document)),
        "words": Weighed(texts_of(document) | {"D": text_of_files(resource)}),
    }
    put(ResourceEntry, ["resource_id"], [row])
    spelling.remember([document.title, document.abstract])


def renewed(document: ResourceDocument, resource: Resource) -> ResourceDocument:
    """A frozen document with today's names of its words: they may have been renamed since, or taken away."""
    products = ProductGroup.objects.filter(key__in=[term.key for term in document.product_groups])
    themes = Theme.objects.filter(key__in=[term.key for term in document.themes])
    tags = Tag.objects.filter(slug__in=[term.key for term in document.tags]).order_by("name")
    return document.model_copy(
        update={
            "slug": resource.slug,
            "product_groups": tuple(group.term for group in products),
            "themes": tuple(theme.term for theme in themes),
            "tags": tuple(Term(key=tag.slug, label=tag.name) for tag in tags),
            "network": network_of(resource),
        }
    )


def facets_of(document: ResourceDocument, resource: Resource) -> set[str]:
    """The `group:key` words a document is found by. `criterion:` and `from:` lead to it from other pages."""
    words = {f"kind:{document.kind}", f"visibility:{resource.visibility}"}
    words.update(f"product:{key}" for key in ProductTree().keys_around(term.key for term in document.product_groups))
    words.update(f"theme:{theme.key}" for theme in document.themes)
    words.update(f"language:{code}" for code in document.languages)
    words.update(f"tag:{tag.key}" for tag in document.tags)
    words.update(f"criterion:{ref}" for ref in document.criteria)
    if document.year:
        words.add(f"year:{document.year}")
    if document.network is not None:
        words.add(f"network:{document.network.key}")
    if resource.network is not None:
        words.add(f"from:{resource.network.translation_key}")
    return words


def texts_of(document: ResourceDocument) -> dict[str, str]:
    """Title weighs most, then abstract and tags, then who made it and what it is about; files come last."""
    terms = [*document.product_groups, *document.themes, *([document.network] if document.network else [])]
    case = document.case
    told = [case.what, case.how, case.who, case.results, case.lessons] if case else []
    about = [document.authors, document.publisher, str(document.kind.label), *(term.label for term in terms)]
    return {
        "A": document.title,
        "B": " ".join([document.abstract, *(tag.label for tag in document.tags)]),
        "C": " ".join([*about, *told, *document.criteria]),
    }


def text_of_files(resource: Resource) -> str:
    """The text of the files that readers get, as much of it as is searched."""
    version = resource.live_version
    if version is None:
        return ""
    texts = version.files.filter(state=FileState.READY).values_list("text", flat=True)
    joined = "\n".join(texts)[:MAX_TEXT]
    return joined.encode()[:MAX_TEXT].decode(errors="ignore")
