"""Where in a wording people can say something: all of it, each of its texts, each threshold as a whole."""

from dataclasses import dataclass
from typing import Any, cast

from django.db import models
from django.utils.text import capfirst
from django.utils.translation import gettext

from criteria.documents import CriterionDocument
from criteria.editions.telling import heading, name_within, part_heading, told
from criteria.languages.reading import as_written
from criteria.models import Criterion, LabelEquivalence, LegalBasis, Parameter, ScaleStep, Verification
from criteria.models.consultation_comment import MAX_BODY
from criteria.paragraphs import Paragraph, paragraphs_of
from portal.states import Refused

WHOLE = ""
"""The key of the whole criterion."""
PARTS: dict[str, tuple[type[models.Model], str]] = {
    "parameters": (Parameter, "parameters"),
    "proofs": (Verification, "verifications"),
    "labels": (LabelEquivalence, "labels"),
    "legal": (LegalBasis, "legal_bases"),
}
"""The model behind each field of parts, and the name under which a criterion has its rows."""


@dataclass(frozen=True)
class Place:
    """A paragraph (`is_text`), with the words that others may propose to replace, or something larger.

    `name` says what a text is in its part; beneath its threshold (`is_inside`) that is all a page needs to show.
    """

    key: str
    heading: str
    text: str = ""
    lines: tuple[str, ...] = ()
    name: str = ""
    is_text: bool = True
    is_inside: bool = False

    @property
    def anchor(self) -> str:
        """Its id on the page; references and keys have no sign that an id must not have."""
        return f"at-{self.key or 'whole'}"


def places_of(document: CriterionDocument) -> tuple[Place, ...]:
    """The whole first, then everything in the order of the page; a threshold stands before its own texts.

    Texts know their language, for pages that are in another one.
    """
    document = as_written(document)
    found = [Place(WHOLE, gettext("The whole criterion"), is_text=False)]
    thresholds = {f"parameters.{part.key}": part for part in document.parameters}
    for paragraph in paragraphs_of(document):
        inside = paragraph.key.rpartition(".")[0]
        threshold = thresholds.pop(inside, None)
        if threshold is not None:
            found.append(Place(inside, part_heading(paragraph), lines=tuple(told(threshold)), is_text=False))
        found.append(_text(paragraph))
    return tuple(found)


def find(document: CriterionDocument, key: str) -> Place | None:
    return next((place for place in places_of(document) if place.key == key), None)


def fitting(place: Place, proposed: str) -> str:
    """The proposed words as the field can hold them; nothing where they are the words that stand there.

    Raises Refused where they are too long for it.
    """
    field = field_of(place.key)
    words = " ".join(proposed.split()) if isinstance(field, models.CharField) else proposed.strip()
    most = field.max_length or MAX_BODY
    if len(words) > most:
        raise Refused(
            gettext("Use at most %(most)d characters for the wording; this has %(count)d.")
            % {"most": most, "count": len(words)}
        )
    return "" if words == place.text else words


def field_of(key: str) -> "models.Field[Any, Any]":
    """The field of the database that holds a paragraph."""
    first, name = key.partition(".")[0], key.rpartition(".")[2]
    model: type[models.Model] = PARTS[first][0] if first in PARTS else Criterion
    if first == "scale":
        model, name = (Criterion, "scale_note") if name == "note" else (ScaleStep, name)
    return cast("models.Field[Any, Any]", model._meta.get_field(name))


def _text(paragraph: Paragraph) -> Place:
    name, is_inside = capfirst(name_within(paragraph)), paragraph.field == "parameters"
    return Place(paragraph.key, heading(paragraph), paragraph.text, name=name, is_inside=is_inside)
