"""Spaces: what the portal keeps in the CMS for a network, and which groups of it a person is in.

A space is made with the network's page, renamed with it and removed with it. Rights of these groups are the portal's
business: `manage.py sync_spaces` puts back what somebody changed by hand.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.contrib.auth.models import Group, Permission
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Collection, CollectionViewRestriction, GroupCollectionPermission, GroupPagePermission, Page

from networks.models import Membership, NetworkPage, NetworkSpace, Role
from portal.models import User

PARENT = "Networks"
"""The collection that holds those of all networks."""
SECRETARIAT = "Secretariat"
"""The group of everybody who acts in all networks."""
ON_PAGES = {"add_page", "change_page", "publish_page"}
ON_FILES = {
    "wagtailimages": {"add_image", "change_image", "choose_image"},
    "wagtaildocs": {"add_document", "change_document", "choose_document"},
}
LONGEST_NAME = 130


@dataclass(frozen=True)
class Space:
    """A network's space with all its parts."""

    network: NetworkPage
    collection: Collection
    members: Group
    coordinators: Group


def original(network: NetworkPage) -> NetworkPage:
    """The page that stands for a network: of its translations the one that was made first."""
    pages = NetworkPage.objects.filter(translation_key=network.translation_key, alias_of=None)
    return pages.order_by("pk").first() or network


@transaction.atomic
def ensure(network: NetworkPage) -> Space:
    """The network's space, made, renamed and put right where needed."""
    network = original(network)
    rows = NetworkSpace.objects.select_related("collection", "members", "coordinators")
    record = rows.filter(network=network).first() or NetworkSpace(network=network)
    is_whole = record.pk is not None and None not in {record.collection, record.members, record.coordinators}
    space = Space(
        network,
        record.collection or _parent().add_child(instance=Collection(name=network.title)),
        record.members or Group.objects.create(name=_free_name("Members", network)),
        record.coordinators or Group.objects.create(name=_free_name("Coordinators", network)),
    )
    if not is_whole:
        record.collection, record.members, record.coordinators = space.collection, space.members, space.coordinators
        record.save()
    _rename(space)
    _close(space)
    _grant(space)
    if not is_whole:
        _fill_all(space)
    return space


def follow(membership: Membership) -> None:
    """Put the person into the groups that follow from their memberships, and out of all others of this network."""
    space = ensure(membership.network)
    is_active = membership.state == Membership.State.ACTIVE
    coordinates = is_active and Role(membership.role).rank >= Role.COORDINATOR.rank
    user = membership.user
    _put(user, space.members, inside=is_active)
    _put(user, space.coordinators, inside=coordinates)
    everywhere = Membership.objects.active().filter(user=user, role=Role.SECRETARIAT)
    _put(user, secretariat(), inside=everywhere.exists())


@transaction.atomic
def sync() -> int:
    """Put every space right, and every group as the memberships say; how many people were put in or taken out."""
    moved = 0
    for network in NetworkPage.objects.filter(alias_of=None).order_by("pk"):
        if original(network).pk != network.pk:
            continue
        moved += _fill_all(ensure(network))
    everywhere = Membership.objects.active().filter(role=Role.SECRETARIAT)
    return moved + _fill(secretariat(), everywhere.values_list("user", flat=True))


def remove(space: NetworkSpace) -> None:
    """Take away the groups of a network that is gone. Its files stay, closed, until somebody has looked at them."""
    Group.objects.filter(pk__in=[pk for pk in (space.members_id, space.coordinators_id) if pk]).delete()
    collection = Collection.objects.filter(pk=space.collection_id).first()
    if collection is None:
        return
    if _is_empty(collection):
        collection.delete()
    else:
        collection.name = (_("Former network: %(name)s") % {"name": collection.name})[:255]
        collection.save()


def secretariat() -> Group:
    """The group of the secretariat; made with rights on all pages and files."""
    group, is_new = Group.objects.get_or_create(name=SECRETARIAT)
    if is_new:
        group.permissions.add(_permission("wagtailadmin", "access_admin"))
        root = Page.get_first_root_node()
        for codename in (*sorted(ON_PAGES), "lock_page", "unlock_page"):
            GroupPagePermission.objects.create(group=group, page=root, permission=_permission("wagtailcore", codename))
        _grant_files(group, Collection.get_first_root_node())
    return group


def _parent() -> Collection:
    """The collection above those of all networks, held so that two networks made at once do not take one place."""
    root = Collection.objects.select_for_update().get(depth=1)
    found = root.get_children().filter(name=PARENT).first() or root.add_child(instance=Collection(name=PARENT))
    return Collection.objects.select_for_update().get(pk=found.pk)


