"""Questions that more than one room asks in the same way."""

import unicodedata
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _


class LineField(forms.CharField):
    """One line of text: no line breaks, no invisible control characters, so that it can stand in a mail or a table."""

    default_error_messages = {"line": _("Use letters, digits and spaces on one line only.")}

    def to_python(self, value: Any) -> str:
        text = unicodedata.normalize("NFC", super().to_python(value) or "")
        if any(unicodedata.category(character) in {"Cc", "Cf", "Cs", "Zl", "Zp"} for character in text):
            raise forms.ValidationError(self.error_messages["line"], code="line")
        return " ".join(text.split())


class ProseField(forms.CharField):
    """Several lines of plain text; control and direction characters that only confuse are left out."""

    widget = forms.Textarea

    def to_python(self, value: Any) -> str:
        text = unicodedata.normalize("NFC", super().to_python(value) or "").replace("\r\n", "\n")
        return "".join(each for each in text if each == "\n" or unicodedata.category(each) not in {"Cc", "Cf", "Cs"})
