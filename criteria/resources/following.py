"""Keeps the rows of resources true when a resource, a word it holds or its network changes."""

from typing import Any

from django.db.models import Model, Q
from django.db.models.signals import m2m_changed, post_delete, post_save
from wagtail.models import PageViewRestriction

from criteria.models import LibraryVersion, ProductGroup, Resource, ResourceEntry, Tag, Theme
from criteria.resources import projection
from networks.models import NetworkPage


def connect() -> None:
    post_save.connect(_resource_saved, sender=Resource, dispatch_uid="library follows resources")
    post_delete.connect(_resource_deleted, sender=Resource, dispatch_uid="library follows deleted resources")
    shared = Resource.shared_with.through
    m2m_changed.connect(_shared_anew, sender=shared, dispatch_uid="library follows who sees a resource")
    post_delete.connect(_network_deleted, sender=NetworkPage, dispatch_uid="resources follow deleted networks")
    for signal in (post_save, post_delete):
        signal.connect(_closed_or_opened, sender=PageViewRestriction, dispatch_uid="resources follow closed pages")
    for model in (NetworkPage, ProductGroup, Tag, Theme):
        post_save.connect(_word_saved, sender=model, dispatch_uid=f"resources follow {model.__name__}")


def _resource_saved(sender: type[Model], instance: Resource, raw: bool, **kwargs: Any) -> None:  # noqa: FBT001  Django's signature
    """Writes the row only if another version is published, or for other people: drafts are saved while typing."""
    if not raw and not projection.is_true(instance):
        projection.refresh(instance)


def _shared_anew(
    sender: type[Model],
    instance: Model,
    action: str,
    reverse: bool,  # noqa: FBT001  Django's signature
    pk_set: set[int] | None,
    **kwargs: Any,
) -> None:
    if not action.startswith("post_"):
        return
    if isinstance(instance, Resource):
        changed = [instance]
    elif pk_set is None:
        changed = list(Resource.objects.live())
    else:
        changed = list(Resource.objects.filter(pk__in=pk_set))
    for resource in changed:
        if not projection.is_true(resource):
            projection.refresh(resource)


def _word_saved(sender: type[Model], instance: Model, created: bool, raw: bool, **kwargs: Any) -> None:  # noqa: FBT001  Django's signature
    if created or raw:
        return
    projection.refresh_all(Resource.objects.filter(_holders_of(instance)))


def _holders_of(word: Model) -> Q:
    """The resources whose row shows a word, or is found by it."""
    match word:
        case NetworkPage():
            return Q(network=word)
        case ProductGroup():
            # A group's place decides what is found above and below it: where it stood, and where it stands now.
            keys = [word.key, *([word.parent.key] if word.parent else [])]
            return Q(entry__facets__overlap=[f"product:{key}" for key in keys])
        case Tag():
            return Q(entry__facets__contains=[f"tag:{word.slug}"]) | Q(tags=word)
        case Theme():
            return Q(entry__facets__contains=[f"theme:{word.key}"])
    return Q(pk__in=[])


def _network_deleted(sender: type[Model], instance: NetworkPage, **kwargs: Any) -> None:
    """What it shared stays, without its name."""
    word = f"from:{instance.translation_key}"
    projection.refresh_all(Resource.objects.filter(entry__facets__contains=[word], network=None))


def _closed_or_opened(sender: type[Model], instance: PageViewRestriction, raw: bool = False, **kwargs: Any) -> None:  # noqa: FBT001, FBT002  Django's signature
    """A network's name shows only as long as its page is open to everybody."""
    if not raw:
        projection.refresh_all(Resource.objects.filter(network__path__startswith=instance.page.path))


def _resource_deleted(sender: type[Model], **kwargs: Any) -> None:
    """The row went with the resource; the counts must go too."""
    LibraryVersion.change(ResourceEntry)
