"""The shape of a registration: what must be filled in, how long it may be, and which characters are fine."""

import unicodedata
from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from home.events.registration import Person
from networks.models.place import country_codes, country_name
from portal.forms import LineField


class RegistrationForm(forms.Form):
    """What somebody tells us to come to an event."""

    name = LineField(label=_("Your name"), max_length=120, widget=forms.TextInput(attrs={"autocomplete": "name"}))
    email = forms.EmailField(
        label=_("E-mail address"),
        max_length=254,
        help_text=_("We send you a link to confirm it, and later the way into the event."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    organisation = LineField(
        label=_("Organisation"), max_length=160, widget=forms.TextInput(attrs={"autocomplete": "organization"})
    )
    country = forms.ChoiceField(label=_("Country"), widget=forms.Select(attrs={"autocomplete": "country"}))
    role = LineField(
        label=_("Your role"),
        max_length=120,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "organization-title"}),
    )
    access_needs = forms.CharField(
        label=_("What do you need to take part?"),
        max_length=1000,
        required=False,
        help_text=_("Captions, sign language, documents in advance … Only the organisers read this."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    consent = forms.BooleanField(
        label=_("I agree that the organisers keep these answers until 90 days after the event, then erase them."),
        error_messages={"required": _("We can only register you with your consent.")},
    )
    website = forms.CharField(
        label=_("Leave this empty"),
        required=False,
        widget=forms.TextInput(attrs={"tabindex": "-1", "autocomplete": "off"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["country"].choices = [("", _("Choose a country")), *_countries()]  # type: ignore[attr-defined]

    @property
    def asked(self) -> list[forms.BoundField]:
        """The fields a person sees."""
        return [field for field in self if field.name != "website"]

    @property
    def is_filled_by_machine(self) -> bool:
        """Whether the field that people cannot see was filled in."""
        return bool(self.data.get("website"))

    def clean_email(self) -> str:
        return str(self.cleaned_data["email"]).lower()

    def clean_access_needs(self) -> str:
        text = str(self.cleaned_data["access_needs"])
        return "".join(each for each in text if each == "\n" or unicodedata.category(each) != "Cc").strip()

    def person(self) -> Person:
        """The answers of a valid form."""
        fields = ("name", "email", "organisation", "country", "role", "access_needs")
        return Person(**{field: self.cleaned_data[field] for field in fields})


def _countries() -> list[tuple[str, str]]:
    language = get_language() or "en"
    named = [(code, country_name(code, language)) for code in country_codes()]
    return sorted(named, key=lambda pair: unicodedata.normalize("NFKD", pair[1]).casefold())
