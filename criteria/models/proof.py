"""How a bidder shows that a criterion is met, and which labels show it."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.models import Orderable

from criteria.models.label import Label, LabelGeneration
from criteria.terms import Coverage, ProofKind, ProofMoment


class Verification(Orderable):
    """One proof: at which moment, of which kind, and what is accepted instead."""

    criterion = ParentalKey("criteria.Criterion", on_delete=models.CASCADE, related_name="verifications")
    moment = models.CharField(_("when"), max_length=20, choices=ProofMoment, default=ProofMoment.BID)
    kind = models.CharField(_("kind"), max_length=20, choices=ProofKind, default=ProofKind.TECHNICAL_FILE)
    text = models.TextField(_("what the bidder hands in"))
    standard = models.CharField(_("standard"), max_length=160, blank=True)
    accreditation_required = models.BooleanField(_("by an accredited body"), default=False)
    equivalents = models.TextField(_("accepted instead"), blank=True)

    panels = [
        FieldRowPanel([FieldPanel("moment"), FieldPanel("kind")]),
        FieldPanel("text"),
        FieldRowPanel([FieldPanel("standard"), FieldPanel("accreditation_required")]),
        FieldPanel("equivalents"),
    ]

    class Meta(Orderable.Meta):
        verbose_name = _("proof")
        verbose_name_plural = _("proofs")

    def __str__(self) -> str:
        return f"{self.get_moment_display()}: {self.text[:60]}"


class LabelEquivalence(Orderable):
    """What a label, or better one generation of it, shows of a criterion. Never that two labels are equal."""

    criterion = ParentalKey("criteria.Criterion", on_delete=models.CASCADE, related_name="labels")
    label = models.ForeignKey(Label, on_delete=models.PROTECT, related_name="equivalences", verbose_name=_("label"))
    generation = models.ForeignKey(
        LabelGeneration,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="equivalences",
        verbose_name=_("generation"),
        help_text=_("Empty only where the source names no generation."),
    )
    tier = models.CharField(_("tier"), max_length=40, blank=True)
    coverage = models.CharField(_("how much of it"), max_length=10, choices=Coverage, default=Coverage.UNKNOWN)
    clause = models.CharField(_("clause"), max_length=80, blank=True)
    gap = models.TextField(_("what is missing"), blank=True)
    checked_on = models.DateField(_("compared on"), null=True, blank=True)
    look_again_by = models.DateField(
        _("compare again by"),
        null=True,
        blank=True,
        help_text=_("From this day it counts as expired; at the latest when the generation ends."),
    )
    checked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("compared by"),
    )
    """Set by the program, and told in the CMS only: editions never change, so no name may stand in them."""

    panels = [
        FieldRowPanel([FieldPanel("label"), FieldPanel("generation"), FieldPanel("tier")]),
        FieldRowPanel([FieldPanel("coverage"), FieldPanel("clause")]),
        FieldPanel("gap"),
        FieldRowPanel([FieldPanel("checked_on"), FieldPanel("look_again_by")]),
    ]

    class Meta(Orderable.Meta):
        verbose_name = _("label that shows it")
        verbose_name_plural = _("labels that show it")

    def __str__(self) -> str:
        return str(self.generation or self.label)

    def clean(self) -> None:
        super().clean()
        mistakes: dict[str, object] = {}
        if self.generation is not None and self.generation.label_id != self.label_id:
            mistakes["generation"] = _("This is a generation of another label.")
        elif self.generation is not None and self.tier and self.tier not in self.generation.tier_names:
            mistakes["tier"] = _("This generation has no such tier: %(tiers)s.") % {
                "tiers": self.generation.tiers or _("it has none")
            }
        if self.coverage != Coverage.UNKNOWN:
            mistakes |= self._what_a_comparison_lacks()
        if self.checked_on and self.look_again_by and self.look_again_by <= self.checked_on:
            mistakes["look_again_by"] = _("This must come after the comparison.")
        if mistakes:
            raise ValidationError(mistakes)

    def _what_a_comparison_lacks(self) -> dict[str, object]:
        """Whoever says how much a label shows compared one generation on a day, and names the clause or the gap."""
        lacks: dict[str, object] = {}
        if self.generation is None:
            lacks["generation"] = _("Say which generation was compared: labels change.")
        if self.checked_on is None:
            lacks["checked_on"] = _("Say when it was compared.")
        if self.coverage in {Coverage.FULL, Coverage.PARTIAL} and not self.clause:
            lacks["clause"] = _("Name the clause that shows it.")
        if self.coverage in {Coverage.PARTIAL, Coverage.NONE} and not self.gap:
            lacks["gap"] = _("Say what is missing.")
        return lacks
