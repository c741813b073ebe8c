"""The public face of a criterion or a resource: one frozen value that page, list, export, diff and API all read.

A document is made once, when its record is published, and stored as JSON. Nothing
public is rendered from half-edited rows.
"""

from datetime import date
from decimal import Decimal
from functools import lru_cache

from django.utils import timezone
from pydantic import BaseModel, ConfigDict

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
    ResourceKind,
    ScaleMethod,
    SourceKind,
    Status,
)

MAX_LARGE_NUMBERS = 4
"""How many thresholds a page shows large; all of them stand in the table."""


class Value(BaseModel):
    """Base of all document parts: frozen, and closed to keys it does not know."""

    model_config = ConfigDict(frozen=True, extra="forbid")


MAX_REMEMBERED = 200
"""Documents that a process remembers: about 20 kB each, with their text."""


@lru_cache(MAX_REMEMBERED)
def read_json[Document: Value](kind: type[Document], text: str) -> Document:
    """The document that a text holds; the same text gives the same value, for no document ever changes.

    Whatever is kept by its documents finds them without comparing them part by part.
    """
    return kind.model_validate_json(text)


class Term(Value):
    """A word of the vocabulary: `key` is what addresses use, `label` what people read."""

    key: str
    label: str


class ParameterPart(Value):
    """A threshold. `value` is the number (or the lower end of a range), `text` replaces it where there is no number."""

    key: str
    label: str
    comparator: Comparator
    value: Decimal | None = None
    upper: Decimal | None = None
    text: str = ""
    unit: str = ""
    qualifier: str = ""
    counted_from: CountedFrom | None = None
    test_standard: str = ""
    buyer_may_change: bool = False
    minimum: Decimal | None = None
    maximum: Decimal | None = None


class ProofPart(Value):
    """How and when a bidder shows it, and what is accepted instead."""

    moment: ProofMoment
    kind: ProofKind
    text: str
    standard: str = ""
    accreditation_required: bool = False
    equivalents: str = ""


class LegalPart(Value):
    """An act that allows, obliges or already demands it."""

    act: str
    celex: str = ""
    article: str = ""
    jurisdiction: str
    role: LegalRole
    applies_from: date | None = None
    product: str = ""
    note: str = ""
    url: str = ""
    checked_on: date | None = None


class ScaleStep(Value):
    """From `start` on, a bid gets `share` (0 to 1) of the points."""

    start: Decimal | None = None
    text: str = ""
    share: Decimal


class ScalePart(Value):
    """How points are given; award criteria must have one (art. 67(5))."""

    method: ScaleMethod
    parameter: str = ""
    steps: tuple[ScaleStep, ...] = ()
    weight_min: Decimal | None = None
    weight_max: Decimal | None = None
    note: str = ""


class SourcePart(Value):
    """Where it comes from."""

    kind: SourceKind
    publisher: str
    title: str
    year: int | None = None
    url: str = ""
    locator: str = ""
    jurisdiction: Term
    confidence: Confidence
    note: str = ""


class LabelPart(Value):
    """What a label generation shows of it."""

    label: Term
    generation: str = ""
    tier: str = ""
    coverage: Coverage
    clause: str = ""
    gap: str = ""
    valid_to: date | None = None
    checked_on: date | None = None
    look_again_by: date | None = None

    @property
    def expires(self) -> date | None:
        """The day from which it cannot be relied on: the generation has ended, or somebody must compare again."""
        return min((day for day in (self.valid_to, self.look_again_by) if day), default=None)

    @property
    def has_expired(self) -> bool:
        return self.expires is not None and self.expires < timezone.localdate()


class Related(Value):
    """Another criterion this one stands beside; its title is looked up when shown, for it may have been withdrawn."""

    relation: RelationKind
    ref: str


class LifePart(Value):
    """Where it stands: since when and why, and what runs. Changes without a new edition, so it is no content of one.

    `opens_on` and `closes_on` are the days of the consultation that runs; `successor` took its place; `next` is how far
    the next edition is while readers see an endorsed one.
    """

    since: date | None = None
    reason: str = ""
    opens_on: date | None = None
    closes_on: date | None = None
    successor: str = ""
    next: Status | None = None


class CriterionDocument(Value):
    """A published criterion, whole."""

    ref: str
    language: str
    title: str
    summary: str
    requirement: str
    subject_matter_note: str = ""
    rationale: str = ""
    guidance_buyer: str = ""
    guidance_bidder: str = ""
    cost_note: str = ""
    market_readiness: str = ""
    criterion_type: CriterionType
    ambition: Term | None = None
    ambition_rank: int = 0
    status: Status
    applies_to: AppliesTo
    product_groups: tuple[Term, ...]
    theme: Term
    strategy: Term | None = None
    stages: tuple[Term, ...] = ()
    topic: str = ""
    owner: Term | None = None
    tags: tuple[Term, ...] = ()
    parameters: tuple[ParameterPart, ...] = ()
    proofs: tuple[ProofPart, ...] = ()
    legal: tuple[LegalPart, ...] = ()
    scale: ScalePart | None = None
    sources: tuple[SourcePart, ...] = ()
    labels: tuple[LabelPart, ...] = ()
    related: tuple[Related, ...] = ()
    reviewed_on: date | None = None
    review_due_on: date | None = None
    published_on: date | None = None
    updated_on: date | None = None
    edition: str = ""
    life: LifePart = LifePart()

    @property
    def already_law(self) -> tuple[LegalPart, ...]:
        """The acts that demand it from makers already, so that asking it adds nothing."""
        return tuple(part for part in self.legal if part.role is LegalRole.ALREADY_LAW)

    @property
    def other_law(self) -> tuple[LegalPart, ...]:
        """The acts that allow or oblige buyers to ask it."""
        return tuple(part for part in self.legal if part.role is not LegalRole.ALREADY_LAW)

    @property
    def has_threshold_details(self) -> bool:
        """Whether the thresholds hold more than their large numbers show."""
        return len(self.parameters) > MAX_LARGE_NUMBERS or any(
            part.test_standard or part.buyer_may_change for part in self.parameters
        )

    @property
    def ambition_key(self) -> str:
        """The key of the ambition level; `law` for what is law everywhere it applies, so never an ambition."""
        if self.ambition is not None:
            return self.ambition.key
        return "law" if self.already_law else ""

    @property
    def is_checked(self) -> bool:
        """Whether every source was checked by a person."""
        return bool(self.sources) and all(source.confidence is Confidence.VERIFIED for source in self.sources)


class FilePart(Value):
    """A file of a resource; `key` is what its address uses."""

    key: int
    name: str
    media_type: str
    size: int
    pages: int | None = None


class CasePart(Value):
    """What a practice case tells."""

    what: str = ""
    how: str = ""
    who: str = ""
    results: str = ""
    lessons: str = ""
    value_eur: Decimal | None = None
    units: int | None = None
    bids_received: int | None = None
    notice_url: str = ""


class ResourceDocument(Value):
    """A version of something shared, whole; who may see it is decided beside it, never by it."""

    slug: str
    number: int
    kind: ResourceKind
    title: str
    abstract: str = ""
    languages: tuple[str, ...] = ()
    authors: str = ""
    publisher: str = ""
    year: int | None = None
    licence: str = ""
    product_groups: tuple[Term, ...] = ()
    themes: tuple[Term, ...] = ()
    criteria: tuple[str, ...] = ()
    related: tuple[str, ...] = ()
    tags: tuple[Term, ...] = ()
    network: Term | None = None
    files: tuple[FilePart, ...] = ()
    link: str = ""
    note: str = ""
    case: CasePart | None = None
    is_example: bool = False
