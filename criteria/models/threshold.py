"""Numbers of a criterion: what must be reached, and how points follow from it."""

from decimal import Decimal

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.models import Orderable

from criteria.terms import Comparator, CountedFrom


class Parameter(Orderable):
    """A threshold: at least 800 cycles, with 80 % of the rated capacity left, tested to a standard."""

    criterion = ParentalKey("criteria.Criterion", on_delete=models.CASCADE, related_name="parameters")
    key = models.SlugField(_("key"), max_length=40, help_text=_("Names the number inside this criterion: cycles."))
    label = models.CharField(_("what is counted"), max_length=120)
    comparator = models.CharField(_("comparison"), max_length=10, choices=Comparator, default=Comparator.AT_LEAST)
    value = models.DecimalField(_("value"), max_digits=14, decimal_places=4, null=True, blank=True)
    upper = models.DecimalField(
        _("upper value"), max_digits=14, decimal_places=4, null=True, blank=True, help_text=_("For a range.")
    )
    text = models.CharField(
        _("value in words"), max_length=80, blank=True, help_text=_("Where there is no number: class A or B.")
    )
    unit = models.CharField(_("unit"), max_length=40, blank=True)
    qualifier = models.CharField(
        _("under which condition"), max_length=200, blank=True, help_text=_("80 % of the rated capacity left")
    )
    counted_from = models.CharField(_("counted from"), max_length=20, choices=CountedFrom, blank=True)
    test_standard = models.CharField(_("test standard"), max_length=160, blank=True)
    buyer_may_change = models.BooleanField(_("buyers may change it"), default=False)
    minimum = models.DecimalField(_("not below"), max_digits=14, decimal_places=4, null=True, blank=True)
    maximum = models.DecimalField(_("not above"), max_digits=14, decimal_places=4, null=True, blank=True)

    panels = [
        FieldRowPanel([FieldPanel("label"), FieldPanel("key")]),
        FieldRowPanel([FieldPanel("comparator"), FieldPanel("value"), FieldPanel("upper"), FieldPanel("unit")]),
        FieldRowPanel([FieldPanel("text"), FieldPanel("qualifier")]),
        FieldRowPanel([FieldPanel("counted_from"), FieldPanel("test_standard")]),
        FieldRowPanel([FieldPanel("buyer_may_change"), FieldPanel("minimum"), FieldPanel("maximum")]),
    ]

    class Meta(Orderable.Meta):
        verbose_name = _("threshold")
        verbose_name_plural = _("thresholds")
        constraints = [
            models.UniqueConstraint(fields=["criterion", "key"], name="one_parameter_of_that_key"),
        ]

    def __str__(self) -> str:
        return f"{self.label}: {self.get_comparator_display()} {self.value if self.value is not None else self.text}"

    def clean(self) -> None:
        super().clean()
        mistakes: dict[str, object] = {}
        if self.comparator == Comparator.YES:
            if self.value is not None:
                mistakes["value"] = _("“Required” has no number; choose another comparison to give one.")
        elif self.value is None and not self.text:
            mistakes["value"] = _("Give a number, or say the value in words.")
        elif self.comparator == Comparator.RANGE and self.value is not None:
            if self.upper is None:
                mistakes["upper"] = _("A range needs its upper value.")
            elif self.upper < self.value:
                mistakes["upper"] = _("The upper value is below the lower one.")
        if self.minimum is not None and self.maximum is not None and self.maximum < self.minimum:
            mistakes["maximum"] = _("“Not above” is lower than “not below”.")
        if mistakes:
            raise ValidationError(mistakes)


class ScaleStep(Orderable):
    """One step of an award scale: from this value on, a bid gets this share of the points."""

    criterion = ParentalKey("criteria.Criterion", on_delete=models.CASCADE, related_name="scale_steps")
    start = models.DecimalField(_("from"), max_digits=14, decimal_places=4, null=True, blank=True)
    text = models.CharField(_("in words"), max_length=160, blank=True)
    share = models.DecimalField(
        _("share of the points"),
        max_digits=5,
        decimal_places=4,
        validators=[MinValueValidator(Decimal(0)), MaxValueValidator(Decimal(1))],
        help_text=_("Between 0 and 1."),
    )

    panels = [FieldRowPanel([FieldPanel("start"), FieldPanel("text"), FieldPanel("share")])]

    class Meta(Orderable.Meta):
        verbose_name = _("step")
        verbose_name_plural = _("steps")

    def __str__(self) -> str:
        return f"{self.text or self.start}: {self.share}"
