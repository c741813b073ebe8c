"""The shape of what people send in a consultation: a comment with a wording, an answer with its reason."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from criteria.consulting.places import Place
from criteria.models.consultation_comment import MAX_BODY
from criteria.talk.forms import ReasonForm
from criteria.talk.text import clean, says_something
from criteria.terms import AnswerState, Side
from portal.forms import LineField

NOTHING = _("Write something first.")
TOO_LONG = _("Use at most %(limit_value)d characters; this has %(show_value)d.")
MEMBER_SIDES = [choice for choice in Side.choices if choice[0] != Side.MARKET]


class WordsField(forms.CharField):
    """Plain text of several lines. A pasted text that is too long is not cut in silence."""

    def __init__(self, *, rows: int = 4, **kwargs: Any) -> None:
        errors = {"required": NOTHING, "max_length": TOO_LONG}
        super().__init__(
            max_length=MAX_BODY, widget=forms.Textarea(attrs={"rows": rows}), error_messages=errors, **kwargs
        )
        self.widget.attrs.pop("maxlength", None)

    def to_python(self, value: Any) -> str:
        return clean(super().to_python(value) or "")

    def validate(self, value: str) -> None:
        super().validate(value)
        if value and not says_something(value):
            raise forms.ValidationError(NOTHING, code="required")


class CommentForm(forms.Form):
    """What somebody says about a place of the wording; where it is a paragraph, also how it should read instead."""

    side = forms.ChoiceField(label=_("You speak as"), choices=Side.choices, error_messages={"required": _("Choose.")})
    organisation = LineField(
        label=_("Your organisation"),
        max_length=160,
        error_messages={"required": _("Name your organisation; write “none” if you speak for yourself.")},
    )
    body = WordsField(label=_("Your comment"))
    proposed_text = WordsField(
        label=_("Your wording"),
        help_text=_("Change the words as they should read. Leave them as they are if you only comment."),
        required=False,
        strip=True,
    )

    def __init__(self, *args: Any, place: Place, is_member: bool, is_new: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not is_new:
            del self.fields["side"], self.fields["organisation"]
        elif is_member:
            del self.fields["organisation"]
            self.fields["side"].choices = MEMBER_SIDES  # type: ignore[attr-defined]
            self.fields["side"].initial = Side.BUYER
        else:
            self.fields["side"].initial = Side.MARKET
        if place.is_text:
            self.fields["proposed_text"].initial = place.text
        else:
            del self.fields["proposed_text"]


class AnswerForm(forms.Form):
    """What becomes of a comment, and why."""

    state = forms.ChoiceField(
        label=_("What becomes of it?"),
        choices=[choice for choice in AnswerState.choices if choice[0] != AnswerState.OPEN],
        widget=forms.RadioSelect,
        error_messages={"required": _("Say what becomes of it.")},
    )
    response = WordsField(
        label=_("Why"), help_text=_("The author is told; everybody who reads the comment reads it, too.")
    )
    seen = forms.CharField(required=False, widget=forms.HiddenInput)


class HideForm(ReasonForm):
    """Why others do not see it."""


class NoForm(forms.Form):
    """Nothing to say, only to confirm."""
