"""What people are told, how often they want to be told, and what they follow."""

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils.translation import gettext_lazy as _


class Frequency(models.TextChoices):
    """How often somebody wants mail about a kind of notice; in the portal notices stand at once."""

    INSTANT = "instant", _("At once")
    DAILY = "daily", _("Once a day")
    WEEKLY = "weekly", _("Once a week")
    NEVER = "never", _("No mail")


class Notice(models.Model):
    """One thing one person is told, in the language they had at that moment.

    `told_at` is set once and says that nothing more is to be done about mail: it went into one, or it was decided that
    none is sent. Until then `due_at` is when it may go.
    """

    class Told(models.TextChoices):
        MAIL = "mail", _("in a mail of its own")
        DIGEST = "digest", _("in a digest")
        NOT_MAILED = "not_mailed", _("in the portal only")

    recipient = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="notices")
    kind = models.CharField(max_length=60)
    key = models.CharField(max_length=200, help_text=_("What this is about; one person is told the same key once."))
    about_type = models.ForeignKey(ContentType, on_delete=models.CASCADE, related_name="+")
    about_id = models.CharField(max_length=64)
    about = GenericForeignKey("about_type", "about_id")
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    title = models.CharField(max_length=300)
    text = models.TextField(blank=True)
    path = models.CharField(max_length=500, help_text=_("Address inside the portal, starting with a slash."))
    vetted = models.BooleanField(
        default=True, help_text=_("Whether it was asked that the person may view the thing; until then nobody sees it.")
    )
    created_at = models.DateTimeField()
    due_at = models.DateTimeField()
    told_at = models.DateTimeField(null=True, blank=True)
    told_as = models.CharField(max_length=10, choices=Told, blank=True)
    mail_key = models.CharField(max_length=60, blank=True, help_text=_("The mail it went into."))
    read_at = models.DateTimeField(null=True, blank=True)
    hidden_at = models.DateTimeField(
        null=True, blank=True, help_text=_("When it was found that the person may not see the thing any more.")
    )

    class Meta:
        verbose_name = _("notice")
        verbose_name_plural = _("notices")
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["recipient", "key"], name="one_notice_per_person_and_key"),
            models.CheckConstraint(
                condition=models.Q(told_at=None, told_as="") | models.Q(told_at__isnull=False) & ~models.Q(told_as=""),
                name="told_notice_says_how",
            ),
        ]
        indexes = [
            models.Index(fields=["recipient", "due_at"], name="notices_to_tell", condition=models.Q(told_at=None)),
            models.Index(fields=["id"], name="notices_to_vet", condition=models.Q(vetted=False)),
            models.Index(fields=["recipient", "-created_at"], name="notices_of_person"),
            models.Index(fields=["about_type", "about_id"], name="notices_about"),
        ]

    def __str__(self) -> str:
        return self.title


class NoticeWish(models.Model):
    """What somebody chose for a kind; the empty kind stands for every kind they did not choose about."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="notice_wishes")
    kind = models.CharField(max_length=60, blank=True)
    frequency = models.CharField(max_length=10, choices=Frequency)

    class Meta:
        verbose_name = _("notification wish")
        verbose_name_plural = _("notification wishes")
        constraints = [models.UniqueConstraint(fields=["user", "kind"], name="one_wish_per_kind")]

    def __str__(self) -> str:
        return f"{self.kind or '*'}: {self.frequency}"


class Follow(models.Model):
    """Somebody wants to hear about a thing: a tag, a criterion, a network."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="follows")
    target_type = models.ForeignKey(ContentType, on_delete=models.CASCADE, related_name="+")
    target_id = models.CharField(max_length=64)
    target = GenericForeignKey("target_type", "target_id")
    since = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("follow")
        verbose_name_plural = _("follows")
        ordering = ["-since", "-pk"]
        constraints = [models.UniqueConstraint(fields=["user", "target_type", "target_id"], name="follow_once")]
        indexes = [models.Index(fields=["target_type", "target_id"], name="followers_of_target")]

    def __str__(self) -> str:
        return f"{self.target_type_id}:{self.target_id}"
