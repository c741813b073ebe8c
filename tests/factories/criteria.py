"""Makes records of the library for tests: everything has a default, so a test names only what it is about."""

from itertools import count
from typing import Any

from criteria.library import projection
from criteria.models import (
    AmbitionLevel,
    Criterion,
    CriterionSource,
    Label,
    LabelEquivalence,
    LifeCycleStage,
    Parameter,
    ProductGroup,
    SourceReference,
    Strategy,
    Theme,
    Verification,
)
from criteria.terms import CriterionType, ScaleMethod, SourceKind, Status

_numbers = count(1)
RANKS = {"basic": 1, "advanced": 2, "spearhead": 3}


def make_product_group(key: str = "laptop", *, parent: str | None = None, name: str = "") -> ProductGroup:
    above = make_product_group(parent) if parent else None
    defaults = {"name": name or key.replace("-", " ").capitalize(), "parent": above}
    return ProductGroup.objects.get_or_create(key=key, defaults=defaults)[0]


def make_theme(key: str = "circularity_crm") -> Theme:
    return Theme.objects.get_or_create(key=key, defaults={"name": key.replace("_", " ").capitalize()})[0]


def make_level(key: str = "basic") -> AmbitionLevel:
    return AmbitionLevel.objects.get_or_create(key=key, defaults={"name": key.capitalize(), "rank": RANKS[key]})[0]


def make_source(key: str = "some-source", *, jurisdiction: str = "SE", **fields: Any) -> SourceReference:
    defaults = {"kind": SourceKind.GOV_CRITERIA, "publisher": "A public body", "title": "A set of criteria"}
    defaults |= {"year": 2022, "jurisdiction": jurisdiction, **fields}
    return SourceReference.objects.get_or_create(key=key, defaults=defaults)[0]


def make_label(key: str = "some-label") -> Label:
    return Label.objects.get_or_create(key=key, defaults={"name": key.replace("-", " ").capitalize()})[0]


def make_criterion(
    *,
    published: bool = True,
    products: tuple[str, ...] = ("laptop",),
    theme: str = "circularity_crm",
    level: str | None = "basic",
    strategy: str | None = None,
    stages: tuple[str, ...] = (),
    sources: tuple[str, ...] = ("SE",),
    labels: tuple[str, ...] = (),
    tags: tuple[str, ...] = (),
    parameters: tuple[dict[str, Any], ...] = (),
    proofs: int = 1,
    status: Status | None = None,
    **fields: Any,
) -> Criterion:
    """A criterion, published unless said otherwise; `status` puts it there without its moves."""
    number = next(_numbers)
    kind = fields.get("criterion_type", CriterionType.TECHNICAL_SPEC)
    defaults: dict[str, Any] = {
        "ref": f"CFIT-TST-{'ABCDEFGHIJ'[number // 900 % 10]}X-{number % 900 + 10:02d}",
        "title": f"Criterion {number}",
        "summary": f"Summary of criterion {number}.",
        "requirement": f"The product meets requirement {number}.",
        "criterion_type": kind,
        "scale_method": ScaleMethod.PASS_BONUS if kind == CriterionType.AWARD else "",
    }
    criterion = Criterion(**defaults | fields, theme=make_theme(theme), ambition=make_level(level) if level else None)
    if strategy:
        criterion.strategy = Strategy.objects.get_or_create(key=strategy, defaults={"name": strategy})[0]
    criterion.live = False
    criterion.product_groups = [make_product_group(key) for key in products]
    criterion.stages = [LifeCycleStage.objects.get_or_create(key=key, defaults={"name": key})[0] for key in stages]
    for code in sources:
        criterion.sources.add(CriterionSource(source=make_source(f"source-{code.lower()}", jurisdiction=code)))
    for key in labels:
        criterion.labels.add(LabelEquivalence(label=make_label(key)))
    for position, values in enumerate(parameters):
        criterion.parameters.add(Parameter(**{"key": f"p{position}", "label": "Number", "value": 1} | values))
    for _number in range(proofs):
        criterion.verifications.add(Verification(text="The technical file of the maker."))
    criterion.save()
    if tags:
        criterion.tags.add(*tags)
    if published:
        criterion.save_revision().publish()
        criterion.refresh_from_db()
    return set_status(criterion, status) if status else criterion


def set_status(
    criterion: Criterion, status: Status, *, is_endorsed: bool | None = None, successor: Criterion | None = None
) -> Criterion:
    """Put a criterion somewhere in its life by force, as no door of the portal can."""
    endorsed = status == Status.ENDORSED if is_endorsed is None else is_endorsed
    changes = {"status": status, "is_endorsed": endorsed, "superseded_by": successor}
    Criterion.objects.filter(pk=criterion.pk).update(**changes)
    criterion.refresh_from_db()
    projection.refresh(criterion)
    return criterion
