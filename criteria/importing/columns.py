"""What a file of criteria can hold: one definition that templates are made from and files are read with."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from functools import cache, cached_property
from typing import Any

from django.conf import settings
from django.db.models import Model
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from criteria.models import (
    Criterion,
    CriterionSource,
    LabelEquivalence,
    LegalBasis,
    Parameter,
    Relation,
    ScaleStep,
    Verification,
)

type Text = str | Promise


class Kind(Enum):
    """What stands in a cell. WORD and WORDS name records of the library, CRITERION another criterion."""

    TEXT = "text"
    NUMBER = "number"
    DAY = "day"
    YES = "yes"
    CHOICE = "choice"
    WORD = "word"
    WORDS = "words"
    TAGS = "tags"
    CRITERION = "criterion"


WHAT: dict[Kind, Text] = {
    Kind.TEXT: _("Text"),
    Kind.NUMBER: _("A number, such as 800 or 0.8"),
    Kind.DAY: _("A day, such as 2026-05-31"),
    Kind.YES: _("yes or no"),
    Kind.CHOICE: _("One of the allowed values"),
    Kind.WORD: _("One of the allowed values"),
    Kind.WORDS: _("One or more of the allowed values, separated by commas"),
    Kind.TAGS: _("Words, separated by commas"),
    Kind.CRITERION: _("The reference of a criterion, in this file or in the library"),
}


@dataclass(frozen=True)
class Column:
    """A field of the editor's form. `words` says which list of the library a WORD or WORDS is looked up in."""

    model: type[Model]
    name: str
    kind: Kind = Kind.TEXT
    words: str = ""

    @cached_property
    def field(self) -> Any:
        return self.model._meta.get_field(self.name)

    @property
    def heading(self) -> str:
        return capfirst(str(self.field.verbose_name))

    @property
    def help(self) -> str:
        return str(self.field.help_text)

    @property
    def is_required(self) -> bool:
        return not self.field.blank and not self.field.has_default() and self.kind is not Kind.YES

    @property
    def choices(self) -> dict[str, str]:
        """The allowed keys with what they are called."""
        return {str(key): str(label) for key, label in self.field.choices or () if key}


@dataclass(frozen=True)
class Part:
    """What a criterion has any number of: a sheet in a workbook, numbered columns in a single table."""

    name: str
    sheet: Text
    one: Text
    columns: tuple[Column, ...]


def _columns(model: type[Model], *given: str | tuple[str, Kind] | tuple[str, Kind, str]) -> tuple[Column, ...]:
    return tuple(Column(model, each) if isinstance(each, str) else Column(model, *each) for each in given)


