"""Which translations an import would make out of date. It leaves them untouched: they are rows of their own."""

from collections import defaultdict
from collections.abc import Iterable
from decimal import Decimal

from criteria.documents import (
    CriterionDocument,
    LabelPart,
    LegalPart,
    ParameterPart,
    ProofPart,
    ScalePart,
    ScaleStep,
    Term,
)
from criteria.importing.records import Record
from criteria.importing.words import Words
from criteria.languages.staleness import Condition, sheet
from criteria.models import Criterion, CriterionText
from criteria.paragraphs import TEXTS
from criteria.terms import LegalRole, ProofKind, ProofMoment

type Texts = dict[int, list[CriterionText]]


def texts_of(criteria: Iterable[Criterion]) -> Texts:
    """What translators and readers have of each, by the key of the criterion; one query."""
    found = defaultdict[int, list[CriterionText]](list)
    rows = CriterionText.objects.filter(criterion__in=[each.pk for each in criteria], replaced_at=None)
    for row in rows.only("criterion_id", "language", "paragraphs"):
        found[row.criterion_id].append(row)
    return found


def outdated(texts: Iterable[CriterionText], before: Record, after: Record, words: Words) -> list[str]:
    """The languages in which a paragraph that fits before does not fit any more after."""
    rows = list(texts)
    if not rows:
        return []
    old, new = _document(before, words), _document(after, words)
    return sorted({row.language for row in rows if _stale(new, row) - _stale(old, row)})


def _stale(document: CriterionDocument, row: CriterionText) -> set[str]:
    lines = sheet(document, row.paragraphs).lines
    return {line.paragraph.key for line in lines if line.condition is Condition.STALE}


def _document(record: Record, words: Words) -> CriterionDocument:
    """The criterion as far as its texts and what they are known by go; nothing else of it is filled in.

    A draft may be incomplete: parts that cannot be told from one another are left out.
    """
    labels, generations = words.lists["labels"].keys, words.lists["generations"].keys
    steps = tuple(
        ScaleStep.model_construct(text=row["text"], share=Decimal(row["share"] or 0)) for row in record["scale_steps"]
    )
    return CriterionDocument.model_construct(
        **{name: record[name] for name in TEXTS},
        parameters=tuple(
            ParameterPart.model_construct(**{name: row[name] for name in ("key", "label", "text", "unit", "qualifier")})
            for row in record["parameters"]
        ),
        proofs=tuple(
            ProofPart.model_construct(
                moment=ProofMoment(row["moment"]),
                kind=ProofKind(row["kind"]),
                text=row["text"],
                equivalents=row["equivalents"],
            )
            for row in record["verifications"]
            if row["moment"] and row["kind"]
        ),
        labels=tuple(
            LabelPart.model_construct(
                label=Term(key=labels[row["label"]], label=labels[row["label"]]),
                generation=generations.get(row["generation"], ""),
                tier=row["tier"],
                gap=row["gap"],
            )
            for row in record["labels"]
            if row["label"] in labels
        ),
        legal=tuple(
            LegalPart.model_construct(
                role=LegalRole(row["role"]), **{name: row[name] for name in ("jurisdiction", "act", "article", "note")}
            )
            for row in record["legal_bases"]
            if row["role"]
        ),
        scale=ScalePart.model_construct(note=record["scale_note"], steps=steps) if record["scale_method"] else None,
    )
