"""The shape of what people send about selections: a title, a note, with whom to share."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from criteria.models import Selection
from criteria.models.selection import MAX_NOTE, MAX_TITLE
from criteria.resources.reading import own_networks
from criteria.tender import queries
from criteria.tender.actions import mark_of
from networks.models import NetworkPage
from portal.forms import LineField, ParagraphField
from portal.reader import Reader

NEW = ""


class TitleForm(forms.Form):
    """What a selection is called. `seen` is the mark of the title that its writer saw."""

    title = LineField(
        label=_("Title"),
        max_length=MAX_TITLE,
        help_text=_("Such as the tender it is for. Whoever you share it with sees it."),
    )
    seen = forms.CharField(required=False, max_length=16, widget=forms.HiddenInput)


class NoteForm(forms.Form):
    """A note on one criterion of a selection."""

    note = ParagraphField(
        label=_("Note"),
        max_length=MAX_NOTE,
        required=False,
        rows=5,
        help_text=_("For yourself and whoever you share the selection with. It stands on paper and in files as well."),
    )
    seen = forms.CharField(required=False, max_length=16, widget=forms.HiddenInput)


class SaveForm(forms.Form):
    """Where to put what was picked: into a selection one has, or a new one with its title."""

    into = forms.TypedChoiceField(label=_("Put them into"), required=False, coerce=int, empty_value=None)
    title = LineField(label=_("Title of the new one"), max_length=MAX_TITLE, required=False)

    def __init__(self, *args: Any, reader: Reader, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.own = {row.pk: row for row in queries.mine(reader)}
        known = [(pk, row.title) for pk, row in self.own.items()]
        chosen: dict[str, Any] = self.fields
        chosen["into"].choices = [(NEW, _("A new selection")), *known]
        if not known:
            del chosen["into"]
            chosen["title"].label = _("Title")

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if not said.get("into") and not said.get("title") and not self.errors:
            self.add_error("title", _("Give it a title."))
        return said

    @property
    def target(self) -> Selection | None:
        """The selection that was chosen; None for a new one."""
        chosen = self.cleaned_data.get("into")
        return self.own.get(chosen) if chosen else None


class NetworksForm(forms.Form):
    """Which networks' members may read it: those in which the owner contributes, and those that can already."""

    networks = forms.ModelMultipleChoiceField(
        NetworkPage.objects.none(),
        label=_("Members of these networks can read it"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, reader: Reader, selection: Selection, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chosen = [network.pk for network in queries.networks_of(selection)]
        own = [network.pk for network in own_networks(reader)]
        asked: Any = self.fields["networks"]
        asked.queryset = NetworkPage.objects.filter(pk__in={*own, *chosen}).order_by("title")
        self.is_empty = not {*own, *chosen}
        self.initial = {"networks": chosen}


def title_form(selection: Selection, data: Any = None) -> TitleForm:
    """The form for another title."""
    return TitleForm(data, initial={"title": selection.title, "seen": mark_of(selection.title)})


def note_form(note: str, data: Any = None) -> NoteForm:
    """The form for a note, with the one there is."""
    return NoteForm(data, initial={"note": note, "seen": mark_of(note)})
