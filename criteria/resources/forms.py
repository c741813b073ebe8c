"""The shape of what authors and reviewers write."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.translation import gettext_lazy as _

from criteria.models import CaseDetails, Criterion, ProductGroup, Resource, ResourceVersion, Theme
from criteria.models.source import WEB_ADDRESS
from criteria.resources import reading
from criteria.resources.sharing import CASE
from criteria.tags.forms import TagsField
from criteria.terms import Decision, ResourceKind, Visibility
from networks.models import Membership, NetworkPage, Role
from networks.models.place import language_name
from networks.queries import named_to
from portal.files.kinds import ACCEPT
from portal.forms import LineField, ParagraphField
from portal.models import User
from portal.reader import Reader

LANGUAGES = "bg cs da de el en es et fi fr ga hr hu is it lt lv mt nb nl nn pl pt ro sk sl sv uk".split()  # noqa: SIM905  short
"""Those of the Pact's countries and of the European Union."""
WHO_SEES = [
    (Visibility.NETWORK, _("My network, and the networks I tick below")),
    (Visibility.MEMBERS, _("All members: people of every network, once signed in")),
    (Visibility.PUBLIC, _("Everybody, search engines and suppliers included")),
]


class ManyFiles(forms.ClearableFileInput):
    """A file input for several files; the view takes them from the request one by one."""

    allow_multiple_selected = True


class StartForm(forms.Form):
    """What a draft begins with."""

    kind = forms.ChoiceField(label=_("What is it?"), choices=ResourceKind.choices)
    title = LineField(label=_("Title"), max_length=200, help_text=_("As it stands on the document."))


class DraftForm(forms.Form):
    """A draft. Only the title is needed to save one; what a submission needs is asked when it is submitted."""

    kind = forms.ChoiceField(label=_("What is it?"), choices=ResourceKind.choices)
    title = LineField(label=_("Title"), max_length=200)
    abstract = ParagraphField(
        label=_("What it is for"),
        max_length=2000,
        required=False,
        help_text=_("Two to five sentences: whom it helps, with what, and what is in it."),
        rows=5,
    )
    uploads = forms.FileField(
        label=_("Files"),
        required=False,
        help_text=_("PDF, office files, pictures or text; 20 MB each, 10 at most. Leave out names and faces."),
        widget=ManyFiles(attrs={"accept": ACCEPT}),
    )
    link = LineField(
        label=_("Link"),
        max_length=400,
        required=False,
        validators=[WEB_ADDRESS],
        help_text=_("If it stands elsewhere on the web: its address, beginning with https://"),
        widget=forms.URLInput(),
    )
    network = forms.ModelChoiceField(
        NetworkPage.objects.none(),
        label=_("Network"),
        required=False,
        help_text=_("Its reviewers look at what you submit."),
    )
    visibility = forms.ChoiceField(label=_("Who may see it?"), choices=WHO_SEES, widget=forms.RadioSelect)
    shared_with = forms.ModelMultipleChoiceField(
        NetworkPage.objects.none(),
        label=_("Other networks"),
        required=False,
        help_text=_("Counts when you choose “my network”."),
        widget=forms.CheckboxSelectMultiple,
    )
    languages = forms.MultipleChoiceField(label=_("Languages"), required=False, widget=forms.CheckboxSelectMultiple)
    publisher = LineField(label=_("Publisher"), max_length=160, required=False)
    authors = LineField(label=_("Authors"), max_length=300, required=False)
    year = forms.IntegerField(
        label=_("Year"), required=False, validators=[MinValueValidator(1980), MaxValueValidator(2100)]
    )
    licence = LineField(
        label=_("Licence"), max_length=160, required=False, help_text=_("For example CC BY 4.0. Empty: not known.")
    )
    themes = forms.ModelMultipleChoiceField(
        Theme.objects.all(), label=_("Themes"), required=False, widget=forms.CheckboxSelectMultiple
    )
    product_groups = forms.ModelMultipleChoiceField(
        ProductGroup.objects.all(), label=_("Product groups"), required=False, widget=forms.CheckboxSelectMultiple
    )
    criteria = forms.ModelMultipleChoiceField(
        Criterion.objects.none(), label=_("Criteria it helps with"), required=False, widget=forms.CheckboxSelectMultiple
    )
    tags = TagsField()
    related = LineField(
        label=_("Related resources"),
        max_length=1000,
        required=False,
        help_text=_("Addresses of things in this portal, with commas between them."),
    )
    note = LineField(
        label=_("What is new in this version"),
        max_length=300,
        required=False,
        help_text=_("For who read the last one."),
    )
    what = ParagraphField(label=_("What was bought"), max_length=2000, required=False)
    how = ParagraphField(label=_("How it was asked for"), max_length=2000, required=False)
    who = ParagraphField(label=_("Who bought it"), max_length=1000, required=False)
    results = ParagraphField(label=_("Results"), max_length=2000, required=False)
    lessons = ParagraphField(label=_("Lessons"), max_length=2000, required=False)
    value_eur = forms.DecimalField(
        label=_("Value in euros"), required=False, min_value=0, max_digits=14, decimal_places=2
    )
    units = forms.IntegerField(label=_("Number of units"), required=False, min_value=0, max_value=2_000_000_000)
    bids_received = forms.IntegerField(label=_("Bids received"), required=False, min_value=0, max_value=30_000)
    notice_url = LineField(
        label=_("Contract notice"), max_length=400, required=False, validators=[WEB_ADDRESS], widget=forms.URLInput()
    )

    def __init__(self, data: Any = None, *, resource: Resource, version: ResourceVersion, by: User) -> None:
        super().__init__(data, initial=_initial(resource, version), label_suffix="")
        self.resource, self.reader = resource, Reader(by)
        chosen: dict[str, Any] = self.fields
        chosen["languages"].choices = [(code, language_name(code)) for code in LANGUAGES]
        chosen["criteria"].queryset = Criterion.objects.filter(live=True).order_by("ref")
        chosen["criteria"].label_from_instance = lambda criterion: f"{criterion.ref} – {criterion.title}"
        chosen["shared_with"].queryset = named_to(self.reader).exclude(pk=resource.network_id).order_by("title")
        if resource.submitted_at is None:
            chosen["network"].queryset = reading.own_networks(self.reader)
        else:
            del self.fields["network"]  # Those who reviewed it go on doing so.
        if not resource.versions.exclude(published_at=None).exists():
            del self.fields["note"]
        for name in ("what", "how", "who", "results", "lessons"):
            self.fields[name].widget.attrs["rows"] = 3

    def mark_needed(self) -> None:
        """Before it is shown: do not call optional what a submission needs. Saving a draft has been checked by then."""
        self.use_required_attribute = False
        for name in {"abstract", "languages", "network"} & self.fields.keys():
            self.fields[name].required = True

    @property
    def case_fields(self) -> list[forms.BoundField]:
        return [field for field in self if field.name in CASE]

    def clean_related(self) -> list[Resource]:
        """Published things the author may see, by address; what they cannot see is as good as not there."""
        given = [part.strip().rstrip("/").rpartition("/")[2] for part in self.cleaned_data["related"].split(",")]
        slugs = {slug for slug in given if slug and slug != self.resource.slug}
        found = list(Resource.objects.visible_to(self.reader).live().filter(slug__in=slugs))
        missing = slugs - {resource.slug for resource in found}
        if missing:
            raise forms.ValidationError(_("Nothing here has this address: %(slug)s") % {"slug": min(missing)[:80]})
        return found

    def good_fields(self) -> dict[str, Any]:
        """The answers that can be kept, also when others cannot."""
        return {name: value for name, value in self.cleaned_data.items() if name != "uploads" and name in self.fields}


