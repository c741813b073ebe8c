"""What moderators fill in when they look after tags."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm

from criteria.models import Tag
from criteria.models.tag import holder_of
from criteria.tags.actions import set_synonyms
from criteria.tags.naming import clean_name, fold
from criteria.tags.words import known

MOST_WORDS = 30
"""Other words for one tag, and new words of one split."""


def parted(text: str) -> list[str]:
    """The words between commas, each as it is kept. Raises ValidationError for those that break the rules."""
    words, mistakes = [], []
    for part in filter(None, (each.strip() for each in text.split(",")[: MOST_WORDS + 1])):
        try:
            words.append(clean_name(part))
        except ValidationError as mistake:
            mistakes.append(mistake)
    if len(words) > MOST_WORDS:
        mistakes.append(ValidationError(_("These are too many words: %(most)s at most.") % {"most": MOST_WORDS}))
    if mistakes:
        raise ValidationError(mistakes)
    return words


class WordsField(forms.CharField):
    """Words with commas between them, as a list."""

    def prepare_value(self, value: Any) -> Any:
        return value if isinstance(value, str) or value is None else ", ".join(value)

    def clean(self, value: Any) -> list[str]:
        return parted(str(super().clean(value)))


class TagForm(WagtailAdminModelForm):
    """A tag with its other words. What is called differently is renamed, so that old addresses lead on."""

    other_words = WordsField(
        label=_("Other words for it"),
        required=False,
        help_text=_("With commas between them. Whoever writes one of them gets this tag."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.fields["name"].disabled = True
            self.fields["name"].help_text = _("Use Rename to change it: links to the old word go on working.")
            self.initial["other_words"] = [synonym.name for synonym in self.instance.synonyms.all()]

    def clean_other_words(self) -> list[str]:
        words: list[str] = self.cleaned_data["other_words"]
        for word in words:
            holder = holder_of(word)
            if holder is not None and holder.pk != self.instance.pk:
                raise ValidationError(
                    _("“%(word)s” means “%(tag)s” already.") % {"word": word, "tag": holder.name}, code="taken"
                )
        return words

    def save(self, commit: bool = True) -> Tag:  # noqa: FBT001, FBT002  Django's signature
        tag: Tag = super().save(commit=commit)
        if commit:
            set_synonyms(tag, self.cleaned_data["other_words"])
        return tag


class RenameForm(forms.Form):
    """The new word."""

    name = forms.CharField(label=_("New word"), help_text=_("The old address of the tag leads to the new one."))
    keep_word = forms.BooleanField(
        label=_("Keep the old word as another word for it"),
        required=False,
        initial=True,
        help_text=_("Whoever writes the old word gets this tag. Leave it out when the old word was wrong."),
    )

    def clean_name(self) -> str:
        return clean_name(self.cleaned_data["name"])


class MergeForm(forms.Form):
    """The tag that stays."""

    into = forms.CharField(label=_("Merge into"), help_text=_("The word that stays, or another word for it."))

    def __init__(self, *args: Any, source: Tag, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.source = source

    def clean_into(self) -> Tag:
        word = self.cleaned_data["into"]
        tag = known([word]).get(fold(word))
        if tag is None:
            raise ValidationError(_("No tag is called so. Write a word that is there."))
        if tag == self.source:
            raise ValidationError(_("A tag cannot be merged with itself."))
        return tag


class SplitForm(forms.Form):
    """The words that a word of several meanings is split into."""

    into = WordsField(label=_("Split into"), help_text=_("At least two words, with commas between them."))

    def clean_into(self) -> list[str]:
        words: list[str] = self.cleaned_data["into"]
        if len({fold(word) for word in words}) < 2:
            raise ValidationError(_("Name at least two different words."))
        return words


class AssignForm(SplitForm):
    """Which of the new words each thing gets; those without a tick get all."""

    def __init__(self, *args: Any, things: Iterable[tuple[str, str]], words: Iterable[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["into"].widget = forms.HiddenInput()
        choices = [(word, word) for word in words]
        for key, label in things:
            self.fields[key] = forms.MultipleChoiceField(
                label=label, choices=choices, required=False, widget=forms.CheckboxSelectMultiple
            )
