"""The shape of what members and coordinators tell us."""

import unicodedata
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from networks.members import queries
from networks.members.actions import NewOrganisation
from networks.models import MemberProfile, Membership, NetworkPage, Organisation, Role
from networks.models.place import country_codes, country_name, language_codes, language_name
from networks.rights import may_give
from portal.accounts import LONGEST_NAME
from portal.forms import LineField, ParagraphField
from portal.models import User
from portal.reader import Reader

REASON = {"max_length": 1000, "rows": 3}


def countries(empty: str) -> list[tuple[str, str]]:
    """All countries by name in the reader's language, after a choice for none."""
    named = [(code, country_name(code)) for code in country_codes()]
    named.sort(key=lambda pair: unicodedata.normalize("NFKD", pair[1]).casefold())
    return [("", empty), *named]


class OrganisationInput(forms.TextInput):
    """A text field that suggests the organisations we know; without a list in the browser it is a plain field."""

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        list_id = f"{(attrs or {}).get('id', name)}_known"
        field = super().render(name, value, {**(attrs or {}), "list": list_id}, renderer)
        options = format_html_join(
            "", '<option value="{}"></option>', ([each] for each in queries.suggested_organisations())
        )
        return format_html('{}<datalist id="{}">{}</datalist>', field, list_id, options)


class OrganisationField(LineField):
    """An organisation we know, typed by name. `unknown` is what to say about another; without it that one is None."""

    def __init__(self, *, unknown: Any = None, **kwargs: Any) -> None:
        self.unknown = unknown
        super().__init__(max_length=200, widget=OrganisationInput(attrs={"autocomplete": "off"}), **kwargs)

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        found = queries.find_organisation(text)
        if text and found is None and self.unknown:
            raise ValidationError(self.unknown, code="unknown")
        return found


UNKNOWN = _("We do not know this organisation. Choose one from the list, as it is written there.")


