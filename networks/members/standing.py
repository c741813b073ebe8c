"""A person's standing: in which networks they take part, and as what. Read once per request."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from networks.models import Membership, Role
from portal.reader import Reader


@dataclass(frozen=True)
class Standing:
    """Active memberships by network (its page's key). The secretariat acts in every network."""

    roles: Mapping[int, Role] = field(default_factory=dict)
    is_secretariat: bool = False

    @property
    def is_member(self) -> bool:
        return bool(self.roles) or self.is_secretariat

    @property
    def networks(self) -> frozenset[int]:
        return frozenset(self.roles)

    def is_at_least(self, network: int | None, role: Role) -> bool:
        """Whether the person has this role, or one above it, in a network."""
        if self.is_secretariat:
            return True
        own = self.roles.get(network) if network is not None else None
        return own is not None and own.rank >= role.rank

    def networks_as(self, role: Role) -> frozenset[int]:
        """The networks in which the person has at least this role; what holds everywhere is `is_secretariat`."""
        return frozenset(network for network, own in self.roles.items() if own.rank >= role.rank)


OUTSIDE = Standing()


def standing_of(reader: Reader) -> Standing:
    """The reader's standing; nobody's, and that of closed accounts, is outside."""
    user = reader.user
    if user is None or not user.is_active:
        return OUTSIDE
    return reader.once("standing", lambda: _read(user.pk, is_superuser=user.is_superuser))


def _read(user_id: int, *, is_superuser: bool) -> Standing:
    rows = Membership.objects.active().filter(user_id=user_id).values_list("network_id", "role")
    roles = {network: Role(role) for network, role in rows}
    return Standing(roles, is_secretariat=is_superuser or Role.SECRETARIAT in roles.values())
