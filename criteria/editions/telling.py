"""What readers call what a criterion holds, and what differs between two, in words they understand."""

from collections.abc import Callable
from typing import Any

from django.db.models import Choices
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from criteria.languages.said import made_of
from criteria.library import wording
from criteria.paragraphs import Paragraph
from networks.models.place import place_name

FIELDS: dict[str, str | Promise] = {
    "title": _("Title"),
    "summary": _("Summary"),
    "requirement": _("Requirement"),
    "subject_matter_note": _("Link to what you buy"),
    "rationale": _("Why it matters"),
    "guidance_buyer": _("For buyers"),
    "guidance_bidder": _("For bidders"),
    "cost_note": _("Cost"),
    "market_readiness": _("What the market can deliver"),
    "criterion_type": _("Place in the tender"),
    "ambition": _("Ambition"),
    "status": _("Status"),
    "applies_to": _("Applies to"),
    "product_groups": _("Products"),
    "theme": _("Theme"),
    "strategy": _("Strategy"),
    "stages": _("Life-cycle stage"),
    "topic": _("Topic"),
    "owner": _("Looked after by"),
    "tags": _("Tags"),
    "parameters": _("Thresholds"),
    "proofs": _("How a bidder proves it"),
    "legal": _("What the law says"),
    "scale": _("How points are given"),
    "sources": _("Sources"),
    "labels": _("Labels that show it"),
    "related": _("Related criteria"),
    "reviewed_on": _("Last reviewed"),
    "review_due_on": _("Next review"),
    "language": _("Language"),
}
"""What readers call the fields; those that are not here never differ in a way that matters to them."""

WITHIN: dict[str, dict[str, str | Promise]] = {
    "parameters": {
        "label": _("what is counted"),
        "text": _("value in words"),
        "unit": _("unit"),
        "qualifier": _("under which condition"),
    },
    "proofs": {"text": _("what the bidder hands in"), "equivalents": _("accepted instead")},
    "labels": {"gap": _("what is missing")},
    "legal": {"note": _("note")},
    "scale": {"text": _("in words"), "note": _("note")},
}
"""What readers call the texts of a part, by its field: a part has several."""

type Lines = list[str]


def heading(paragraph: Paragraph) -> str:
    """What readers call a paragraph: its field, the part of it, and which of the texts of that part it is."""
    part, name = part_heading(paragraph), name_within(paragraph)
    return gettext("%(part)s – %(name)s") % {"part": part, "name": name} if name else part


def part_heading(paragraph: Paragraph) -> str:
    """What readers call the part a paragraph stands in; its field where it belongs to no part."""
    return f"{FIELDS[paragraph.field]}: {paragraph.part}" if paragraph.part else str(FIELDS[paragraph.field])


def name_within(paragraph: Paragraph) -> str:
    """Which of the texts of its part a paragraph is; empty for a field of its own."""
    _part, _dot, name = paragraph.key.rpartition(".")
    return str(WITHIN.get(paragraph.field, {}).get(name, ""))


def told(value: Any) -> Lines:
    """A value or part of a document as short lines, of which texts know their language; none for nothing."""
    if value is None or value == "":
        return []
    describe = PARTS.get(type(value).__name__)
    if describe:
        return [line for line in describe(value) if line]
    if isinstance(value, Choices):
        return [str(value.label)]
    if isinstance(value, str):
        return [value]
    return [date_format(value) if hasattr(value, "isoformat") else str(value)]


def _parameter(part: Any) -> Lines:
    amount = wording.amount(part)
    lines = [made_of(f"{part.label}: {amount}", part.label, amount), wording.meaning(part), part.test_standard]
    if part.buyer_may_change:
        lines.append(_between(gettext("Buyers may change it"), part.minimum, part.maximum))
    return lines


def _between(words: str, minimum: Any, maximum: Any) -> str:
    limits = [wording.number(limit) for limit in (minimum, maximum) if limit is not None]
    return f"{words} ({' – '.join(limits)})" if limits else words


def _proof(part: Any) -> Lines:
    accredited = gettext("Issued by an accredited body") if part.accreditation_required else ""
    return [f"{part.moment.label}: {part.kind.label}", part.text, part.standard, accredited, part.equivalents]


def _legal(part: Any) -> Lines:
    act = " ".join(word for word in (part.act, part.article) if word)
    since = date_format(part.applies_from) if part.applies_from else ""
    return [f"{act} ({place_name(part.jurisdiction)})", str(part.role.label), since, part.product, part.note]


def _scale(part: Any) -> Lines:
    starts = [wording.number(step.start) if step.start is not None else step.text for step in part.steps]
    steps = [
        made_of(f"{start}: {wording.percent(step.share)}", start)
        for start, step in zip(starts, part.steps, strict=True)
    ]
    weight = _between(gettext("Weight (%)"), part.weight_min, part.weight_max)
    has_weight = part.weight_min is not None or part.weight_max is not None
    return [str(part.method.label), *steps, weight if has_weight else "", part.note]


def _source(part: Any) -> Lines:
    year = f" ({part.year})" if part.year else ""
    return [f"{part.publisher}: {part.title}{year}", part.locator, str(part.confidence.label), part.note]


def _label(part: Any) -> Lines:
    name = ", ".join(word for word in (part.label.label, part.generation, part.tier) if word)
    return [name, str(part.coverage.label), part.clause, part.gap]


PARTS: dict[str, Callable[[Any], Lines]] = {
    "Term": lambda part: [part.label],
    "ParameterPart": _parameter,
    "ProofPart": _proof,
    "LegalPart": _legal,
    "ScalePart": _scale,
    "SourcePart": _source,
    "LabelPart": _label,
    "Related": lambda part: [f"{part.relation.label}: {part.ref}"],
}
