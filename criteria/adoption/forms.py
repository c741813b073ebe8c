"""The form of a position: what it is, the national wording, why, from when, and numbers of one's own."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, cast

from django import forms
from django.forms import BoundField
from django.http import QueryDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from criteria.adoption.actions import NEEDS_REASON, TEXTS
from criteria.adoption.strictness import Own, Verdict, compare, offered
from criteria.documents import CriterionDocument, ParameterPart
from criteria.models import Position
from criteria.models.source import WEB_ADDRESS
from criteria.terms import Adoption, CountedFrom
from portal.forms import LineField, ParagraphField

COMPUTED = "computed"
"""The choice that leaves it to the numbers."""
MEANINGS = {
    Adoption.IDENTICAL: _("Identical: we ask for the same, at most translated"),
    Adoption.ADAPTED: _("Adapted: we ask for the same in words of our own, or with our own references"),
    Adoption.STRICTER: _("Stricter: we ask for more"),
    Adoption.WEAKER: _("Weaker: we ask for less"),
    Adoption.UNDER_REVIEW: _("Under review: we have not decided"),
    Adoption.NOT_ADOPTED: _("Not adopted: we do not ask for it"),
    Adoption.LEGAL_OBSTACLE: _("Legal obstacle: our law does not let us ask for it"),
    Adoption.NOT_APPLICABLE: _("Not applicable: our buyers buy no such thing"),
}


@dataclass(frozen=True)
class NumberRow:
    """The three questions about one threshold."""

    threshold: ParameterPart
    value: BoundField
    counted_from: BoundField
    qualifier: BoundField


class PositionForm(forms.Form):
    """Built for one edition: it offers the thresholds of its document."""

    edition = forms.CharField(widget=forms.HiddenInput, required=False)
    seen = forms.CharField(widget=forms.HiddenInput, required=False)
    state = forms.ChoiceField(label=_("What does your network say to it?"), widget=forms.RadioSelect)
    reason = ParagraphField(
        label=_("Why"),
        max_length=2000,
        required=False,
        help_text=_("Everybody can read it. Needed when you ask for less or not at all."),
    )
    national_text = ParagraphField(
        label=_("Your wording"),
        max_length=5000,
        required=False,
        rows=6,
        help_text=_("As your buyers use it, in your language. Readers see what differs, word by word."),
    )
    national_ref = LineField(
        label=_("Your reference"), max_length=120, required=False, help_text=_("Such as the number in your own set.")
    )
    national_url = LineField(
        label=_("Where it stands"),
        max_length=400,
        required=False,
        validators=[WEB_ADDRESS],
        help_text=_("A web address, with https://"),
    )
    legal_note = ParagraphField(
        label=_("What your law says about it"),
        max_length=2000,
        required=False,
        help_text=_("The act and article, and what follows from it for your buyers."),
    )
    valid_from = forms.DateField(
        label=_("From"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    valid_to = forms.DateField(
        label=_("Until"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=_("Afterwards it counts as undecided."),
    )

    def __init__(self, data: Mapping[str, Any] | None, *, document: CriterionDocument, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.document = document
        self.thresholds = offered(document.parameters)
        choices: list[tuple[str, Any]] = [(state.value, MEANINGS[state]) for state in Adoption]
        if self.thresholds:
            choices.insert(0, (COMPUTED, _("As our numbers say: identical, stricter or weaker")))
        cast("forms.ChoiceField", self.fields["state"]).choices = choices
        for part in self.thresholds:
            self._ask_for(part)
        self.verdict = Verdict()

    def _ask_for(self, part: ParameterPart) -> None:
        number = forms.DecimalField(label=_("Your number"), max_digits=14, decimal_places=4, required=False)
        number.widget.attrs["step"] = "any"
        number.help_text = part.unit
        self.fields[f"value-{part.key}"] = number
        self.fields[f"from-{part.key}"] = forms.ChoiceField(
            label=_("Counted from"),
            choices=[("", _("does not matter here")), *CountedFrom.choices],
            required=False,
            initial=part.counted_from or "",
        )
        self.fields[f"condition-{part.key}"] = LineField(
            label=_("Condition"), max_length=200, required=False, initial=part.qualifier
        )

    def show(self, **hidden: str) -> None:
        """Note what the reader sees from now on, so that it is what their next answer replaces."""
        if self.is_bound:
            self.data = {**cast("QueryDict", self.data).dict(), **hidden}
        else:
            self.initial = {**self.initial, **hidden}

    @property
    def rows(self) -> list[NumberRow]:
        return [
            NumberRow(part, self[f"value-{part.key}"], self[f"from-{part.key}"], self[f"condition-{part.key}"])
            for part in self.thresholds
        ]

    @property
    def texts(self) -> Iterator[BoundField]:
        """The questions that need words."""
        return (self[field] for field in ("national_text", "national_ref", "national_url", "legal_note"))

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        begins, ends = told.get("valid_from"), told.get("valid_to")
        if begins and ends and ends < begins:
            self.add_error("valid_to", gettext("It cannot end before it begins."))
        self.verdict = compare(self.document.parameters, self.owns)
        if told.get("state"):
            self._decide(told)
        return told

    def _decide(self, told: dict[str, Any]) -> None:
        """The position that is meant; numbers that can be compared decide about some of them."""
        says = self.verdict.says
        state = says if told["state"] == COMPUTED else Adoption(told["state"])
        if state is None:
            missing = gettext("Give at least one number of yours, or choose another answer.")
            self.add_error("state", " ".join(self.verdict.obstacles) or missing)
            return
        if not self.verdict.allows(state):
            words = {"computed": says.label if says else "", "state": state.label}
            wrong = gettext("Your numbers say “%(computed)s”, not “%(state)s”.") % words
            different = " ".join([gettext("With these numbers it is not identical."), *self.verdict.obstacles])
            self.add_error("state", wrong if says else different)
            return
        if state in NEEDS_REASON and not told.get("reason") and "reason" not in self.errors:
            self.add_error("reason", gettext("Say why: others want to understand it."))
        told["state"] = state

    @property
    def owns(self) -> list[Own]:
        """The numbers that were given; where there is none, the condition beside it means nothing."""
        return [
            Own(
                part.key,
                value,
                self.cleaned_data.get(f"condition-{part.key}", ""),
                self.cleaned_data.get(f"from-{part.key}", ""),
            )
            for part in self.thresholds
            if (value := self.cleaned_data.get(f"value-{part.key}")) is not None
        ]

    @property
    def told_texts(self) -> dict[str, str]:
        return {field: self.cleaned_data[field] for field in TEXTS}

    @property
    def period(self) -> tuple[date | None, date | None]:
        return self.cleaned_data["valid_from"], self.cleaned_data["valid_to"]


def initial_from(position: Position | None) -> dict[str, Any]:
    """What the form begins with: the network's newest position, on whichever edition."""
    if position is None:
        return {}
    told = {field: getattr(position, field) for field in (*TEXTS, "state", "valid_from", "valid_to")}
    for row in position.values.all():
        told |= {
            f"value-{row.key}": format(row.value.normalize(), "f"),
            f"from-{row.key}": row.counted_from,
            f"condition-{row.key}": row.qualifier,
        }
    return told
