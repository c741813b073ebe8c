"""What a record of the starter data must hold; `docs/starter-data.md` explains the files for people."""

from datetime import date
from decimal import Decimal
from typing import Annotated, Self

from django.core.exceptions import ValidationError
from pydantic import AfterValidator, Field, model_validator

from criteria.models.vocabulary import cpv_check_digit
from criteria.tags.naming import clean_name
from criteria.terms import (
    AppliesTo,
    Comparator,
    Confidence,
    CountedFrom,
    Coverage,
    CriterionType,
    IsoType,
    LegalRole,
    ProofKind,
    ProofMoment,
    RelationKind,
    ScaleMethod,
    SourceKind,
)
from portal.seed.reading import Record

type Day = date | None
REVIEW_DUE = date(2027, 11, 23)
"""One year after the records were written."""


def _cpv(code: str) -> str:
    if int(code[-1]) != cpv_check_digit(code[:8]):
        raise ValueError(f"the check digit of {code} should be {cpv_check_digit(code[:8])}")
    return code


def _tag(name: str) -> str:
    try:
        return clean_name(name)
    except ValidationError as mistake:
        raise ValueError(" ".join(mistake.messages)) from mistake


Key = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_-]*$", max_length=60)]
Ref = Annotated[str, Field(pattern=r"^CFIT-[A-Z]{2,5}-[A-Z]{2,6}-[0-9]{2,3}$")]
Cpv = Annotated[str, Field(pattern=r"^\d{8}-\d$"), AfterValidator(_cpv)]
TagName = Annotated[str, AfterValidator(_tag)]
Text = Annotated[str, Field(min_length=1)]


class WordRecord(Record):
    """A theme, strategy or life-cycle stage."""

    key: Key
    name: Text
    description: str = ""


class CpvRecord(Record):
    code: Cpv
    name: Text
    verified: bool


class ProductGroupRecord(WordRecord):
    parent: Key | None = None
    scope: str = ""
    exclusions: str = ""
    cpv: list[Cpv] = []


class MappingRecord(Record):
    scheme: Text
    level: Text


class LevelRecord(WordRecord):
    rank: int = Field(ge=1, le=9)
    elsewhere: list[MappingRecord] = []


class SourceRecord(Record):
    """A source. `short` and `celex` are for laws: how an act is cited."""

    key: Key
    kind: SourceKind
    publisher: Text
    title: Text
    year: int | None = Field(default=None, ge=1990, le=2100)
    url: str = Field(default="", pattern=r"^(https://\S+)?$")
    jurisdiction: str = Field(pattern=r"^(EU|INT|[A-Z]{2}|[A-Z]{2}-[A-Z0-9]{1,3})$")
    licence: str = ""
    short: str = ""
    celex: str = Field(default="", pattern=r"^[0-9A-Z]*$")


class RequirementRecord(Record):
    """Something a label generation demands. `row` is the row of the research the record comes from."""

    row: int
    key: Key
    statement: Text
    source: Key
    clause: str = ""
    confidence: Confidence = Confidence.TO_CHECK
    published: bool = True


class GenerationRecord(Record):
    name: Text
    draft: bool = False
    valid_from: Day = None
    last_award_date: Day = None
    valid_to: Day = None
    tiers: str = ""
    note: str = ""
    requirements: list[RequirementRecord] = []


class LabelRecord(WordRecord):
    owner: str = ""
    iso_type: IsoType = IsoType.OTHER
    url: str = Field(default="", pattern=r"^(https://\S+)?$")
    generations: list[GenerationRecord] = []


class BackgroundRecord(Record):
    row: int
    key: Key
    kind: Annotated[str, Field(pattern="^(policy|context)$")]
    statement: Text
    source: Key


class EnablingRecord(Record):
    """The article that lets a buyer ask a criterion of this type."""

    type: CriterionType
    source: Key
    article: Text
    note: str = ""


