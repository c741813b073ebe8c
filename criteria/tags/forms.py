"""The question “which tags?”: words with commas between them, each checked, each the one that is meant."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _
from taggit.forms import TagField as TaggitTagField
from wagtail.admin.forms.tags import TagField as WagtailTagField

from criteria.models import Tag
from criteria.tags.naming import clean_name, fold
from criteria.tags.words import known

MOST = 12
"""Tags on one thing."""


class TagsInput(forms.TextInput):
    """A plain text field; `tag-picker.js` makes a box of suggestions of it (`components/tag_field.html`)."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        asks = {"data-suggest": reverse_lazy("tags:suggest"), "autocomplete": "off"}
        super().__init__(asks | (attrs or {}))


class TagsField(forms.CharField):
    """Gives a list of words: tags that are there by their own name, new ones as they were written.

    `words.find_or_make(words, by=person)` makes the tags of them and holds the limit of new words a day.
    """

    widget = TagsInput

    def __init__(self, **kwargs: Any) -> None:
        defaults: dict[str, Any] = {
            "label": _("Tags"),
            "required": False,
            "help_text": _("Words with commas between them, 12 at most: battery, spare parts"),
        }
        super().__init__(**defaults | kwargs)

    def prepare_value(self, value: Any) -> Any:
        """Tags and lists of words as text."""
        return value if isinstance(value, str) or value is None else ", ".join(str(each) for each in value)

    def clean(self, value: Any) -> list[str]:
        parts = [part.strip() for part in str(value or "").split(",")]
        words = meant([part for part in parts if part])
        if self.required and not words:
            raise ValidationError(self.error_messages["required"], code="required")
        return words

    def has_changed(self, initial: Any, data: Any) -> bool:
        words = str(self.prepare_value(data) or "").split(",")
        return {fold(each) for each in words} - {""} != {fold(str(each)) for each in initial or ()}


class CmsTagsField(WagtailTagField):
    """The same rules behind Wagtail's own input, which puts words of several parts in quotes."""

    def clean(self, value: Any) -> list[str]:
        return sorted(meant(TaggitTagField.clean(self, value)))


def cms_field(db_field: Any) -> dict[str, Any]:
    """What Wagtail's forms use for fields of tags."""
    return {"form_class": CmsTagsField, "tag_model": Tag}


def meant(words: Iterable[str]) -> list[str]:
    """The words as tags are called, each once.

    Raises ValidationError: one sentence when there are too many, else one for each word that breaks the rules.
    """
    given = list(words)
    if len({fold(each) for each in given}) > MOST:
        raise ValidationError(
            _("These are %(count)s tags; %(most)s are enough to find something."),
            code="many",
            params={"count": len(given), "most": MOST},
        )
    names: dict[str, str] = {}
    mistakes: list[ValidationError] = []
    for word in given:
        try:
            name = clean_name(word)
        except ValidationError as mistake:
            mistakes.append(mistake)
        else:
            names.setdefault(fold(name), name)
    if mistakes:
        raise ValidationError(mistakes)
    tags = known(names.values())
    return list(dict.fromkeys(tags[key].name if key in tags else name for key, name in names.items()))
