"""The sign-up form: a name and an address. A password is never asked for; who wants one sets it later."""

from typing import Any

from allauth.account import forms
from django.utils.translation import gettext_lazy as _


class SignupForm(forms.SignupForm):
    """allauth's form without its password; in a module of its own because that form is built from `NameForm`."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields.pop("password1", None)
        self.fields["email"].label = _("E-mail address")
        self.fields["email"].widget.attrs.pop("placeholder", None)
