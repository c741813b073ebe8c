"""Joining networks, deciding about it, leaving: each is one transaction, and says no by `Refused` with a sentence.

Rights are looked at again under the lock: what counts is who may do what at that moment, not when the page was opened.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from networks.members import spaces, telling
from networks.members.profiles import profile_of
from networks.members.states import (
    MACHINE,
    NOT_YOURS,
    State,
    begin,
    finish,
    hold,
    hold_membership,
    require,
    require_buyer,
    require_text,
)
from networks.models import Membership, NetworkPage, Organisation, Role
from networks.rights import may_give
from portal.models import User
from portal.states import Refused, note

ASK_AGAIN_AFTER = timedelta(days=7)
"""How long after a refusal the same person may ask again."""
OPEN_REQUESTS = 10
"""How many requests of one person may wait at the same time."""
HANDED_OVER_TO = Role.REVIEWER
"""What a coordinator is after handing over."""


@dataclass(frozen=True)
class NewOrganisation:
    """An organisation that is not known yet, as the person who comes from it names it."""

    name: str
    country: str
    kind: str


@transaction.atomic
def ask(
    network: NetworkPage,
    *,
    by: User,
    organisation: Organisation | None = None,
    new: NewOrganisation | None = None,
    message: str = "",
    at: datetime | None = None,
) -> Membership:
    """Ask to join a network, coming from an organisation that is known or from a new one."""
    now = at or timezone.now()
    network = hold(network)
    known = Membership.objects.select_for_update(of=("self",)).filter(user=by, network=network).first()
    _may_ask(known, now)
    require(by, "join", network)
    if new is not None and organisation is None:
        organisation = _known_as(new.name, new.country)
        new = None if organisation else new
    if organisation is None and new is None:
        raise Refused(_("Say which organisation you work for."))
    if new is not None and new.kind in Organisation.ALWAYS_MARKET:
        require_buyer(Organisation(market_side=True))
    require_buyer(organisation, profile_of(by).organisation)
    if Membership.objects.waiting().filter(user=by).count() >= OPEN_REQUESTS:
        raise Refused(_("You have asked to join many networks already. Wait until some have answered."))
    membership = known or Membership(user=by, network=network)
    membership.organisation = organisation
    membership.new_organisation, membership.new_country, membership.new_kind = (
        (new.name, new.country, new.kind) if new else ("", "", "")
    )
    membership.role, membership.message, membership.reason = Role.CONTRIBUTOR, message.strip(), ""
    membership.since = membership.until = membership.decided_by = None
    membership.requested_at = membership.moved_at = now
    if known is None:
        membership.save()
        note(membership, "", State.REQUESTED, actor=by, at=now)
    else:
        MACHINE.move(membership, State.REQUESTED, actor=by, at=now)
    telling.asked(membership)
    return membership


@transaction.atomic
def accept(membership: Membership, *, by: User, role: str = "", at: datetime | None = None) -> Membership:
    """Make the person a member, and their organisation a known one where it is new."""
    membership = _hold_request(membership, by=by)
    reader = require(by, "decide", membership)
    role = role or membership.role
    if not may_give(reader, membership.network_id, role):
        raise Refused(_("You can give roles up to your own."))
    if not membership.user.is_active:
        raise Refused(_("This account was closed meanwhile."))
    if membership.organisation is None and membership.new_organisation:
        membership.organisation = _enter(membership)
    require_buyer(membership.organisation, profile_of(membership.user).organisation)
    membership.role = role
    membership.new_organisation = membership.new_country = membership.new_kind = ""
    begin(membership, by=by, at=at)
    telling.accepted(membership)
    return membership


@transaction.atomic
def refuse(membership: Membership, *, by: User, reason: str, at: datetime | None = None) -> Membership:
    """Say no to a request; the person is told why."""
    membership = _hold_request(membership, by=by)
    require(by, "decide", membership)
    reason = require_text(reason, _("Say why: the person who asked is told your reason."))
    finish(membership, State.REFUSED, by=by, reason=reason, at=at)
    telling.refused(membership)
    return membership


@transaction.atomic
def end(membership: Membership, *, by: User, reason: str, at: datetime | None = None) -> Membership:
    """End somebody's membership; they are told why."""
    membership = hold_membership(membership)
    require(by, "decide", membership)
    if membership.state != State.ACTIVE:
        raise Refused(_("This person is not a member any more."))
    reason = require_text(reason, _("Say why: the person is told your reason."))
    finish(membership, State.ENDED, by=by, reason=reason, at=at)
    telling.ended(membership)
    if not _coordinators(membership.network):
        telling.without_coordinator(membership.network, f"ended-{membership.pk}-{membership.moved_at:%Y%m%d%H%M%S}")
    return membership


