"""How a membership moves; what the CMS lets a person do follows in the same transaction."""

from datetime import datetime

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from networks.members import spaces
from networks.members.profiles import profile_of
from networks.models import Invitation, Membership, NetworkPage, Organisation
from portal.models import User
from portal.reader import Reader
from portal.rights import may
from portal.states import Machine, Refused, note

State = Membership.State

MACHINE = Machine(
    {
        State.REQUESTED: frozenset({State.ACTIVE, State.REFUSED, State.ENDED}),
        State.ACTIVE: frozenset({State.ENDED}),
        State.REFUSED: frozenset({State.REQUESTED, State.ACTIVE}),
        State.ENDED: frozenset({State.REQUESTED, State.ACTIVE}),
    }
)

MARKET_SIDE = _("Organisations on the market's side support the Pact; they cannot be part of a network of buyers.")
NOT_YOURS = _("You may not do this here. Perhaps your role was changed a moment ago.")


def hold(network: NetworkPage | int) -> NetworkPage:
    """The network as it is now, held until the end of the transaction: one decision about its members at a time."""
    pk = network if isinstance(network, int) else network.pk
    return NetworkPage.objects.select_for_update(of=("self",), no_key=True).get(pk=pk)


def hold_membership(membership: Membership) -> Membership:
    """The membership as it is now; its network is held first, so that nobody waits for one another for ever."""
    hold(membership.network_id)
    rows = Membership.objects.select_related("network", "user", "organisation")
    return rows.select_for_update(of=("self",)).get(pk=membership.pk)


def require(by: User, verb: str, thing: Membership | NetworkPage | Invitation) -> Reader:
    """The person with the rights of this very moment; raises Refused when these do not reach."""
    reader = Reader(User.objects.get(pk=by.pk))
    if not may(reader, verb, thing):
        raise Refused(NOT_YOURS)
    return reader


def require_buyer(*organisations: Organisation | None) -> None:
    """Raises Refused when one of the organisations is on the market's side."""
    if any(each is not None and each.market_side for each in organisations):
        raise Refused(MARKET_SIDE)


def require_text(reason: str, sentence: str | Promise) -> str:
    """The reason without blanks around it; raises Refused with the sentence when there is none."""
    if not reason.strip():
        raise Refused(sentence)
    return reason.strip()


def begin(membership: Membership, *, by: User | None, reason: str = "", at: datetime | None = None) -> None:
    """Make somebody a member, with everything that comes with it."""
    now = membership.moved_at = at or timezone.now()
    membership.since, membership.until = now, None
    membership.decided_by, membership.reason = by, reason
    if membership.pk is None:
        membership.state = State.ACTIVE
        membership.save()
        note(membership, "", State.ACTIVE, actor=by, reason=reason, at=now)
    else:
        MACHINE.move(membership, State.ACTIVE, actor=by, reason=reason, at=now)
    profile = profile_of(membership.user)
    if profile.organisation is None and membership.organisation is not None:
        profile.organisation = membership.organisation
        profile.save(update_fields=["organisation"])
    spaces.follow(membership)


def finish(
    membership: Membership, to: Membership.State, *, by: User | None, reason: str = "", at: datetime | None = None
) -> None:
    """End a membership, or refuse a request."""
    now = membership.moved_at = at or timezone.now()
    if membership.state == State.ACTIVE:
        membership.until = max(now, membership.since or now)
    membership.decided_by, membership.reason = by, reason
    MACHINE.move(membership, to, actor=by, reason=reason, at=now)
    spaces.follow(membership)
