"""The shelf of resources: how guidelines, tools and other shared things are filtered and sorted."""

from django.utils.translation import gettext_lazy as _

from criteria.library import words
from criteria.library.shelves import NEWEST, RELEVANCE, TITLE, Group, Shelf, Sort, Word, choice, choices
from criteria.models import ResourceEntry, Theme
from criteria.terms import ResourceKind, Visibility

VISIBILITY_NAMES = {
    Visibility.PUBLIC: _("Everybody"),
    Visibility.MEMBERS: _("All members"),
    Visibility.NETWORK: _("Some networks"),
}
"""In one or two words, for filters and badges; the choices themselves are written for the person who shares."""


def visibility_name(word: Word) -> str:
    return str(VISIBILITY_NAMES[Visibility(word.key)])


RESOURCES = Shelf(
    key="resources",
    entries=ResourceEntry,
    searched=ResourceEntry,
    groups=(
        Group("kind", _("Kind"), order=choices(ResourceKind), reads=choice(ResourceKind), opens=True),
        Group("product", _("Product group"), order=words.products, opens=True),
        Group("theme", _("Theme"), Theme, opens=True),
        Group("language", _("Language"), order=words.languages, reads=words.language, opens=True),
        Group("network", _("Shared by"), order=words.networks),
        Group("year", _("Year"), order=words.years),
        Group("tag", _("Tag"), order=words.tags),
        Group("visibility", _("Who sees it"), order=choices(Visibility), reads=visibility_name, for_members=True),
    ),
    sorts=(RELEVANCE, TITLE, NEWEST, Sort("year", _("year of publication"), ("-year", "title", "rid"))),
    ranked_by="head",
    sentence="abstract",
)
