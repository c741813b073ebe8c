"""Who decides on a network's position: its coordinators, and the secretariat."""

from criteria.models import Position
from networks.members.standing import standing_of
from networks.models import NetworkPage, Role
from portal.reader import Reader
from portal.rights import rule


@rule("take_position", NetworkPage)
def may_take_position(reader: Reader, network: NetworkPage) -> bool:
    """Working groups have no national wording, so they take none."""
    return not network.is_working_group and standing_of(reader).is_at_least(network.pk, Role.COORDINATOR)


@rule("change", Position)
def may_change(reader: Reader, position: Position) -> bool:
    """Whoever decides now; also whether a notice that asks to look again still concerns its reader."""
    return standing_of(reader).is_at_least(position.network_id, Role.COORDINATOR)
