"""The shape of somebody's wishes: one question per kind of notice, and the language they are told in."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from portal.models import Frequency, User
from portal.notices.kinds import kinds_for
from portal.notices.wishes import wishes_of
from portal.reader import Reader


class WishesForm(forms.Form):
    """How often mail comes, for each kind that can reach the person; wishes about the others stay as they are."""

    def __init__(self, data: Any = None, *, user: User, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        chosen = wishes_of(user)
        self.kinds = kinds_for(Reader(user))
        if len(settings.LANGUAGES) > 1:
            self.fields["language"] = forms.ChoiceField(
                label=_("Language of notices"), choices=list(settings.LANGUAGES), initial=user.language
            )
        for kind in self.kinds:
            self.fields[f"kind-{kind.key}"] = forms.ChoiceField(
                label=str(kind.label),
                help_text=str(kind.explains),
                choices=Frequency.choices,
                initial=chosen[kind.key],
                widget=forms.RadioSelect,
                error_messages={"required": _("Choose how often you want mail about this.")},
            )

    def choices(self) -> dict[str, Frequency]:
        """The answers of a valid form, by kind."""
        return {kind.key: Frequency(self.cleaned_data[f"kind-{kind.key}"]) for kind in self.kinds}

    def language(self) -> str | None:
        """The language that was chosen; None where the portal speaks one."""
        return self.cleaned_data.get("language")
