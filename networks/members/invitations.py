"""Invitations: to one address or to a list, accepted once by whoever owns the address, taken back before that.

Nothing here tells a coordinator, or anybody else, whether an address has an account.
"""

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from allauth.account.models import EmailAddress
from django.core import signing
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from networks.members import telling
from networks.members.lists import Line
from networks.members.profiles import profile_of
from networks.members.states import State, begin, hold, require, require_buyer
from networks.models import Invitation, Membership, NetworkPage, Organisation, Role
from networks.models.membership import INVITATION_DAYS
from networks.rights import may_give
from portal.models import User
from portal.reader import Reader
from portal.states import Refused, note

PER_DAY = 600
"""Invitations of one network in 24 hours."""
OPEN, ACCEPTED, REVOKED = "open", "accepted", "revoked"


class Answer(models.TextChoices):
    """What becomes of a line of a list."""

    INVITED = "invited", _("Invited")
    MEMBER = "member", _("Is a member already")
    WAITING = "waiting", _("Has an invitation already")
    WRONG_ADDRESS = "wrong_address", _("This is not an e-mail address")
    TWICE = "twice", _("Stands in the list twice")
    WRONG_NAME = "wrong_name", _("The name is too long or has signs no name has")
    UNKNOWN_ROLE = "unknown_role", _("There is no such role")
    ROLE_TOO_HIGH = "role_too_high", _("You can give roles up to your own")
    UNKNOWN_ORGANISATION = "unknown_organisation", _("We do not know this organisation")
    MARKET_SIDE = "market_side", _("This organisation is on the market's side")


@dataclass(frozen=True)
class Outcome:
    """A line with what becomes, or became, of it."""

    line: Line
    answer: Answer

    @property
    def is_mistake(self) -> bool:
        return self.answer != Answer.INVITED


@dataclass(frozen=True)
class Report:
    """What became of a list. Nothing was sent when it has mistakes and nobody confirmed it."""

    outcomes: tuple[Outcome, ...]
    sent: int

    @property
    def mistakes(self) -> list[Outcome]:
        return [outcome for outcome in self.outcomes if outcome.is_mistake]

    @property
    def good(self) -> int:
        return len(self.outcomes) - len(self.mistakes)


@transaction.atomic
def invite(
    network: NetworkPage,
    *,
    email: str,
    by: User,
    name: str = "",
    organisation: Organisation | None = None,
    role: str = Role.CONTRIBUTOR,
    at: datetime | None = None,
) -> Invitation:
    """Invite the owner of an address; a mail is on its way when this returns."""
    now = at or timezone.now()
    network = hold(network)
    reader = require(by, "invite", network)
    line = Line(1, email.strip().lower(), " ".join(name.split()), str(organisation or ""), role)
    answer = _answer(line, organisation, _state_of(network, [line.email], now), reader, network)
    if answer != Answer.INVITED:
        raise Refused(answer.label)
    _spare(network, 1, now)
    return _send(network, line, organisation, role, by=by, at=now)


@transaction.atomic
def invite_many(
    network: NetworkPage,
    *,
    lines: Sequence[Line],
    by: User,
    despite_mistakes: bool = False,
    at: datetime | None = None,
) -> Report:
    """Invite everybody in a list; with mistakes in it only once that is confirmed, and then those without."""
    now = at or timezone.now()
    network = hold(network)
    reader = require(by, "invite", network)
    organisations = _organisations(lines)
    state = _state_of(network, [line.email.lower() for line in lines], now)
    outcomes, seen = [], set()
    for line in lines:
        email = line.email.lower()
        organisation = organisations.get(line.organisation.casefold())
        answer = _answer(line, organisation, state, reader, network)
        if answer == Answer.INVITED and line.organisation and organisation is None:
            answer = Answer.UNKNOWN_ORGANISATION
        if answer == Answer.INVITED and email in seen:
            answer = Answer.TWICE
        seen.add(email)
        outcomes.append(Outcome(line, answer))
    report = Report(tuple(outcomes), 0)
    if report.mistakes and not despite_mistakes:
        return report
    _spare(network, report.good, now)
    for outcome in report.outcomes:
        if not outcome.is_mistake:
            organisation = organisations.get(outcome.line.organisation.casefold())
            _send(network, outcome.line, organisation, _role(outcome.line.role) or Role.CONTRIBUTOR, by=by, at=now)
    return Report(report.outcomes, report.good)


def invitation_of(token: str) -> Invitation | None:
    """The invitation behind a token; None for a wrong or foreign one."""
    try:
        pk = signing.Signer(salt=telling.INVITATION).unsign(token)
    except signing.BadSignature:
        return None
    return Invitation.objects.select_related("network", "organisation").filter(pk=pk).first()


@transaction.atomic
def accept_invitation(invitation: Invitation, *, by: User, at: datetime | None = None) -> Membership:
    """Become a member by an invitation. Only the account with that address, confirmed, can; and only once."""
    now = at or timezone.now()
    network = hold(invitation.network_id)
    invitation = Invitation.objects.select_for_update(of=("self",)).select_related("organisation").get(pk=invitation.pk)
    by = User.objects.get(pk=by.pk)
    if not is_for(invitation, by):
        raise Refused(_("This invitation was sent to another address. Sign in with the address it was sent to."))
    _require_open(invitation, now)
    known = Membership.objects.select_for_update(of=("self",)).filter(user=by, network=network).first()
    profile = profile_of(by)
    require_buyer(invitation.organisation, profile.organisation)
    invitation.accepted_at = now
    invitation.save(update_fields=["accepted_at"])
    note(invitation, OPEN, ACCEPTED, actor=by, at=now)
    if known is not None and known.state == State.ACTIVE:
        return known
    membership = known or Membership(user=by, network=network, requested_at=now)
    membership.organisation = invitation.organisation or profile.organisation or membership.organisation
    membership.new_organisation = membership.new_country = membership.new_kind = membership.message = ""
    membership.role = invitation.role
    begin(membership, by=by, at=now)
    return membership


