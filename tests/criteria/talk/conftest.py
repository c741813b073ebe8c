"""The cast of the talk: two networks, somebody in each role, and what they talk about."""

from types import SimpleNamespace

from django.test import Client

from criteria.terms import Visibility
from networks.models import NetworkPage, Role
from portal.models import User
from portal.reader import NOBODY, Reader
from tests.factories.criteria import make_criterion
from tests.factories.pages import make_network
from tests.factories.resources import make_resource
from tests.factories.talk import make_member
from tests.keeping import kept
from tests.people import make_user

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


class Cast:
    """People by name, each with a browser; made when first asked for."""

    def __init__(self) -> None:
        self.home: NetworkPage = make_network("Netherlands", "NL")
        self.abroad: NetworkPage = make_network("Norway", "NO")
        self._people: dict[str, User | None] = {"visitor": None}

    def user(self, name: str) -> User:
        if name not in self._people:
            self._people[name] = self._make(name)
        return self._people[name]

    def _make(self, name: str) -> User:
        roles = {role.value: role for role in Role}
        if name == "account":
            return make_user("account@example.org")
        if name.startswith("foreign-"):
            return make_member(self.abroad, roles[name.removeprefix("foreign-")], name)
        return make_member(self.home, roles.get(name, Role.CONTRIBUTOR), name)

    def reader(self, name: str) -> Reader:
        return Reader(self.user(name)) if name != "visitor" else NOBODY

    def client(self, name: str) -> Client:
        client = Client()
        if name != "visitor":
            client.force_login(self.user(name), backend=BACKEND)
        return client


@kept
def cast() -> Cast:
    return Cast()


@kept
def things(cast) -> SimpleNamespace:
    """What can be talked about, from closed to open."""
    return SimpleNamespace(
        criterion=make_criterion(ref="CFIT-TLK-ONE-01", title="Long battery life"),
        network=make_resource(network=cast.home, visibility=Visibility.NETWORK),
        members=make_resource(network=cast.home, visibility=Visibility.MEMBERS),
        public=make_resource(network=cast.home, visibility=Visibility.PUBLIC),
    )
