"""Selections: what a person picked for a tender, each criterion in the edition they picked, in their order."""

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from criteria.models.criterion import Criterion
from criteria.models.edition import Edition
from networks.members.standing import standing_of
from networks.models import Membership, NetworkPage
from portal.reader import Reader

MAX_TITLE = 120
MAX_NOTE = 2000
"""Characters of a note."""


class SelectionQuerySet(models.QuerySet["Selection"]):
    """Selections that were saved."""

    def visible_to(self, reader: Reader) -> "SelectionQuerySet":
        """The reader's own, and those shared with a network of theirs by somebody who belongs to it as well.

        Whoever was given a secret address reads through that address alone: it makes nothing visible here.
        """
        user = reader.user
        if user is None or not user.is_active:
            return self.none()
        standing = standing_of(reader)
        owner_belongs = Membership.objects.active().filter(
            user=OuterRef("selection__owner"), network=OuterRef("networkpage")
        )
        shares = Selection.shared_with.through.objects.filter(Exists(owner_belongs), selection=OuterRef("pk"))
        if not standing.is_secretariat:
            shares = shares.filter(networkpage__in=standing.networks)
        return self.filter(Q(owner=user) | Exists(shares))


class Selection(models.Model):
    """A list of criteria that one person keeps. `token` is the secret part of the address it is shared by, if it is.

    What belongs to a tender (its law, language, weights, changed numbers) stands beside it when there is a tender.
    """

    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="selections", verbose_name=_("whose")
    )
    title = models.CharField(_("title"), max_length=MAX_TITLE)
    shared_with = models.ManyToManyField(
        NetworkPage, blank=True, related_name="+", verbose_name=_("networks whose members can read it")
    )
    token = models.CharField(max_length=64, unique=True, null=True, editable=False)
    created_at = models.DateTimeField(_("begun"), default=timezone.now)
    changed_at = models.DateTimeField(_("changed"), default=timezone.now)

    objects = SelectionQuerySet.as_manager()
    wagtail_reference_index_ignore = True
    """The CMS must not list what somebody picked as "usage" of a network."""

    class Meta:
        verbose_name = _("selection")
        verbose_name_plural = _("selections")
        ordering = ["-changed_at", "-pk"]
        indexes = [models.Index(fields=["owner", "-changed_at"], name="selections_of_person")]
        constraints = [
            models.CheckConstraint(condition=~Q(title=""), name="selection_has_a_title"),
            models.CheckConstraint(condition=Q(token=None) | ~Q(token=""), name="selection_token_is_no_empty_text"),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("selection:saved", args=[self.pk])


class SelectionItemQuerySet(models.QuerySet["SelectionItem"]):
    """What stands in selections."""

    def readable(self) -> "SelectionItemQuerySet":
        """Those whose criterion is published still."""
        return self.filter(criterion__live=True)


class SelectionItem(models.Model):
    """One criterion of a selection, pinned to an edition. A criterion stands in a selection once."""

    selection = models.ForeignKey(Selection, on_delete=models.CASCADE, related_name="items")
    criterion = models.ForeignKey(Criterion, on_delete=models.PROTECT, related_name="+")
    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="+")
    position = models.PositiveIntegerField()
    note = models.TextField(_("note"), max_length=MAX_NOTE, blank=True)

    objects = SelectionItemQuerySet.as_manager()
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("criterion of a selection")
        verbose_name_plural = _("criteria of selections")
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["selection", "criterion"], name="criterion_once_in_a_selection"),
        ]

    def __str__(self) -> str:
        return str(self.edition)
