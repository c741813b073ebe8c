"""The shelf of criteria: how published criteria are filtered and sorted."""

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from criteria.library import words
from criteria.library.shelves import NEWEST, RELEVANCE, TITLE, Group, Shelf, Sort, Word, choice, choices
from criteria.models import AmbitionLevel, Label, LibraryEntry, LibrarySearchText, LifeCycleStage, Strategy, Theme
from criteria.terms import CriterionType, Status

LAW_LEVEL = "law"


def level_name(word: Word) -> str:
    """The ambition; what is law everywhere it applies is none."""
    return gettext("Legal minimum") if word.key == LAW_LEVEL else word.label


CRITERIA = Shelf(
    key="criteria",
    entries=LibraryEntry,
    searched=LibrarySearchText,
    groups=(
        Group("product", _("Product group"), order=words.products, opens=True),
        Group("theme", _("Theme"), Theme, opens=True),
        Group("type", _("Place in the tender"), order=choices(CriterionType), reads=choice(CriterionType), opens=True),
        Group("level", _("Ambition"), AmbitionLevel, before=(Word(LAW_LEVEL),), reads=level_name, opens=True),
        Group("strategy", _("Strategy"), Strategy),
        Group("stage", _("Life-cycle stage"), LifeCycleStage),
        Group("status", _("Status"), order=choices(Status), reads=choice(Status)),
        Group("network", _("Source country or network"), order=words.places, reads=words.place),
        Group("label", _("Label"), Label),
        Group("language", _("Text in"), order=words.languages, reads=words.language),
        Group("tag", _("Tag"), order=words.tags),
    ),
    sorts=(
        RELEVANCE,
        TITLE,
        NEWEST,
        Sort("ambition", _("ambition"), ("-ambition_rank", "title", "rid")),
        Sort("reference", _("reference"), ("ref",)),
    ),
    has_thresholds=True,
    has_texts=True,
    clause="requirement",
)
