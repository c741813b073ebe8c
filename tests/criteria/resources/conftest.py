"""Two networks and the people of a story: a buyer in Norway, who decides there, and a colleague elsewhere."""

from dataclasses import dataclass

from networks.models import NetworkPage, Role
from portal.models import User
from tests.factories.pages import make_network
from tests.factories.sharing import make_member
from tests.keeping import kept


@dataclass
class Cast:
    norway: NetworkPage
    netherlands: NetworkPage
    elsewhere: NetworkPage
    buyer: User
    reviewer: User
    coordinator: User
    dutch: User
    secretary: User


@kept
def cast() -> Cast:
    norway, netherlands = make_network("Norway", "NO"), make_network("Netherlands", "NL")
    return Cast(
        norway,
        netherlands,
        make_network("Canada", "CA"),
        buyer=make_member(norway, name="maja"),
        reviewer=make_member(norway, Role.REVIEWER, name="runa"),
        coordinator=make_member(norway, Role.COORDINATOR, name="kari"),
        dutch=make_member(netherlands, name="daan"),
        secretary=make_member(netherlands, Role.SECRETARIAT, name="sofie"),
    )
