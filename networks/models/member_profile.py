"""What a person tells about themself besides name and address."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from networks.models.organisation import Organisation
from networks.models.place import validate_country, validate_language


class MemberProfile(models.Model):
    """Shown to other members; whoever has no account sees none of it."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="profile")
    handle = models.SlugField(
        _("short name"), max_length=40, unique=True, help_text=_("How others mention you: @anna-de-vries.")
    )
    organisation = models.ForeignKey(
        Organisation,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="people",
        verbose_name=_("organisation"),
    )
    position = models.CharField(_("your work there"), max_length=120, blank=True)
    country = models.CharField(_("country"), max_length=2, blank=True, validators=[validate_country])
    languages = ArrayField(
        models.CharField(max_length=3, validators=[validate_language]),
        verbose_name=_("languages you work in"),
        blank=True,
        default=list,
    )

    class Meta:
        verbose_name = _("profile")
        verbose_name_plural = _("profiles")

    def __str__(self) -> str:
        return f"@{self.handle}"
