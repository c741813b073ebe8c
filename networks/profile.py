"""What the page of one network shows besides its own fields, as one typed value for the template."""

from dataclasses import dataclass

from networks.map import Shape, country_shape
from networks.members.standing import standing_of
from networks.models import NetworkDocument, NetworkPage, Participation
from networks.queries import organisations_of_members, participants_of, readable_documents
from portal.reader import Reader


@dataclass(frozen=True)
class Profile:
    """A network as a reader sees it; `is_own` where the reader is a member."""

    participants: list[Participation]
    past_participants: list[Participation]
    members_from: list[str]
    documents: list[NetworkDocument]
    shape: Shape | None
    is_own: bool


def profile(network: NetworkPage, reader: Reader) -> Profile:
    """In at most seven queries, eight for a working group, whatever the number of participants and documents."""
    everybody = participants_of(network)
    point = None
    if network.latitude is not None and network.longitude is not None:
        point = (network.longitude, network.latitude)
    return Profile(
        [row for row in everybody if row.until is None],
        [row for row in everybody if row.until is not None],
        organisations_of_members(network, reader),
        readable_documents(network, reader),
        country_shape(network.iso_3166_1, point),
        network.pk in standing_of(reader).networks,
    )