class ParameterRecord(Record):
    key: Key
    label: Text
    comparator: Comparator = Comparator.AT_LEAST
    value: Decimal | None = None
    upper: Decimal | None = None
    text: str = Field(default="", max_length=80)
    unit: str = Field(default="", max_length=40)
    qualifier: str = Field(default="", max_length=200)
    counted_from: CountedFrom | None = None
    test_standard: str = Field(default="", max_length=160)
    buyer_may_change: bool = False
    minimum: Decimal | None = None
    maximum: Decimal | None = None

    @model_validator(mode="after")
    def says_a_value(self) -> Self:
        if self.comparator is not Comparator.YES and self.value is None and not self.text:
            raise ValueError("give `value` or `text`")
        if self.unit in {"years", "months"} and self.counted_from is None:
            raise ValueError("a duration needs `counted_from`")
        if self.unit == "cycles" and not self.qualifier:
            raise ValueError("cycles mean nothing without the remaining capacity: give `qualifier`")
        return self


class ProofRecord(Record):
    moment: ProofMoment
    kind: ProofKind
    text: Text
    standard: str = ""
    accreditation_required: bool = False
    equivalents: str = ""


class LawRecord(Record):
    """What an act says; its name, number and address come from the source."""

    source: Key
    role: LegalRole = LegalRole.ALREADY_LAW
    article: str = ""
    applies_from: Day = None
    product: str = ""
    note: str = ""


class StepRecord(Record):
    start: Decimal | None = None
    text: str = ""
    share: Decimal = Field(ge=0, le=1)


class ScaleRecord(Record):
    method: ScaleMethod
    parameter: str = ""
    steps: list[StepRecord] = []
    weight_min: Decimal | None = Field(default=None, ge=0, le=100)
    weight_max: Decimal | None = Field(default=None, ge=0, le=100)
    note: str = ""

    @model_validator(mode="after")
    def has_steps(self) -> Self:
        if self.method is ScaleMethod.STEPPED and not self.steps:
            raise ValueError("points in steps need `steps`")
        return self


class CriterionSourceRecord(Record):
    source: Key
    locator: str = ""
    note: str = ""
    confidence: Confidence = Confidence.TO_CHECK


class LabelProofRecord(Record):
    label: Key
    generation: str = ""
    tier: str = ""
    coverage: Coverage = Coverage.UNKNOWN
    clause: str = ""
    gap: str = ""


class RelationRecord(Record):
    kind: RelationKind
    to: Ref


class CriterionRecord(Record):
    """One criterion. Without `level` it is a legal minimum; with `draft` it is not published; else it is a proposal."""

    row: int
    ref: Ref
    title: str = Field(min_length=1, max_length=120)
    summary: str = Field(min_length=1, max_length=300)
    requirement: Text
    type: CriterionType
    level: Key | None = None
    draft: bool = False
    applies_to: AppliesTo = AppliesTo.NEW
    products: list[Key] = Field(min_length=1)
    theme: Key
    strategy: Key | None = None
    stages: list[Key] = []
    topic: str = ""
    tags: list[TagName] = []
    parameters: list[ParameterRecord] = []
    proofs: list[ProofRecord] = []
    law: list[LawRecord] = []
    scale: ScaleRecord | None = None
    sources: list[CriterionSourceRecord] = Field(min_length=1)
    labels: list[LabelProofRecord] = []
    related: list[RelationRecord] = []
    rationale: str = ""
    guidance_buyer: str = ""
    guidance_bidder: str = ""
    subject_matter_note: str = ""
    cost_note: str = ""
    market_readiness: str = ""
    review_due_on: date = REVIEW_DUE

    @model_validator(mode="after")
    def fits_together(self) -> Self:
        if (self.type is CriterionType.AWARD) != (self.scale is not None):
            raise ValueError("award criteria have a `scale`, others have none")
        if self.level is None and not any(law.role is LegalRole.ALREADY_LAW for law in self.law):
            raise ValueError("give a `level`, or the `law` that makes it a legal minimum")
        if self.scale and self.scale.parameter and self.scale.parameter not in {each.key for each in self.parameters}:
            raise ValueError(f"`scale` names a parameter that is not there: {self.scale.parameter}")
        return self
