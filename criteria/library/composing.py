"""Makes the public document of a criterion from what editors wrote, published or not yet."""

from collections.abc import Sequence

from django.db.models import QuerySet

from criteria.documents import (
    CriterionDocument,
    LabelPart,
    LegalPart,
    LifePart,
    ParameterPart,
    ProofPart,
    Related,
    ScalePart,
    ScaleStep,
    SourcePart,
    Term,
)
from criteria.languages.known import ORIGINAL
from criteria.lifecycle.reading import lives_of
from criteria.models.criterion import Criterion
from criteria.terms import (
    AppliesTo,
    Comparator,
    Confidence,
    CountedFrom,
    Coverage,
    CriterionType,
    LegalRole,
    ProofKind,
    ProofMoment,
    RelationKind,
    ScaleMethod,
    SourceKind,
)
from networks.models import NetworkPage
from portal.openness import open_to_all

ROWS = (
    "product_groups",
    "stages",
    "tags",
    "parameters",
    "verifications",
    "legal_bases",
    "scale_steps",
    "sources__source",
    "labels__label",
    "labels__generation",
    "relations__to",
)
"""What documents read beside the criterion itself."""


def with_rows(criteria: QuerySet[Criterion]) -> QuerySet[Criterion]:
    """Criteria with all that their documents read, in a number of queries that does not grow with theirs."""
    joined = criteria.select_related("ambition", "theme", "strategy", "owner_network", "superseded_by")
    return joined.prefetch_related(*ROWS)


def compose(criterion: Criterion) -> CriterionDocument:
    """The criterion as one frozen value; reads the instance with its unsaved children, so drafts can be previewed."""
    return compose_all([criterion])[0]


def compose_all(criteria: Sequence[Criterion]) -> list[CriterionDocument]:
    """Several at once; from `with_rows` they cost two more queries in all, and one where a consultation runs."""
    lives, owners = lives_of(criteria), _open_owners(criteria)
    return [
        _composed(
            criterion,
            lives.get(criterion.pk, LifePart()),
            criterion.owner_network if criterion.owner_network_id in owners else None,
        )
        for criterion in criteria
    ]


def _composed(criterion: Criterion, life: LifePart, owner: NetworkPage | None) -> CriterionDocument:
    return CriterionDocument(
        ref=criterion.ref,
        language=ORIGINAL,
        title=criterion.title,
        summary=criterion.summary,
        requirement=criterion.requirement,
        subject_matter_note=criterion.subject_matter_note,
        rationale=criterion.rationale,
        guidance_buyer=criterion.guidance_buyer,
        guidance_bidder=criterion.guidance_bidder,
        cost_note=criterion.cost_note,
        market_readiness=criterion.market_readiness,
        criterion_type=CriterionType(criterion.criterion_type),
        ambition=criterion.ambition.term if criterion.ambition else None,
        ambition_rank=criterion.ambition.rank if criterion.ambition else 0,
        status=criterion.public_status,
        applies_to=AppliesTo(criterion.applies_to),
        product_groups=tuple(group.term for group in criterion.product_groups.all()),
        theme=criterion.theme.term,
        strategy=criterion.strategy.term if criterion.strategy else None,
        stages=tuple(stage.term for stage in criterion.stages.all()),
        topic=criterion.topic,
        owner=Term(key=owner.place.lower() or owner.slug, label=owner.title) if owner else None,
        tags=tuple(
            Term(key=tag.slug, label=tag.name) for tag in sorted(criterion.tags.all(), key=lambda tag: tag.name)
        ),
        parameters=_parameters(criterion),
        proofs=_proofs(criterion),
        legal=_legal(criterion),
        scale=_scale(criterion),
        sources=_sources(criterion),
        labels=_labels(criterion),
        related=tuple(Related(relation=RelationKind(row.kind), ref=row.to.ref) for row in criterion.relations.all()),
        reviewed_on=criterion.reviewed_on,
        review_due_on=criterion.review_due_on,
        published_on=criterion.first_published_at.date() if criterion.first_published_at else None,
        updated_on=criterion.last_published_at.date() if criterion.last_published_at else None,
        edition=criterion.edition,
        life=life,
    )


def _open_owners(criteria: Sequence[Criterion]) -> frozenset[int]:
    """The networks that look after them and may be named to everybody: a closed working group is named nowhere."""
    owners = {criterion.owner_network_id for criterion in criteria if criterion.owner_network_id}
    rows = NetworkPage.objects.filter(pk__in=owners)
    return frozenset(open_to_all(rows).values_list("pk", flat=True)) if owners else frozenset()


def _parameters(criterion: Criterion) -> tuple[ParameterPart, ...]:
    return tuple(
        ParameterPart(
            key=row.key,
            label=row.label,
            comparator=Comparator(row.comparator),
            value=row.value,
            upper=row.upper,
            text=row.text,
            unit=row.unit,
            qualifier=row.qualifier,
            counted_from=CountedFrom(row.counted_from) if row.counted_from else None,
            test_standard=row.test_standard,
            buyer_may_change=row.buyer_may_change,
            minimum=row.minimum,
            maximum=row.maximum,
        )
        for row in criterion.parameters.all()
    )


def _proofs(criterion: Criterion) -> tuple[ProofPart, ...]:
    return tuple(
        ProofPart(
            moment=ProofMoment(row.moment),
            kind=ProofKind(row.kind),
            text=row.text,
            standard=row.standard,
            accreditation_required=row.accreditation_required,
            equivalents=row.equivalents,
        )
        for row in criterion.verifications.all()
    )


def _legal(criterion: Criterion) -> tuple[LegalPart, ...]:
    return tuple(
        LegalPart(
            act=row.act,
            celex=row.celex,
            article=row.article,
            jurisdiction=row.jurisdiction,
            role=LegalRole(row.role),
            applies_from=row.applies_from,
            product=row.product,
            note=row.note,
            url=row.url,
            checked_on=row.checked_on,
        )
        for row in criterion.legal_bases.all()
    )


def _scale(criterion: Criterion) -> ScalePart | None:
    if not criterion.scale_method:
        return None
    return ScalePart(
        method=ScaleMethod(criterion.scale_method),
        parameter=criterion.scale_parameter,
        steps=tuple(ScaleStep(start=row.start, text=row.text, share=row.share) for row in criterion.scale_steps.all()),
        weight_min=criterion.weight_min,
        weight_max=criterion.weight_max,
        note=criterion.scale_note,
    )


def _sources(criterion: Criterion) -> tuple[SourcePart, ...]:
    return tuple(
        SourcePart(
            kind=SourceKind(row.source.kind),
            publisher=row.source.publisher,
            title=row.source.title,
            year=row.source.year,
            url=row.source.url,
            locator=row.locator,
            jurisdiction=row.source.place,
            confidence=Confidence(row.confidence),
            note=row.note,
        )
        for row in criterion.sources.all()
    )


def _labels(criterion: Criterion) -> tuple[LabelPart, ...]:
    return tuple(
        LabelPart(
            label=row.label.term,
            generation=row.generation.name if row.generation else "",
            tier=row.tier,
            coverage=Coverage(row.coverage),
            clause=row.clause,
            gap=row.gap,
            valid_to=row.generation.valid_to if row.generation else None,
            checked_on=row.checked_on,
            look_again_by=row.look_again_by,
        )
        for row in criterion.labels.all()
    )
