"""What people write to move a criterion along: always why, sometimes days, sometimes what takes its place."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from criteria.models import Criterion
from criteria.terms import Audience, Status
from portal.forms import ParagraphField

MAX_REASON = 2000


class DayField(forms.DateField):
    """A day, chosen from the browser's calendar."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), **kwargs)


class ReasonForm(forms.Form):
    """Why, in words that readers see."""

    reason = ParagraphField(
        label=_("Why"), help_text=_("One or two sentences. Readers see them with the date."), max_length=MAX_REASON
    )


class OpenForm(forms.Form):
    """The days of a consultation and what people are asked."""

    opens_on = DayField(label=_("Opens on"))
    closes_on = DayField(label=_("Closes on"), help_text=_("People can answer on this day, too."))
    audience = forms.ChoiceField(
        label=_("Who may take part?"),
        help_text=_(
            "Everybody can read the wording. What members say to a question for members only, members read. "
            "What the market says waits for a moderator of your network."
        ),
        choices=Audience.choices,
        initial=Audience.EVERYBODY,
        widget=forms.RadioSelect,
    )
    question = ParagraphField(
        label=_("What do you ask people?"),
        help_text=_("Readers see it above the wording, and their followers are told."),
        max_length=MAX_REASON,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["opens_on"].initial = timezone.localdate()

    def clean(self) -> dict[str, Any]:
        chosen = super().clean() or {}
        opens, closes = chosen.get("opens_on"), chosen.get("closes_on")
        if opens and opens < timezone.localdate():
            self.add_error("opens_on", _("A consultation opens today or later."))
        if opens and closes and closes < opens:
            self.add_error("closes_on", _("A consultation closes on the day it opens, or after it."))
        return chosen


class ExtendForm(ReasonForm):
    """A later day."""

    closes_on = DayField(label=_("Closes on"))
    field_order = ("closes_on", "reason")


class SupersedeForm(ReasonForm):
    """What took its place."""

    successor = forms.ModelChoiceField(
        label=_("What took its place"),
        queryset=Criterion.objects.filter(live=True)
        .exclude(status__in=[Status.SUPERSEDED, Status.WITHDRAWN])
        .order_by("ref"),
        to_field_name="ref",
    )
    field_order = ("successor", "reason")
