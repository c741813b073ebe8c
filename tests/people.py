"""The cast of the tests: who looks, who writes, who publishes, who runs the place."""

from dataclasses import dataclass

from allauth.account.models import EmailAddress
from django.contrib.auth.models import Group
from django.test import Client

from portal.models import User
from portal.reader import NOBODY, Reader
from portal.seed.rights import EDITORS, MODERATORS

PASSWORD = "copper-goes-round-again"


@dataclass
class Person:
    """Somebody with a browser of their own."""

    name: str
    user: User | None
    client: Client

    @property
    def reader(self) -> Reader:
        return Reader(self.user) if self.user else NOBODY

    def __str__(self) -> str:
        return self.name


def make_user(email: str, *groups: str, superuser: bool = False) -> User:
    make = User.objects.create_superuser if superuser else User.objects.create_user
    user = make(email, PASSWORD, first_name=email.partition("@")[0].capitalize(), last_name="Test")
    user.groups.set(Group.objects.filter(name__in=groups))
    EmailAddress.objects.get_or_create(user=user, email=email, verified=True, primary=True)
    return user


def make_person(name: str) -> Person:
    """`visitor` has no account, `member` one without rights; `editor`, `moderator` and `admin` work in the CMS."""
    users = {
        "visitor": lambda: None,
        "member": lambda: make_user("mira@example.org"),
        "editor": lambda: make_user("edda@example.org", EDITORS),
        "moderator": lambda: make_user("momo@example.org", MODERATORS),
        "admin": lambda: make_user("ada@example.org", superuser=True),
    }
    return signed_in(name, users[name]())


def signed_in(name: str, user: User | None) -> Person:
    """Somebody whose browser is signed in already, as far as they have an account."""
    client = Client()
    if user:
        client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return Person(name, user, client)
