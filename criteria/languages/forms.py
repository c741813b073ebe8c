"""What a translator writes: a field for each paragraph, beside the original."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from criteria.editions.telling import heading
from criteria.languages.queries import Desk
from criteria.languages.staleness import Condition, Line
from portal.forms import LineField, ParagraphField

LONGEST = 20_000
LINES = {"title": 200, "summary": 400}
"""Fields of one line, with the characters they may have."""
SHORT = 80
"""An original up to so many characters is translated in one line."""


@dataclass(frozen=True)
class Row:
    """A paragraph as the form shows it: original, translation, and whether an older one still fits."""

    line: Line
    heading: str
    field: forms.BoundField
    still_fits: forms.BoundField | None
    theirs: str = ""
    """What somebody else saved here meanwhile, where it differs."""


class TextForm(forms.Form):
    """All paragraphs of a criterion in one language. `edition` and `seen` say what the translator looked at."""

    edition = forms.CharField(widget=forms.HiddenInput, max_length=12)
    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    is_anew = False
    remark = ParagraphField(
        label=_("Note for translators"),
        required=False,
        max_length=2000,
        help_text=_("About words you chose, or what is open. Readers do not see it."),
    )

    def __init__(self, data: Any, *, desk: Desk) -> None:
        self.desk = desk
        initial: dict[str, Any] = {"edition": desk.edition.number, "seen": desk.seen}
        initial["remark"] = desk.text.note if desk.text else ""
        initial |= {_name(line): line.text for line in desk.sheet.lines}
        super().__init__(data, initial=initial, label_suffix="")
        for line in desk.sheet.lines:
            self.fields[_name(line)] = _field(line, desk.language)
            if line.condition is Condition.STALE:
                self.fields[f"{_name(line)}-fits"] = forms.BooleanField(
                    label=_("The translation still fits as it is"), required=False
                )

    def rows(self) -> Iterator[Row]:
        """The paragraphs in the order of the page."""
        for line in self.desk.sheet.lines:
            name = _name(line)
            fits = self[f"{name}-fits"] if f"{name}-fits" in self.fields else None
            written = self.data.get(name) if self.is_bound else line.text
            theirs = line.text if self.is_anew and line.text.split() != (written or "").split() else ""
            yield Row(line, heading(line.paragraph), self[name], fits, theirs)

    @property
    def texts(self) -> dict[str, str]:
        """What was written, by the key of each paragraph."""
        return {line.paragraph.key: self.cleaned_data[_name(line)] for line in self.desk.sheet.lines}

    @property
    def still_fit(self) -> frozenset[str]:
        lines = self.desk.sheet.lines
        return frozenset(line.paragraph.key for line in lines if self.cleaned_data.get(f"{_name(line)}-fits"))

    def show_anew(self) -> None:
        """Begin from what is saved now, with what was typed: sending it again takes the place of that."""
        self.is_anew = True
        self.data = self.data.dict() | {"seen": str(self.desk.seen), "edition": self.desk.edition.number}  # type: ignore[attr-defined]


class DecideForm(forms.Form):
    """What happens to a text: the round says which state of it the person looked at."""

    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    reason = ParagraphField(label=_("Why"), required=False, max_length=1000)


def _name(line: Line) -> str:
    return f"text-{line.paragraph.key}"


def _field(line: Line, language: str) -> forms.Field:
    key, original = line.paragraph.key, line.paragraph.text
    label = heading(line.paragraph)
    made: forms.Field
    if key in LINES or (len(original) <= SHORT and "\n" not in original):
        made = LineField(label=label, required=False, max_length=LINES.get(key, SHORT * 4))
    else:
        made = ParagraphField(label=label, required=False, max_length=LONGEST, rows=max(3, len(original) // 55 + 1))
    made.widget.attrs["lang"] = language
    return made
