"""Memberships: a person's place and role in a network, and invitations to take one."""

from datetime import datetime, timedelta

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from networks.models.network_page import NetworkPage
from networks.models.organisation import Organisation
from networks.models.place import validate_country

INVITATION_DAYS = 14
"""How long an invitation can be accepted."""


class Role(models.TextChoices):
    """What a member may do, each role all that those before it may."""

    READER = "reader", _("Reader")
    CONTRIBUTOR = "contributor", _("Contributor")
    REVIEWER = "reviewer", _("Reviewer")
    COORDINATOR = "coordinator", _("Coordinator")
    SECRETARIAT = "secretariat", _("Secretariat")

    @property
    def rank(self) -> int:
        return list(Role).index(self)


class MembershipQuerySet(models.QuerySet["Membership"]):
    """Memberships of people and networks."""

    def active(self) -> "MembershipQuerySet":
        return self.filter(state=Membership.State.ACTIVE)

    def waiting(self) -> "MembershipQuerySet":
        return self.filter(state=Membership.State.REQUESTED)


class Membership(models.Model):
    """One person in one network; the journal keeps every move of it."""

    class State(models.TextChoices):
        REQUESTED = "requested", _("Asked to join")
        ACTIVE = "active", _("Member")
        REFUSED = "refused", _("Refused")
        ENDED = "ended", _("Ended")

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="memberships", verbose_name=_("person")
    )
    network = models.ForeignKey(
        NetworkPage, on_delete=models.CASCADE, related_name="memberships", verbose_name=_("network")
    )
    organisation = models.ForeignKey(
        Organisation,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="memberships",
        verbose_name=_("organisation"),
    )
    new_organisation = models.CharField(
        _("organisation that is not known yet"), max_length=200, blank=True, help_text=_("Entered when it is accepted.")
    )
    new_country = models.CharField(_("its country"), max_length=2, blank=True, validators=[validate_country])
    new_kind = models.CharField(_("its kind"), max_length=30, blank=True, choices=Organisation.Kind)
    role = models.CharField(_("role"), max_length=12, choices=Role, default=Role.CONTRIBUTOR)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.REQUESTED)
    message = models.TextField(_("message to the coordinator"), max_length=1000, blank=True)
    reason = models.TextField(_("reason of the last decision"), max_length=1000, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    moved_at = models.DateTimeField(_("last change"), default=timezone.now, editable=False)
    requested_at = models.DateTimeField(_("asked"), default=timezone.now)
    since = models.DateTimeField(_("member since"), null=True, blank=True)
    until = models.DateTimeField(_("member until"), null=True, blank=True)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        ordering = ["-requested_at"]
        constraints = [
            models.UniqueConstraint(fields=["user", "network"], name="one_membership_per_network"),
            models.CheckConstraint(
                condition=~Q(state="active") | (Q(since__isnull=False) & Q(until=None)),
                name="active_membership_has_begun_and_not_ended",
            ),
            models.CheckConstraint(
                condition=Q(until=None) | Q(since=None) | Q(until__gte=F("since")),
                name="membership_ends_after_it_began",
            ),
        ]
        indexes = [
            models.Index(fields=["user"], name="active_memberships", condition=Q(state="active")),
            models.Index(fields=["network"], name="waiting_memberships", condition=Q(state="requested")),
        ]

    def __str__(self) -> str:
        return f"{self.user} – {self.network}"

    @property
    def organisation_name(self) -> str:
        return str(self.organisation) if self.organisation else self.new_organisation

    def clean(self) -> None:
        super().clean()
        if (self.organisation and self.organisation.market_side) or self.new_kind in Organisation.ALWAYS_MARKET:
            raise ValidationError(
                {"organisation": _("Organisations on the market's side support the Pact; they cannot join a network.")}
            )


def invitation_ends() -> datetime:
    return timezone.now() + timedelta(days=INVITATION_DAYS)


class Invitation(models.Model):
    """A coordinator's offer of a membership to an e-mail address, good for one person and a few days."""

    network = models.ForeignKey(NetworkPage, on_delete=models.CASCADE, related_name="invitations")
    email = models.EmailField(_("e-mail address"))
    name = models.CharField(_("name"), max_length=120, blank=True)
    organisation = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("organisation")
    )
    role = models.CharField(_("role"), max_length=12, choices=Role, default=Role.CONTRIBUTOR)
    invited_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    invited_at = models.DateTimeField(_("invited"), default=timezone.now)
    ends_at = models.DateTimeField(_("can be accepted until"), default=invitation_ends)
    accepted_at = models.DateTimeField(_("accepted"), null=True, blank=True)
    revoked_at = models.DateTimeField(_("taken back"), null=True, blank=True)

    class Meta:
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        ordering = ["-invited_at"]
        constraints = [
            models.UniqueConstraint(
                "network",
                Lower("email"),
                name="one_open_invitation_per_address",
                condition=Q(accepted_at=None, revoked_at=None),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.email} – {self.network}"

    def is_open(self, at: datetime | None = None) -> bool:
        """Whether it can still be accepted."""
        return self.accepted_at is None and self.revoked_at is None and (at or timezone.now()) < self.ends_at