def _free_name(kind: str, network: NetworkPage, *, group: Group | None = None) -> str:
    """The group's name: never one that exists, since that group may have rights of its own."""
    name = _name(kind, network)
    others = Group.objects.filter(name=name)
    if group is not None:
        others = others.exclude(pk=group.pk)
    return f"{name} ({network.pk})" if others.exists() else name


def _name(kind: str, network: NetworkPage) -> str:
    return f"{kind}: {network.title[:LONGEST_NAME]}"


def _rename(space: Space) -> None:
    network = space.network
    if space.collection.name != network.title:
        space.collection.name = network.title
        space.collection.save()
    for kind, group in (("Members", space.members), ("Coordinators", space.coordinators)):
        wanted = _name(kind, network)
        if group.name not in {wanted, f"{wanted} ({network.pk})"}:
            group.name = _free_name(kind, network, group=group)
            group.save()


def _close(space: Space) -> None:
    """Only members, and the secretariat, may have the network's files."""
    closed = CollectionViewRestriction.objects.filter(collection=space.collection)
    restriction = closed.first() or CollectionViewRestriction(collection=space.collection)
    if restriction.pk is None or restriction.restriction_type != CollectionViewRestriction.GROUPS:
        restriction.restriction_type = CollectionViewRestriction.GROUPS
        restriction.save()
    wanted = {space.members.pk, secretariat().pk}
    if set(restriction.groups.values_list("pk", flat=True)) != wanted:
        restriction.groups.set(wanted)


def _grant(space: Space) -> None:
    """Coordinators: the CMS, exactly their network's pages in every language, exactly their network's files."""
    group = space.coordinators
    wanted = _permission("wagtailadmin", "access_admin")
    if set(group.permissions.all()) != {wanted}:
        group.permissions.set([wanted])
    pages = NetworkPage.objects.filter(translation_key=space.network.translation_key, alias_of=None)
    permissions = {
        each.pk for each in Permission.objects.filter(content_type__app_label="wagtailcore", codename__in=ON_PAGES)
    }
    wanted_pairs = {(page, permission) for page in pages.values_list("pk", flat=True) for permission in permissions}
    found = GroupPagePermission.objects.filter(group=group)
    has = set(found.values_list("page_id", "permission_id"))
    if has != wanted_pairs:
        found.delete()
        GroupPagePermission.objects.bulk_create(
            GroupPagePermission(group=group, page_id=page, permission_id=permission)
            for page, permission in sorted(wanted_pairs)
        )
    _grant_files(group, space.collection)


def _grant_files(group: Group, collection: Collection) -> None:
    wanted = set()
    for app, codenames in ON_FILES.items():
        rows = Permission.objects.filter(content_type__app_label=app, codename__in=codenames)
        wanted |= set(rows.values_list("pk", flat=True))
    found = GroupCollectionPermission.objects.filter(group=group)
    if set(found.values_list("collection_id", "permission_id")) != {(collection.pk, each) for each in wanted}:
        found.delete()
        GroupCollectionPermission.objects.bulk_create(
            GroupCollectionPermission(group=group, collection=collection, permission_id=each) for each in sorted(wanted)
        )


def _permission(app: str, codename: str) -> Permission:
    return Permission.objects.get(content_type__app_label=app, codename=codename)


def _put(user: User, group: Group, *, inside: bool) -> None:
    if user.groups.filter(pk=group.pk).exists() != inside:
        (user.groups.add if inside else user.groups.remove)(group)


def _fill_all(space: Space) -> int:
    """Make both groups hold exactly the people that the memberships say; how many came or went."""
    active = Membership.objects.active().filter(network=space.network)
    roles = [role for role in Role if role.rank >= Role.COORDINATOR.rank]
    coordinating = active.filter(role__in=roles)
    return _fill(space.members, active.values_list("user", flat=True)) + _fill(
        space.coordinators, coordinating.values_list("user", flat=True)
    )


def _fill(group: Group, wanted: Iterable[int]) -> int:
    """Make the group hold exactly these people; how many came or went."""
    before, after = set(group.user_set.values_list("pk", flat=True)), set(wanted)
    if before != after:
        group.user_set.set(after)
    return len(before ^ after)


def _is_empty(collection: Collection) -> bool:
    holds = [model.objects.filter(collection=collection) for model in (get_image_model(), get_document_model())]
    return collection.is_leaf() and not any(rows.exists() for rows in holds)
