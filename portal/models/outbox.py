"""Mail that waits to be sent, written in the transaction that causes it and sent once after it."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class OutgoingMail(models.Model):
    """One mail to one address. Its text is forgotten once it is sent; the key stays so that it is never sent twice."""

    key = models.CharField(
        max_length=200, unique=True, help_text=_("What this mail is about; the same key is sent once.")
    )
    to = models.EmailField(blank=True)
    subject = models.CharField(max_length=300)
    text = models.TextField(blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    last_error = models.CharField(max_length=200, blank=True)

    class Meta:
        verbose_name = _("outgoing mail")
        verbose_name_plural = _("outgoing mail")
        indexes = [models.Index(fields=["created_at"], name="mail_waiting", condition=models.Q(sent_at=None))]

    def __str__(self) -> str:
        return self.subject
