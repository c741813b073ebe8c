"""What is asked for an import: the file, and why what is published changes."""

from django import forms
from django.utils.translation import gettext_lazy as _

from criteria.importing.taking_in import ACCEPT


class UploadForm(forms.Form):
    """A file with criteria. Everything about its content is said by the report."""

    file = forms.FileField(
        label=_("File"),
        help_text=_("Excel (.xlsx), CSV or JSON, up to 5 MB and 500 criteria."),
        widget=forms.ClearableFileInput(attrs={"accept": ACCEPT}),
    )
    note = forms.CharField(
        label=_("What changes and why"),
        required=False,
        max_length=2000,
        help_text=_("For criteria that have an edition already and say nothing themselves. Readers see it."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )
