"""The people of a consultation: the network that looks after the criterion, other members, the market, visitors."""

from django.test import Client

from criteria.models import Consultation
from networks.models import NetworkPage, Role
from portal.models import User
from portal.reader import NOBODY, Reader
from tests.factories.consulting import ask
from tests.factories.criteria import make_criterion
from tests.factories.pages import make_network
from tests.factories.talk import make_member
from tests.keeping import kept
from tests.people import make_user, signed_in

PARAMETERS = ({"key": "cycles", "label": "Full cycles", "value": 800, "unit": "cycles", "qualifier": "80 % left"},)


class Cast:
    """People by name, made when first asked for; `foreign-…` belong to a network that does not look after it."""

    def __init__(self) -> None:
        self.network: NetworkPage = make_network("Netherlands", "NL")
        self.abroad: NetworkPage = make_network("Norway", "NO")
        self._people: dict[str, User] = {}

    def user(self, name: str) -> User:
        if name not in self._people:
            self._people[name] = self._make(name)
        return self._people[name]

    def _make(self, name: str) -> User:
        if name == "secretariat":
            return make_user("secretariat@example.org", superuser=True)
        if name in {"account", "market"}:
            return make_user(f"{name}@example.org")
        home = self.abroad if name.startswith("foreign-") else self.network
        role = name.removeprefix("foreign-")
        return make_member(home, Role(role) if role in Role.values else Role.CONTRIBUTOR, name)

    def reader(self, name: str) -> Reader:
        return NOBODY if name == "visitor" else Reader(self.user(name))

    def client(self, name: str) -> Client:
        return signed_in(name, None if name == "visitor" else self.user(name)).client


@kept
def cast() -> Cast:
    return Cast()


@kept
def asked(cast) -> Consultation:
    """An open consultation with the market, on a criterion that `cast.network` looks after."""
    criterion = make_criterion(
        ref="CFIT-LAP-TST-01", owner_network=cast.network, parameters=PARAMETERS, rationale="Batteries wear out."
    )
    return ask(criterion, cast.user("secretariat"))