@transaction.atomic
def leave(membership: Membership, *, by: User, at: datetime | None = None) -> Membership:
    """Leave a network, or take one's request back. The last coordinator hands over first."""
    membership = hold_membership(membership)
    require(by, "leave", membership)
    if membership.state not in {State.ACTIVE, State.REQUESTED}:
        raise Refused(_("You are not a member of this network."))
    if _is_last_coordinator(membership):
        raise Refused(_("You are the last coordinator: hand your role over to another member first."))
    finish(membership, State.ENDED, by=by, at=at)
    return membership


@transaction.atomic
def change_role(
    membership: Membership, *, role: str, by: User, reason: str = "", at: datetime | None = None
) -> Membership:
    """Give a member another role, never above one's own; the person is told."""
    membership = hold_membership(membership)
    reader = require(by, "change_role", membership)
    if membership.state != State.ACTIVE:
        raise Refused(_("This person is not a member any more."))
    if role not in Role.values or not may_give(reader, membership.network_id, role):
        raise Refused(_("You can give roles up to your own."))
    if role == membership.role:
        return membership
    _set_role(membership, role, by=by, reason=reason.strip(), at=at)
    telling.role_changed(membership)
    if not _coordinators(membership.network):
        telling.without_coordinator(membership.network, f"role-{membership.pk}-{membership.moved_at:%Y%m%d%H%M%S}")
    return membership


@transaction.atomic
def hand_over(membership: Membership, *, to: Membership, by: User, at: datetime | None = None) -> Membership:
    """Make another member the coordinator in one's own place; one stays a reviewer. Returns the other's membership."""
    membership = hold_membership(membership)
    to = hold_membership(to)
    require(by, "leave", membership)
    if membership.state != State.ACTIVE or membership.role != Role.COORDINATOR:
        raise Refused(NOT_YOURS)
    if to.network_id != membership.network_id or to.pk == membership.pk or to.state != State.ACTIVE:
        raise Refused(_("Choose another member of this network."))
    if not to.user.is_active:
        raise Refused(_("This account was closed meanwhile."))
    if Role(to.role).rank < Role.COORDINATOR.rank:
        _set_role(to, Role.COORDINATOR, by=by, at=at)
        telling.role_changed(to)
    _set_role(membership, HANDED_OVER_TO, by=by, at=at)
    return to


def _may_ask(known: Membership | None, now: datetime) -> None:
    """Raises Refused for whoever is inside already, waits already, or was refused lately."""
    if known is None:
        return
    if known.state == State.ACTIVE:
        raise Refused(_("You are a member of this network already."))
    if known.state == State.REQUESTED:
        raise Refused(_("You have asked already. The coordinator has not decided yet."))
    if known.state == State.REFUSED and now < known.moved_at + ASK_AGAIN_AFTER:
        raise Refused(_("Your request was refused a few days ago. You can ask again a week after the answer."))


def _hold_request(membership: Membership, *, by: User) -> Membership:
    """The request, still waiting; raises Refused when somebody has decided about it meanwhile."""
    held = hold_membership(membership)
    if held.state != State.REQUESTED:
        # Whoever may not decide here learns nothing of what others decided.
        require(by, "decide", held)
        raise Refused(_("Somebody has decided about this request already."))
    return held


def _known_as(name: str, country: str) -> Organisation | None:
    return Organisation.objects.filter(name__iexact=name.strip(), country=country).first()


def _enter(membership: Membership) -> Organisation:
    """The organisation that the person named, entered now unless somebody else was faster."""
    known = _known_as(membership.new_organisation, membership.new_country)
    if known is not None:
        return known
    organisation = Organisation(
        name=membership.new_organisation.strip(),
        country=membership.new_country,
        kind=membership.new_kind,
        market_side=membership.new_kind in Organisation.ALWAYS_MARKET,
        note=str(_("Entered when one of its people joined a network; nobody has checked it yet.")),
    )
    try:
        organisation.full_clean()
        with transaction.atomic():
            organisation.save()
    except ValidationError as error:
        raise Refused(" ".join(error.messages)) from error
    except IntegrityError:  # The coordinator of another network entered it a moment ago.
        return Organisation.objects.get(name__iexact=organisation.name, country=organisation.country)
    return organisation


def _set_role(membership: Membership, role: str, *, by: User, reason: str = "", at: datetime | None = None) -> None:
    now = at or timezone.now()
    before = membership.role
    membership.role, membership.decided_by, membership.reason = role, by, reason
    membership.moved_at = now
    membership.save()
    note(membership, f"role {before}", f"role {role}", actor=by, reason=reason, at=now)
    spaces.follow(membership)


def _coordinators(network: NetworkPage) -> set[int]:
    """The memberships of everybody who coordinates the network."""
    rows = Membership.objects.active().filter(network=network, user__is_active=True)
    return set(rows.filter(role__in=[Role.COORDINATOR, Role.SECRETARIAT]).values_list("pk", flat=True))


def _is_last_coordinator(membership: Membership) -> bool:
    return membership.state == State.ACTIVE and _coordinators(membership.network) == {membership.pk}