@transaction.atomic
def revoke(invitation: Invitation, *, by: User, at: datetime | None = None) -> None:
    """Take an invitation back. Doing so twice changes nothing."""
    hold(invitation.network_id)
    invitation = Invitation.objects.select_for_update().get(pk=invitation.pk)
    require(by, "invite", invitation)
    if invitation.accepted_at is not None:
        raise Refused(_("This invitation was accepted already."))
    if invitation.revoked_at is None:
        _close(invitation, by=by, at=at or timezone.now())


def is_for(invitation: Invitation, user: User) -> bool:
    """Whether the invitation went to an address that this person has confirmed as theirs."""
    return (
        user.is_active
        and EmailAddress.objects.filter(user=user, verified=True, email__iexact=invitation.email).exists()
    )


@dataclass(frozen=True)
class _State:
    """The addresses that are inside or invited already."""

    members: frozenset[str]
    invited: frozenset[str]


def _state_of(network: NetworkPage, emails: Iterable[str], now: datetime) -> _State:
    members = EmailAddress.objects.filter(
        verified=True, user__memberships__network=network, user__memberships__state=State.ACTIVE
    ).values_list("email", flat=True)
    waiting = Invitation.objects.filter(
        network=network, accepted_at=None, revoked_at=None, ends_at__gt=now, email__in=list(emails)
    ).values_list("email", flat=True)
    return _State(frozenset(email.lower() for email in members), frozenset(email.lower() for email in waiting))


def _answer(
    line: Line, organisation: Organisation | None, state: _State, reader: Reader, network: NetworkPage
) -> Answer:
    """What becomes of one invitation, its organisation being known already."""
    role = _role(line.role)
    mistakes = {
        Answer.WRONG_ADDRESS: not _is_address(line.email),
        Answer.WRONG_NAME: not _is_name(line.name),
        Answer.MEMBER: line.email.lower() in state.members,
        Answer.WAITING: line.email.lower() in state.invited,
        Answer.UNKNOWN_ROLE: role is None,
        Answer.ROLE_TOO_HIGH: role is not None and not may_give(reader, network.pk, role),
        Answer.MARKET_SIDE: organisation is not None and organisation.market_side,
    }
    return next((answer for answer, is_so in mistakes.items() if is_so), Answer.INVITED)


def _send(
    network: NetworkPage, line: Line, organisation: Organisation | None, role: str, *, by: User, at: datetime
) -> Invitation:
    email = line.email.lower()
    for old in Invitation.objects.filter(network=network, email__iexact=email, accepted_at=None, revoked_at=None):
        _close(old, by=by, at=at)  # It ended by itself: those still good were refused before.
    invitation = Invitation.objects.create(
        network=network,
        email=email,
        name=line.name,
        organisation=organisation,
        role=role,
        invited_by=by,
        invited_at=at,
        ends_at=at + timedelta(days=INVITATION_DAYS),
    )
    note(invitation, "", OPEN, actor=by, at=at)
    telling.invited(invitation)
    return invitation


def _close(invitation: Invitation, *, by: User, at: datetime) -> None:
    invitation.revoked_at = at
    invitation.save(update_fields=["revoked_at"])
    note(invitation, OPEN, REVOKED, actor=by, at=at)


def _require_open(invitation: Invitation, now: datetime) -> None:
    if invitation.accepted_at is not None:
        raise Refused(_("This invitation was used already."))
    if invitation.revoked_at is not None:
        raise Refused(_("This invitation was taken back."))
    if now >= invitation.ends_at:
        raise Refused(_("This invitation has ended. Ask the coordinator for a new one."))


def _spare(network: NetworkPage, wanted: int, now: datetime) -> None:
    """Raises Refused when so many more would be a flood."""
    sent = Invitation.objects.filter(network=network, invited_at__gt=now - timedelta(days=1)).count()
    if sent + wanted > PER_DAY:
        raise Refused(
            _("A network can invite at most %(most)s people a day. Try the rest tomorrow.") % {"most": PER_DAY}
        )


def _organisations(lines: Iterable[Line]) -> dict[str, Organisation]:
    """The known organisations that a list names, by every name it may use for them."""
    names = {line.organisation for line in lines if line.organisation}
    by_name = Q()
    for name in names:
        by_name |= Q(name__iexact=name) | Q(short_name__iexact=name)
    if not names:
        return {}
    found: dict[str, Organisation] = {}
    for organisation in Organisation.objects.filter(by_name):
        for name in (organisation.short_name, organisation.name):
            if name:
                found[name.casefold()] = organisation
    return found


def _role(text: str) -> Role | None:
    """The role that a word means, in the code's English or in the reader's language; none typed is a contributor."""
    wanted = text.casefold()
    if not wanted:
        return Role.CONTRIBUTOR
    return next((role for role in Role if wanted in {role.value, str(role.label).casefold()}), None)


def _is_address(email: str) -> bool:
    try:
        validate_email(email)
    except ValidationError:
        return False
    return len(email) <= 254


def _is_name(name: str) -> bool:
    return len(name) <= 120 and not any(unicodedata.category(sign) in {"Cc", "Cf", "Cs", "Zl", "Zp"} for sign in name)
