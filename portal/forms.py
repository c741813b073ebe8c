"""Fields that forms of several rooms share."""

import unicodedata
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

UNSEEN = {"Cc", "Cf", "Cs", "Zl", "Zp"}
"""Unicode categories of characters that nobody sees: control, format, surrogate, line and paragraph separators."""


class LineField(forms.CharField):
    """One line of text: no line breaks, no invisible control characters, so that it can stand in a mail or a table."""

    default_error_messages = {"line": _("Use letters, digits and spaces on one line only.")}

    def to_python(self, value: Any) -> str:
        text = unicodedata.normalize("NFC", super().to_python(value) or "")
        if any(unicodedata.category(character) in UNSEEN for character in text):
            raise forms.ValidationError(self.error_messages["line"], code="line")
        return " ".join(text.split())


class ParagraphField(forms.CharField):
    """Several lines of text, without characters that nobody sees."""

    def __init__(self, *, rows: int = 3, **kwargs: Any) -> None:
        super().__init__(widget=forms.Textarea(attrs={"rows": rows}), **kwargs)

    def to_python(self, value: Any) -> str:
        text = unicodedata.normalize("NFC", super().to_python(value) or "").replace("\r\n", "\n")
        return "".join(each for each in text if each == "\n" or unicodedata.category(each) not in UNSEEN).strip()
