"""What people can follow in the library, and what its followers hear: something new about a thing they follow."""

from collections.abc import Callable, Iterable
from typing import Any

from django.db.models import Model
from django.urls import reverse
from django.utils.translation import gettext, gettext_lazy

from criteria.library.products import ProductTree
from criteria.models import Criterion, Edition, LibraryEntry, ProductGroup, Resource, ResourceVersion, Tag
from criteria.tags.actions import tag_merged
from criteria.tags.queries import visible_tags
from criteria.terms import Status
from networks.models import NetworkPage
from portal.models import User
from portal.notices import Frequency, follow, followers_of, notify, register_followable, register_kind, unfollow
from portal.reader import Reader
from portal.rights import rule

NEWS = "library-news"


@rule("view", Criterion)
def may_view_criterion(reader: Reader, criterion: Criterion) -> bool:
    return LibraryEntry.objects.visible_to(reader).filter(criterion=criterion).exists()


@rule("view", Tag)
def may_view_tag(reader: Reader, tag: Tag) -> bool:
    return visible_tags(reader).filter(pk=tag.pk).exists()


@rule("view", ProductGroup)
def may_view_product_group(reader: Reader, group: ProductGroup) -> bool:
    """Words that only drafts carry are nobody's business."""
    return LibraryEntry.objects.visible_to(reader).filter(facets__contains=[f"product:{group.key}"]).exists()


@rule("view", NetworkPage)
def may_view_network(reader: Reader, network: NetworkPage) -> bool:
    return NetworkPage.objects.visible_to(reader).filter(pk=network.pk).exists()


def register() -> None:
    register_kind(
        NEWS,
        gettext_lazy("New on what you follow"),
        default=Frequency.DAILY,
        explains=gettext_lazy(
            "A criterion or something shared is new or has changed, and it belongs to what you follow."
        ),
    )
    register_followable(Criterion, gettext_lazy("Criterion"), Criterion.get_absolute_url)
    register_followable(Resource, gettext_lazy("Guideline or tool"), Resource.get_absolute_url)
    register_followable(Tag, gettext_lazy("Tag"), lambda tag: reverse("tags:tag", args=[tag.slug]))
    register_followable(ProductGroup, gettext_lazy("Product group"), _browse)
    register_followable(NetworkPage, gettext_lazy("Network"), NetworkPage.get_url)
    tag_merged.connect(_move_followers, sender=Tag, dispatch_uid="followers of tags move along")


def edition_published(edition: Edition, *, by: User | None) -> None:
    """Tell those who follow the criterion, what it is about, or the network that looks after it."""
    criterion, said = edition.criterion, edition.document
    words = {"number": edition.number, "title": said["title"]}
    headlines = {
        Status.CONSULTATION: gettext_lazy("Open for your comments: edition %(number)s of %(title)s"),
        Status.ENDORSED: gettext_lazy("Endorsed: edition %(number)s of %(title)s"),
    }
    headline = headlines.get(said["status"], gettext_lazy("Edition %(number)s of %(title)s"))
    _tell(
        _around(criterion),
        about=criterion,
        key=f"edition-{edition.pk}",
        title=lambda: headline % words,
        text=edition.change_note or said["life"]["reason"],
        by=by,
    )


def criterion_moved(criterion: Criterion, *, key: str, title: Callable[[], str], text: str, by: User | None) -> None:
    """Tell the same people of a move that made no edition; `key` names the move."""
    _tell(_around(criterion), about=criterion, key=key, title=title, text=text, by=by)


def resource_published(resource: Resource, version: ResourceVersion, *, by: User | None) -> None:
    """Tell those who follow the resource, one of its tags or criteria, or the network that shared it."""
    _tell(
        [resource, *resource.tags.all(), *resource.criteria.all(), resource.network],
        about=resource,
        key=f"resource-{resource.pk}-live-{version.number}",
        title=lambda: gettext("Shared: %(title)s") % {"title": version.read().title},
        text=version.note,
        by=by,
    )


def people_around(criterion: Criterion) -> set[User]:
    """Who follows a criterion, one of its tags or product groups, or the network that looks after it."""
    return set(followers_of(*_around(criterion)))


def _around(criterion: Criterion) -> list[Model | None]:
    """Product groups above and below count, as in the library."""
    tree = ProductTree()
    keys = tree.keys_around(group.key for group in criterion.product_groups.all())
    groups = [group for group in tree.groups.values() if group.key in keys]
    return [criterion, *criterion.tags.all(), *groups, criterion.owner_network]


def _browse(group: ProductGroup) -> str:
    return f"{reverse('criteria:browse')}?product={group.key}"


def _tell(
    followed: Iterable[Model | None], *, about: Criterion | Resource, key: str, title: Any, text: str, by: User | None
) -> None:
    notify(
        NEWS,
        to=followers_of(*followed),
        about=about,
        key=key,
        title=title,
        text=text,
        url=about.get_absolute_url,
        actor=by,
    )


def _move_followers(sender: type[Model], source: Tag, into: Tag, **kwargs: Any) -> None:
    for user in followers_of(source):
        follow(user, into)
        unfollow(user, source)