def _initial(resource: Resource, version: ResourceVersion) -> dict[str, Any]:
    plain = ("kind", "title", "abstract", "languages", "authors", "publisher", "year", "licence", "network")
    many = ("product_groups", "themes", "criteria")
    case = CaseDetails.objects.filter(resource=resource).first()
    return {
        **{name: getattr(resource, name) for name in plain},
        **{name: list(getattr(resource, name).all()) for name in many},
        **{name: getattr(version, name) for name in ("link", "note", "visibility")},
        "shared_with": list(version.shared_with.all()),
        "tags": sorted(resource.tags.names()),
        "related": ", ".join(sorted(resource.related.values_list("slug", flat=True))),
        **({name: getattr(case, name) for name in CASE} if case else {}),
    }


class ReasonForm(forms.Form):
    """Why something is taken away."""

    reason = ParagraphField(label=_("Why?"), max_length=2000, rows=4)


class MessageForm(forms.Form):
    text = ParagraphField(label=_("Your message"), max_length=2000)


class DecisionForm(forms.Form):
    """A decision about the version that the reviewer has read."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    decision = forms.ChoiceField(label=_("Your decision"), choices=Decision.choices, widget=forms.RadioSelect)
    reason = ParagraphField(
        label=_("Your reason"),
        max_length=2000,
        help_text=_("The author reads it. For changes: what should be different, and why."),
        rows=4,
    )


class DelegateForm(forms.Form):
    """Who else may decide: reviewers of any network, the author left out."""

    person = forms.ModelChoiceField(User.objects.none(), label=_("Ask somebody else to decide"))

    def __init__(self, data: Mapping[str, Any] | None = None, *, resource: Resource) -> None:
        super().__init__(data)
        roles = [Role.REVIEWER, Role.COORDINATOR, Role.SECRETARIAT]
        able = Membership.objects.active().filter(role__in=roles).values("user")
        people: Any = self.fields["person"]
        others = User.objects.exclude(pk=resource.submitted_by_id) if resource.submitted_by_id else User.objects.all()
        people.queryset = others.filter(pk__in=able, is_active=True).order_by("first_name", "last_name")
        people.label_from_instance = lambda person: person.get_full_name() or "–"
