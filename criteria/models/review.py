"""What reviewers decide about a submission, and the conversation around it."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from criteria.models.resource import Resource, ResourceVersion
from criteria.terms import Decision


class ReviewDecision(models.Model):
    """One decision about one version, with its reason; never changed afterwards."""

    version = models.ForeignKey(ResourceVersion, on_delete=models.CASCADE, related_name="decisions")
    reviewer = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    decision = models.CharField(_("decision"), max_length=20, choices=Decision)
    reason = models.TextField(_("reason"), max_length=2000)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("decision")
        verbose_name_plural = _("decisions")
        ordering = ["-at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=~models.Q(reason=""), name="decision_has_a_reason"),
            models.UniqueConstraint(fields=["version"], name="one_decision_for_a_version"),
        ]

    def __str__(self) -> str:
        return f"{self.version}: {self.get_decision_display()}"


class ReviewMessage(models.Model):
    """A line of the conversation between the author and the reviewers of a submission."""

    resource = models.ForeignKey(Resource, on_delete=models.CASCADE, related_name="messages")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    text = models.TextField(_("message"), max_length=2000)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("message")
        verbose_name_plural = _("messages")
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return self.text[:80]
