"""The shape of what people send: a comment, a reason, a decision."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from criteria.models.discussion import MAX_TEXT
from criteria.talk.text import clean, says_something

REASON = 500


class CommentForm(forms.Form):
    """What somebody says."""

    text = forms.CharField(
        label=_("Your comment"),
        help_text=_("Plain text. Write @ and a short name to mention a member; links become links by themselves."),
        max_length=MAX_TEXT,
        widget=forms.Textarea(attrs={"rows": 4, "maxlength": None, "data-mentions": ""}),
        error_messages={
            "required": _("Write something first."),
            "max_length": _("Use at most %(limit_value)d characters; this has %(show_value)d."),
        },
    )

    def __init__(self, *args: Any, label: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if label:
            self.fields["text"].label = label
        self.fields["text"].widget.attrs.pop("maxlength", None)  # Cutting a pasted text in silence helps nobody.

    def clean_text(self) -> str:
        text = clean(self.cleaned_data["text"])
        if not says_something(text):
            raise forms.ValidationError(_("Write something first."), code="required")
        if len(text) > MAX_TEXT:
            params = {"limit_value": MAX_TEXT, "show_value": len(text)}
            raise forms.ValidationError(
                _("Use at most %(limit_value)d characters; this has %(show_value)d."), params=params
            )
        return text


class ReasonForm(forms.Form):
    """Why something is done."""

    reason = forms.CharField(
        label=_("Reason"),
        max_length=REASON,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": _("Give a reason.")},
    )

    def clean_reason(self) -> str:
        reason = " ".join(clean(self.cleaned_data["reason"]).split())
        if not says_something(reason):
            raise forms.ValidationError(_("Give a reason."), code="required")
        return reason


class SettleForm(ReasonForm):
    """What a moderator decides about reports."""

    decision = forms.ChoiceField(
        label=_("Decision"),
        choices=[("keep", _("The comment stays")), ("hide", _("Hide the comment"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("Say whether the comment stays.")},
    )
    field_order = ["decision", "reason"]


class NoForm(forms.Form):
    """Nothing to say, only to confirm."""
