"""Registrations: people who want to come to an event. Personal data with a purpose, a consent and an erasure date."""

from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from home.models.event import EventPage

CONSENT_VERSION = "2026-11"
"""The text people agree to on the form; raise it with every change of that text."""


class Registration(models.Model):
    """One person at one event; an address counts once. How states follow each other: `home/events/registration.py`."""

    class State(models.TextChoices):
        PENDING = "pending", _("Waiting for confirmation")
        CONFIRMED = "confirmed", _("Confirmed")
        WAITLIST = "waitlist", _("On the waiting list")
        CANCELLED = "cancelled", _("Cancelled")
        ATTENDED = "attended", _("Attended")
        ERASED = "erased", _("Erased")

    event = models.ForeignKey(
        EventPage, on_delete=models.CASCADE, related_name="registrations", verbose_name=_("event")
    )
    name = models.CharField(_("name"), max_length=120, blank=True)
    email = models.EmailField(_("e-mail address"), blank=True)
    organisation = models.CharField(_("organisation"), max_length=160, blank=True)
    country = models.CharField(_("country"), max_length=2, blank=True)
    role = models.CharField(_("role"), max_length=120, blank=True)
    access_needs = models.TextField(_("access needs"), max_length=1000, blank=True)
    state = models.CharField(_("state"), max_length=12, choices=State, default=State.PENDING)
    consent_at = models.DateTimeField(_("consent given"), null=True)
    consent_version = models.CharField(max_length=20, default=CONSENT_VERSION)
    created_at = models.DateTimeField(_("registered"), auto_now_add=True)
    confirmed_at = models.DateTimeField(_("confirmed"), null=True, blank=True)
    erase_after = models.DateTimeField(_("erase after"), db_index=True)

    class Meta:
        verbose_name = _("registration")
        verbose_name_plural = _("registrations")
        ordering = ["-created_at"]
        constraints = [
            models.UniqueConstraint(
                "event", Lower("email"), condition=~models.Q(email=""), name="one_registration_per_address"
            )
        ]
        indexes = [models.Index(fields=["event", "state"], name="registrations_of_event")]
        permissions = [("export_registration", "Can export registrations")]

    def __str__(self) -> str:
        return self.name or str(self.get_state_display())
