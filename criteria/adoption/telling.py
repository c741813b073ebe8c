"""What coordinators hear: an edition that their network took a position on has been replaced; look at it again."""

from django.urls import reverse
from django.utils.translation import gettext, gettext_lazy

from criteria.adoption import queries
from criteria.models import Edition, Position
from networks.members.standing import standing_of
from networks.members.telling import deciders_of
from networks.models import Role
from portal.models import User
from portal.notices import Frequency, notify, register_kind, settle
from portal.reader import Reader

LOOK_AGAIN = "position-look-again"


def register() -> None:
    register_kind(
        LOOK_AGAIN,
        gettext_lazy("Positions of your network"),
        default=Frequency.INSTANT,
        explains=gettext_lazy("A criterion that your network took a position on has a new edition."),
        needs="change",
        reaches=_decides,
    )


def _decides(reader: Reader) -> bool:
    standing = standing_of(reader)
    return standing.is_secretariat or bool(standing.networks_as(Role.COORDINATOR))


def ask_to_look_again(edition: Edition, *, by: User | None) -> None:
    """Ask those who decide for each network with a position on an older edition; the positions stay as they are.

    Belongs into the transaction that issues the edition. Asks again for every edition, about the newest position only.
    """
    rows = queries.newest_of_networks(edition.criterion_id)
    settle(LOOK_AGAIN, Position.objects.filter(edition__criterion=edition.criterion_id))
    title = edition.document["title"]
    for position in rows:
        if position.edition_id == edition.pk or position.is_over():
            continue
        address = reverse("criteria:decide_position", args=[edition.ref, position.network.slug])
        words = {"number": edition.number, "title": title, "network": position.network.title}
        notify(
            LOOK_AGAIN,
            to=deciders_of(position.network),
            about=position,
            key=f"position-{position.pk}-edition-{edition.pk}",
            title=lambda words=words: gettext("Edition %(number)s of %(title)s: does %(network)s still agree?") % words,  # type: ignore[misc]
            text=edition.change_note,
            url=address,
            actor=by,
        )


def settled(position: Position) -> None:
    """The network has looked: nobody is asked about its earlier positions any more."""
    earlier = Position.objects.filter(edition__criterion=position.edition.criterion_id, network=position.network_id)
    settle(LOOK_AGAIN, earlier)
