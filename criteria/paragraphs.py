"""The texts of a criterion, each under a key: what people answer to and translators translate."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from itertools import chain, count
from typing import Any

from django.utils.functional import Promise
from django.utils.text import format_lazy, slugify

from criteria.documents import CriterionDocument, Value

TEXTS = (
    "title",
    "summary",
    "requirement",
    "subject_matter_note",
    "rationale",
    "guidance_buyer",
    "guidance_bidder",
    "cost_note",
    "market_readiness",
)
"""The texts of a criterion that belong to none of its parts, in the order a page shows them."""

type Change = Callable[["Paragraph"], str]


@dataclass(frozen=True)
class Paragraph:
    """A text and its key, such as `requirement`, `parameters.cycles.qualifier` or `proofs.bid-test_report.text`.

    `field` is the document's field it stands in, `part` what readers call the part of it, empty where there is none.
    """

    key: str
    text: str
    field: str
    part: str | Promise = ""


@dataclass(frozen=True)
class Shape:
    """Parts of one field: by what a part is known among its neighbours, what readers call it, and its texts."""

    key: Callable[[Any], str]
    name: Callable[[Any], str | Promise]
    texts: tuple[str, ...]


SHAPES = {
    "parameters": Shape(lambda part: part.key, lambda part: part.label, ("label", "text", "unit", "qualifier")),
    "proofs": Shape(
        lambda part: f"{part.moment}-{part.kind}",
        lambda part: format_lazy("{}: {}", part.moment.label, part.kind.label),
        ("text", "equivalents"),
    ),
    "labels": Shape(
        lambda part: slugify(f"{part.label.key} {part.generation} {part.tier}"),
        lambda part: " ".join(filter(None, [part.label.label, part.generation, part.tier])),
        ("gap",),
    ),
    "legal": Shape(
        lambda part: slugify(f"{part.role} {part.jurisdiction} {part.act} {part.article}"),
        lambda part: " ".join(filter(None, [part.act, part.article])),
        ("note",),
    ),
}
STEPS = Shape(lambda part: "step", lambda part: f"{part.share * 100:.0f} %", ("text",))


def paragraphs_of(document: CriterionDocument) -> tuple[Paragraph, ...]:
    """All texts that are not empty, in the order of `TEXTS` and then of the parts."""
    found: list[Paragraph] = []

    def keep(paragraph: Paragraph) -> str:
        found.append(paragraph)
        return paragraph.text

    changed(document, keep)
    return tuple(found)


def with_texts(document: CriterionDocument, texts: Mapping[str, str]) -> CriterionDocument:
    """The document with other words in the paragraphs that `texts` has by key; what it does not have stays."""
    return changed(document, lambda paragraph: texts.get(paragraph.key) or paragraph.text)


def changed(document: CriterionDocument, change: Change) -> CriterionDocument:
    """The document with what `change` makes of each paragraph that is not empty."""
    plain = {field: change(Paragraph(field, text, field)) for field in TEXTS if (text := getattr(document, field))}
    parts: dict[str, Any] = {
        field: _parts(field, field, getattr(document, field), shape, change) for field, shape in SHAPES.items()
    }
    if document.scale is not None:
        note = document.scale.note
        inner: dict[str, Any] = {"note": change(Paragraph("scale.note", note, "scale")) if note else ""}
        inner["steps"] = _parts("scale", "scale", document.scale.steps, STEPS, change)
        parts["scale"] = _copied(document.scale, inner)
    return _copied(document, plain | parts)


def _copied[V: Value](value: V, members: Mapping[str, Any]) -> V:
    """The value with these members: itself if it has them already, for libraries of thousands are read this way."""
    changed = {name: member for name, member in members.items() if member is not getattr(value, name)}
    return value.model_copy(update=changed) if changed else value


def _parts(prefix: str, field: str, parts: tuple[Any, ...], shape: Shape, change: Change) -> tuple[Any, ...]:
    """The parts with changed texts. Of parts with the same key, the second is called -2."""
    taken: set[str] = set()
    made = []
    for part in parts:
        known = f"{prefix}.{shape.key(part)}"
        key = next(name for name in chain([known], (f"{known}-{number}" for number in count(2))) if name not in taken)
        taken.add(key)
        texts = {
            name: change(Paragraph(f"{key}.{name}", text, field, shape.name(part)))
            for name in shape.texts
            if (text := getattr(part, name))
        }
        made.append(_copied(part, texts))
    return parts if all(new is old for new, old in zip(made, parts, strict=True)) else tuple(made)
