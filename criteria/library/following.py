"""Keeps published documents true when a word they hold changes: a renamed theme, a label generation with new dates."""

from typing import Any

from django.db.models import Model
from django.db.models.signals import post_delete, post_save, pre_delete
from wagtail.models import PageViewRestriction

from criteria.library import projection
from criteria.models import (
    AmbitionLevel,
    Criterion,
    Label,
    LabelGeneration,
    LibraryEntry,
    LibraryVersion,
    LifeCycleStage,
    ProductGroup,
    SourceReference,
    Strategy,
    Tag,
    Theme,
)
from networks.models import NetworkPage

HOLDERS: dict[type[Model], str] = {
    AmbitionLevel: "ambition",
    Label: "labels__label",
    LabelGeneration: "labels__generation",
    LifeCycleStage: "stages",
    NetworkPage: "owner_network",
    SourceReference: "sources__source",
    Strategy: "strategy",
    Tag: "tags",
    Theme: "theme",
}
"""How to find the criteria that show a record."""


def connect() -> None:
    for model in HOLDERS:
        post_save.connect(_changed, sender=model, dispatch_uid=f"library follows {model.__name__}")
    post_save.connect(_group_changed, sender=ProductGroup, dispatch_uid="library follows product groups")
    for signal in (post_save, post_delete):
        signal.connect(_closed_or_opened, sender=PageViewRestriction, dispatch_uid="library follows closed pages")
    post_delete.connect(_criterion_deleted, sender=Criterion, dispatch_uid="library follows deletions")
    pre_delete.connect(_tag_goes, sender=Tag, dispatch_uid="library sees a tag go")
    post_delete.connect(_tag_gone, sender=Tag, dispatch_uid="library follows a tag that went")


def _closed_or_opened(sender: type[Model], instance: PageViewRestriction, raw: bool = False, **kwargs: Any) -> None:  # noqa: FBT001, FBT002  Django's signature
    """A network's name shows only as long as its page is open to everybody."""
    if not raw:
        projection.refresh_all(Criterion.objects.filter(owner_network__path__startswith=instance.page.path))


def _changed(sender: type[Model], instance: Model, created: bool, raw: bool, **kwargs: Any) -> None:  # noqa: FBT001  Django's signature
    if created or raw:
        return
    projection.refresh_all(Criterion.objects.filter(**{HOLDERS[sender]: instance}))


def _group_changed(sender: type[Model], instance: ProductGroup, raw: bool, **kwargs: Any) -> None:  # noqa: FBT001  Django's signature
    """Its name shows in the criteria that name it; its place decides where those above and below it are found."""
    if not raw and LibraryEntry.objects.exists():
        projection.refresh_all(Criterion.objects.filter(product_groups=instance))
        projection.rebuild()


def _criterion_deleted(sender: type[Model], **kwargs: Any) -> None:
    """The row went with the criterion; the counts must go too."""
    LibraryVersion.change()


def _tag_goes(sender: type[Model], instance: Any, **kwargs: Any) -> None:
    """Its taggings go first, so who carried it is noted before."""
    instance.carriers = list(Criterion.objects.filter(tags=instance).values_list("pk", flat=True))


def _tag_gone(sender: type[Model], instance: Any, **kwargs: Any) -> None:
    if instance.carriers:
        projection.refresh_all(Criterion.objects.filter(pk__in=instance.carriers))