class JoinForm(forms.Form):
    """Asking to join a network."""

    organisation = OrganisationField(
        label=_("Organisation you work for"), help_text=_("Start typing and choose from the list.")
    )
    new_country = forms.ChoiceField(label=_("Its country"), required=False)
    new_kind = forms.ChoiceField(label=_("What it is"), required=False)
    message = ParagraphField(
        label=_("Message to the coordinator"),
        required=False,
        help_text=_("What you buy, or why you want to join."),
        **REASON,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds = [(value, label) for value, label in Organisation.Kind.choices]
        self.fields["new_country"].choices = countries(str(_("Choose a country")))  # type: ignore[attr-defined]
        self.fields["new_kind"].choices = [("", _("Choose what fits best")), *kinds]  # type: ignore[attr-defined]

    @property
    def new(self) -> NewOrganisation | None:
        """The organisation as named by the reader, where we know none of that name."""
        if self.cleaned_data.get("organisation") is not None:
            return None
        name = self.fields["organisation"].to_python(self.data.get(self.add_prefix("organisation")))
        return NewOrganisation(name or "", self.cleaned_data["new_country"], self.cleaned_data["new_kind"])

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if "organisation" in cleaned and cleaned["organisation"] is None:
            for field in ("new_country", "new_kind"):
                if not cleaned.get(field) and field not in self.errors:
                    self.add_error(field, _("We do not know this organisation yet, so tell us this as well."))
        return cleaned


class RoleField(forms.ChoiceField):
    """A role up to the reader's own in one network."""

    def allow(self, reader: Reader, network: NetworkPage) -> None:
        self.choices = [(role.value, role.label) for role in Role if may_give(reader, network.pk, role)]


class DecisionForm(forms.Form):
    """Yes with a role, or no with a reason."""

    answer = forms.ChoiceField(
        label=_("Your answer"), choices=[("accept", _("Accept")), ("refuse", _("Refuse"))], widget=forms.RadioSelect
    )
    role = RoleField(label=_("Role, if you accept"), initial=Role.CONTRIBUTOR)
    reason = ParagraphField(
        label=_("Reason, if you refuse"), required=False, help_text=_("The person reads it."), **REASON
    )

    def __init__(self, *args: Any, reader: Reader, network: NetworkPage, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["role"].allow(reader, network)  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("answer") == "refuse" and not cleaned.get("reason") and "reason" not in self.errors:
            self.add_error("reason", _("Say why: the person who asked is told your reason."))
        return cleaned


class MemberForm(forms.Form):
    """Another role for a member."""

    role = RoleField(label=_("Role"))
    reason = ParagraphField(label=_("Reason"), required=False, help_text=_("The person reads it."), **REASON)

    def __init__(self, *args: Any, reader: Reader, network: NetworkPage, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["role"].allow(reader, network)  # type: ignore[attr-defined]


class EndForm(forms.Form):
    """Ending a membership."""

    reason = ParagraphField(label=_("Reason"), help_text=_("The person reads it."), **REASON)


class InviteForm(forms.Form):
    """One invitation."""

    email = forms.EmailField(
        label=_("E-mail address"), max_length=254, widget=forms.EmailInput(attrs={"autocomplete": "off"})
    )
    name = LineField(label=_("Name"), max_length=120, required=False)
    organisation = OrganisationField(label=_("Organisation"), required=False, unknown=UNKNOWN)
    role = RoleField(label=_("Role"), initial=Role.CONTRIBUTOR)

    def __init__(self, *args: Any, reader: Reader, network: NetworkPage, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["role"].allow(reader, network)  # type: ignore[attr-defined]


class ListForm(forms.Form):
    """A file with people to invite."""

    file = forms.FileField(
        label=_("CSV file"),
        widget=forms.FileInput(attrs={"accept": ".csv,text/csv,text/plain"}),
        error_messages={"required": _("Choose a file."), "empty": _("There is nobody in this file.")},
    )


class HandOverForm(forms.Form):
    """Who becomes the coordinator."""

    to = forms.ModelChoiceField(
        label=_("New coordinator"), queryset=Membership.objects.none(), empty_label=_("Choose a member")
    )

    def __init__(self, *args: Any, own: Membership, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        others = Membership.objects.active().filter(network=own.network_id, user__is_active=True).exclude(pk=own.pk)
        field: Any = self.fields["to"]
        field.queryset = others.select_related("user", "network").order_by("user__first_name", "user__last_name")
        field.label_from_instance = lambda membership: f"{membership.user} ({membership.get_role_display()})"


class LanguagesField(LineField):
    """Languages with commas between them, by name in the reader's language or by code; the value is a list of codes."""

    def prepare_value(self, value: Any) -> Any:
        return ", ".join(language_name(code) for code in value) if isinstance(value, list) else value

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        known = {language_name(code, spoken).casefold(): code for code in language_codes() for spoken in ("en", None)}
        codes = []
        for word in filter(None, (part.strip() for part in text.replace(";", ",").split(","))):
            code = word.lower() if word.lower() in language_codes() else known.get(word.casefold())
            if code is None:
                raise ValidationError(_("We do not know the language “%(word)s”.") % {"word": word}, code="language")
            if code not in codes:
                codes.append(code)
        if len(codes) > 10:
            raise ValidationError(_("Name ten languages at most."), code="many")
        return codes


class ProfileForm(forms.ModelForm):
    """What a person tells other members about themself."""

    name = LineField(
        label=_("Your name"), max_length=LONGEST_NAME, widget=forms.TextInput(attrs={"autocomplete": "name"})
    )
    organisation = OrganisationField(
        label=_("Organisation"),
        required=False,
        unknown=UNKNOWN,
        help_text=_("Start typing and choose from the list. A new one is entered when you ask to join a network."),
    )
    position = LineField(label=_("Your work there"), max_length=120, required=False)
    country = forms.ChoiceField(label=_("Country"), required=False)
    languages = LanguagesField(
        label=_("Languages you work in"), required=False, help_text=_("With commas between them: Dutch, English")
    )

    class Meta:
        model = MemberProfile
        fields = ["handle", "position", "country", "languages"]

    field_order = ["name", "handle", "organisation", "position", "country", "languages"]
    user_fields = ["first_name", "last_name"]
    """What of the account the form changes."""

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        profile: MemberProfile = kwargs["instance"]
        initial = {"name": user.get_full_name(), "organisation": str(profile.organisation or "")}
        kwargs["initial"] = initial
        super().__init__(*args, **kwargs)
        self.fields["country"].choices = countries(str(_("Not said")))  # type: ignore[attr-defined]

    def clean_handle(self) -> str:
        handle = str(self.cleaned_data["handle"]).lower()
        if MemberProfile.objects.filter(handle=handle).exclude(pk=self.instance.pk).exists():
            raise ValidationError(_("Somebody else has this short name."), code="taken")
        return handle

    def clean_organisation(self) -> Organisation | None:
        organisation = self.cleaned_data["organisation"]
        inside = Membership.objects.active().filter(user=self.instance.user)
        if organisation is not None and organisation.market_side and inside.exists():
            raise ValidationError(
                _("This organisation is on the market's side. Leave your networks before you move there."),
                code="market",
            )
        return organisation

    def save(self, commit: bool = True) -> MemberProfile:  # noqa: FBT001, FBT002  Django's signature
        self.instance.organisation = self.cleaned_data["organisation"]
        return super().save(commit)


class CloseForm(forms.Form):
    """Closing one's account: the address is typed once more, so that it does not happen by a slip."""

    confirmation = forms.CharField(
        label=_("Type your e-mail address to confirm"),
        max_length=254,
        widget=forms.TextInput(attrs={"autocomplete": "off", "inputmode": "email"}),
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user

    def clean_confirmation(self) -> str:
        typed = str(self.cleaned_data["confirmation"]).strip()
        if typed.casefold() != self.user.email.casefold():
            raise ValidationError(_("This is not the address of your account."), code="other")
        return typed
