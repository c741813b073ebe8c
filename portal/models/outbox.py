"""Mail that waits to be sent, written in the transaction that causes it and sent once after it."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class OutgoingMail(models.Model):
    """One mail to one address. What it says is forgotten once it is sent; the key stays so that it is sent only once.

    Two marks are committed on its way out. `claimed_at`, before a process opens its mouth, and emptied after: a claim
    that grew old belongs to a process that was killed midway. `begun_at`, right before the words are handed over, and
    emptied by an answer that is no: where it stays without `sent_at` or `refused_at`, nobody knows whether the server
    took the mail. Then `at_most_once` decides whether it goes again by itself.
    """

    key = models.CharField(
        max_length=200, unique=True, help_text=_("What this mail is about; the same key is sent once.")
    )
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("Whose account it goes to; empty for addresses without one."),
    )
    to = models.EmailField(blank=True)
    language = models.CharField(max_length=10, blank=True)
    message_id = models.CharField(
        max_length=320,
        blank=True,
        db_index=True,
        help_text=_("By which a mail that comes back later is known; it cannot be guessed."),
    )
    subject = models.CharField(max_length=300)
    text = models.TextField(blank=True)
    html = models.TextField(blank=True)
    headers = models.JSONField(default=dict, blank=True)
    at_most_once = models.BooleanField(
        default=False, help_text=_("Rather lost than sent twice, when nobody knows whether the server took it.")
    )
    created_at = models.DateTimeField(auto_now_add=True)
    claimed_at = models.DateTimeField(null=True, blank=True)
    begun_at = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    refused_at = models.DateTimeField(
        null=True, blank=True, help_text=_("When a mail server said that it will never take mail for this address.")
    )
    attempts = models.PositiveSmallIntegerField(default=0)
    last_error = models.CharField(max_length=200, blank=True)

    class Meta:
        verbose_name = _("outgoing mail")
        verbose_name_plural = _("outgoing mail")
        indexes = [
            models.Index(
                fields=["id"], name="mail_waiting", condition=models.Q(sent_at__isnull=True, refused_at__isnull=True)
            ),
        ]

    def __str__(self) -> str:
        return self.subject
