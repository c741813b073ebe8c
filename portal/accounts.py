"""How accounts come to be and how people sign in: by their address and a code; a password only if they want one."""

import logging
from smtplib import SMTPException
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django import forms
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from portal.forms import LineField
from portal.models import User
from portal.reader import Reader

log = logging.getLogger(__name__)
LONGEST_NAME = 120


class AccountAdapter(DefaultAccountAdapter):
    """Where sign-in leads, and what happens when mail cannot be sent."""

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """Into the CMS for those who work there, else to the members' own page."""
        user = request.user
        if isinstance(user, User) and Reader(user).is_editor:
            return reverse("wagtailadmin_home")
        return super().get_login_redirect_url(request)

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """A mail server that does not answer must not tell which addresses have an account: the page stays the same."""
        try:
            super().send_mail(template_prefix, email, context)
        except (OSError, SMTPException) as error:
            log.warning("account mail not sent", extra={"error": type(error).__name__})


class NameForm(forms.Form):
    """What somebody tells us besides their address."""

    name = LineField(
        label=_("Your name"), max_length=LONGEST_NAME, widget=forms.TextInput(attrs={"autocomplete": "name"})
    )
    field_order = ["name", "email"]

    def signup(self, request: HttpRequest, user: User) -> None:
        """Called by allauth once the account is made, before its address is confirmed."""
        set_name(user, self.cleaned_data["name"])
        user.save(update_fields=["first_name", "last_name"])


def set_name(user: User, name: str) -> None:
    """Keep a name in Django's two fields, so that both together give it back."""
    first, _blank, rest = name.partition(" ")
    user.first_name, user.last_name = first[:150], rest[:150]