REF = Column(Criterion, "ref")
COLUMNS = _columns(
    Criterion,
    "ref",
    "title",
    "summary",
    "requirement",
    ("criterion_type", Kind.CHOICE),
    ("ambition", Kind.WORD, "levels"),
    ("applies_to", Kind.CHOICE),
    ("product_groups", Kind.WORDS, "groups"),
    ("theme", Kind.WORD, "themes"),
    ("strategy", Kind.WORD, "strategies"),
    ("stages", Kind.WORDS, "stages"),
    "topic",
    ("tags", Kind.TAGS),
    ("scale_method", Kind.CHOICE),
    "scale_parameter",
    ("weight_min", Kind.NUMBER),
    ("weight_max", Kind.NUMBER),
    "scale_note",
    "rationale",
    "guidance_buyer",
    "guidance_bidder",
    "subject_matter_note",
    "cost_note",
    "market_readiness",
    ("owner_network", Kind.WORD, "networks"),
    ("reviewed_on", Kind.DAY),
    ("review_due_on", Kind.DAY),
    ("change_kind", Kind.CHOICE),
    "change_note",
)
ABOUT_THE_CHANGE = {"change_kind", "change_note"}
"""They go with a change and are none themselves."""
PARTS = (
    Part(
        "parameters",
        _("Thresholds"),
        _("Threshold"),
        _columns(
            Parameter,
            "key",
            "label",
            ("comparator", Kind.CHOICE),
            ("value", Kind.NUMBER),
            ("upper", Kind.NUMBER),
            "text",
            "unit",
            "qualifier",
            ("counted_from", Kind.CHOICE),
            "test_standard",
            ("buyer_may_change", Kind.YES),
            ("minimum", Kind.NUMBER),
            ("maximum", Kind.NUMBER),
        ),
    ),
    Part(
        "verifications",
        _("Proofs"),
        _("Proof"),
        _columns(
            Verification,
            ("moment", Kind.CHOICE),
            ("kind", Kind.CHOICE),
            "text",
            "standard",
            ("accreditation_required", Kind.YES),
            "equivalents",
        ),
    ),
    Part(
        "legal_bases",
        _("Law"),
        _("Act"),
        _columns(
            LegalBasis,
            "act",
            "celex",
            "article",
            "jurisdiction",
            ("role", Kind.CHOICE),
            ("applies_from", Kind.DAY),
            "product",
            "note",
            "url",
            ("checked_on", Kind.DAY),
        ),
    ),
    Part(
        "scale_steps",
        _("Steps"),
        _("Step"),
        _columns(ScaleStep, ("start", Kind.NUMBER), "text", ("share", Kind.NUMBER)),
    ),
    Part(
        "sources",
        _("Sources"),
        _("Source"),
        _columns(CriterionSource, ("source", Kind.WORD, "sources"), "locator", ("confidence", Kind.CHOICE), "note"),
    ),
    Part(
        "labels",
        _("Labels"),
        _("Label"),
        _columns(
            LabelEquivalence,
            ("label", Kind.WORD, "labels"),
            ("generation", Kind.WORD, "generations"),
            "tier",
            ("coverage", Kind.CHOICE),
            "clause",
            "gap",
            ("checked_on", Kind.DAY),
            ("look_again_by", Kind.DAY),
        ),
    ),
    Part("relations", _("Relations"), _("Relation"), _columns(Relation, ("kind", Kind.CHOICE), ("to", Kind.CRITERION))),
)
MAIN = _("Criteria")
ABOUT_TEXTS = (
    _("A file holds criteria in the language they were written in, and has no columns for texts in other languages."),
    _("Translations are kept on their own: an import leaves them untouched."),
    _("Where it changes a text, its translations no longer fit once that is published. The report says how many."),
)
"""What people must know about translations before they import."""
GUIDE, VALUES = _("How to fill this in"), _("Allowed values")
LEFT_OUT = {"status", "edition", "language", "ambition_rank", "published_on", "updated_on", "life"}
"""What exports hold beside a criterion's content: it follows from it, or only moves of its life change it."""


def folded(heading: str) -> str:
    """A heading without what people change by accident: case, spaces, the star of what must be filled in."""
    return " ".join(heading.replace("*", " ").split()).casefold()


@cache
def headings(columns: tuple[Column, ...]) -> dict[str, Column]:
    """Columns by their heading in every language of the portal, and by the name of their field."""
    found = {folded(column.name): column for column in columns}
    for _language in _languages():
        found |= {folded(column.heading): column for column in columns}
    return found


@cache
def sheets() -> dict[str, Part | None]:
    """Parts by the name of their sheet in every language; None for the sheet of the criteria themselves."""
    found: dict[str, Part | None] = {}
    for _language in _languages():
        found |= {folded(str(part.sheet)): part for part in PARTS} | {folded(str(MAIN)): None}
    return found


@cache
def explaining() -> set[str]:
    """Names of the sheets that explain the others."""
    return {folded(str(name)) for _language in _languages() for name in (GUIDE, VALUES)}


@cache
def numbered() -> dict[str, Part]:
    """Parts by what one of them is called in the heading of a numbered column."""
    found = {part.name: part for part in PARTS}
    for _language in _languages():
        found |= {folded(str(part.one)): part for part in PARTS}
    return found


def numbered_heading(part: Part, number: int, column: Column) -> str:
    """`Threshold 2: Value`"""
    return f"{part.one} {number}: {column.heading}"


def _languages() -> Iterator[str]:
    for code, _name in settings.LANGUAGES:
        with override(code):
            yield code
