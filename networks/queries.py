"""What readers may see of networks: lists, counts, participants and documents."""

from collections.abc import Iterable

from django.db.models import Count, Q, QuerySet, prefetch_related_objects
from wagtail.models import CollectionViewRestriction

from networks.members.standing import standing_of
from networks.models import Membership, NetworkDocument, NetworkPage, Organisation, Participation
from networks.models.network_page import NetworkQuerySet
from portal.reader import Reader

ROLE_ORDER = [Participation.Role.CO_LEADING, Participation.Role.COORDINATING, Participation.Role.PROCURING]


def visible_networks(reader: Reader, *, locale_id: int | None = None) -> list[NetworkPage]:
    """The networks of places a reader may see, by title, each with its coordinator and `participant_count`."""
    return _listed(NetworkPage.objects.visible_to(reader).of_places(), locale_id)


def visible_working_groups(reader: Reader, *, locale_id: int | None = None) -> list[NetworkPage]:
    """The working groups a reader may see, in the same form; those with a closed page are in no list."""
    return _listed(NetworkPage.objects.visible_to(reader).working_groups(), locale_id)


def _listed(networks: NetworkQuerySet, locale_id: int | None) -> list[NetworkPage]:
    if locale_id is not None:
        networks = networks.filter(locale_id=locale_id)
    counted = Count("participations", filter=Q(participations__until=None))
    return list(networks.select_related("coordinator").annotate(participant_count=counted).order_by("title"))


def named_to(reader: Reader) -> QuerySet[NetworkPage]:
    """The networks whose name the reader may know: those with an open page, and those they belong to."""
    standing = standing_of(reader)
    if standing.is_secretariat:
        return NetworkPage.objects.live()
    open_ones = NetworkPage.objects.visible_to(reader).values("pk")
    return NetworkPage.objects.live().filter(Q(pk__in=open_ones) | Q(pk__in=standing.networks))


def organisations_of_members(network: NetworkPage, reader: Reader) -> list[str]:
    """Where the members of a working group work, by name; shown to members only, and naming nobody."""
    if not network.is_working_group or not standing_of(reader).is_member:
        return []
    active = Q(memberships__network=network, memberships__state=Membership.State.ACTIVE)
    known = [row.organisation_id for row in network.participations.all()]
    names = Organisation.objects.filter(active).exclude(pk__in=known).distinct().order_by("name")
    return list(names.values_list("name", flat=True))


def participating_organisations(reader: Reader) -> int:
    """How many organisations take part in the networks of places a reader may see."""
    visible = NetworkPage.objects.visible_to(reader).of_places().values("pk")
    taking_part = Q(participations__network__in=visible, participations__until=None)
    return Organisation.objects.filter(taking_part).distinct().count()


def participants_of(network: NetworkPage) -> list[Participation]:
    """Everybody who takes or took part, leaders first; read from the page itself, so previews show their draft."""
    rows = list(network.participations.all())
    prefetch_related_objects(rows, "organisation")
    return sorted(rows, key=lambda row: (row.until is not None, ROLE_ORDER.index(row.role), str(row)))


def readable_documents(network: NetworkPage, reader: Reader) -> list[NetworkDocument]:
    """The network's documents that a reader may download, in the editors' order."""
    rows = list(network.shared_documents.all())
    if not rows:
        return []
    prefetch_related_objects(rows, "document__collection")
    closed = _closed_collections(reader)
    return [row for row in rows if not row.document.collection.path.startswith(closed)]


def _closed_collections(reader: Reader) -> tuple[str, ...]:
    """Tree paths of the collections closed to a reader; what lies below them is closed as well."""
    restrictions: Iterable[CollectionViewRestriction] = CollectionViewRestriction.objects.select_related(
        "collection"
    ).prefetch_related("groups")
    return tuple(restriction.collection.path for restriction in restrictions if not _admits(restriction, reader))


def _admits(restriction: CollectionViewRestriction, reader: Reader) -> bool:
    """Whether a reader passes; a password belongs to a visit, not to a reader, so it never opens a list."""
    user = reader.user
    if user is None or not user.is_active:
        return False
    if restriction.restriction_type == CollectionViewRestriction.LOGIN:
        return True
    if restriction.restriction_type == CollectionViewRestriction.GROUPS:
        allowed = {group.pk for group in restriction.groups.all()}
        return user.is_superuser or bool(allowed & set(user.groups.values_list("pk", flat=True)))
    return False
