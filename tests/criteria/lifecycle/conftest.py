"""The people around a criterion's life, and the network that looks after it."""

from dataclasses import dataclass

from networks.models import NetworkPage, Role
from portal.models import User
from tests.factories.pages import make_network
from tests.factories.sharing import make_member
from tests.keeping import kept
from tests.people import make_user


@dataclass
class Cast:
    """`coordinator`, `reviewer` and `reader` belong to the network that looks after it, `neighbour` to another."""

    network: NetworkPage
    secretary: User
    coordinator: User
    reviewer: User
    reader: User
    neighbour: User

    def find(self, name: str) -> User:
        return getattr(self, name)


@kept
def cast() -> Cast:
    network = make_network("Netherlands", "NL")
    other = make_network("Norway", "NO")
    return Cast(
        network,
        make_user("ada@example.org", superuser=True),
        make_member(network, Role.COORDINATOR),
        make_member(network, Role.REVIEWER),
        make_member(network, Role.READER),
        make_member(other, Role.COORDINATOR),
    )
