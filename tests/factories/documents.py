"""Documents of criteria: one plain one to vary, and a hypothesis strategy for any."""

from datetime import date
from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

from criteria.documents import CriterionDocument, LegalPart, ParameterPart, ProofPart, Term
from criteria.terms import (
    AppliesTo,
    Comparator,
    CountedFrom,
    CriterionType,
    LegalRole,
    ProofKind,
    ProofMoment,
    Status,
)

WORDS = st.lists(
    st.sampled_from(
        ["the", "battery", "keeps", "800", "1,000", "cycles", "at", "80", "%", "of", "its", "capacity,", "not", "less."]
    ),
    max_size=12,
)
TEXT = st.one_of(WORDS.map(" ".join), st.text(max_size=40))
TERMS = st.sampled_from(["laptop", "monitor", "server", "phone"]).map(lambda key: Term(key=key, label=key.capitalize()))


def make_document(**fields: Any) -> CriterionDocument:
    defaults: dict[str, Any] = {
        "ref": "CFIT-LAP-BAT-01",
        "language": "en",
        "title": "Battery that lasts",
        "summary": "Cycles the battery must survive.",
        "requirement": "The battery keeps 80 % of its capacity after 800 full cycles.",
        "criterion_type": CriterionType.TECHNICAL_SPEC,
        "status": Status.PROPOSED,
        "applies_to": AppliesTo.NEW,
        "product_groups": (Term(key="laptop", label="Laptops"),),
        "theme": Term(key="circularity_crm", label="Circularity"),
    }
    return CriterionDocument(**defaults | fields)


def make_parameter(key: str = "cycles", value: int | None = 800, **fields: Any) -> ParameterPart:
    defaults: dict[str, Any] = {"label": "Full cycles", "comparator": Comparator.AT_LEAST, "unit": "cycles"}
    return ParameterPart(key=key, value=None if value is None else Decimal(value), **defaults | fields)


parameters = st.builds(
    make_parameter,
    key=st.sampled_from(["cycles", "years", "share"]),
    value=st.integers(0, 2000) | st.none(),
    qualifier=TEXT,
    counted_from=st.sampled_from(CountedFrom) | st.none(),
)
proofs = st.builds(ProofPart, moment=st.sampled_from(ProofMoment), kind=st.sampled_from(ProofKind), text=TEXT)
legal = st.builds(
    LegalPart,
    act=st.sampled_from(["Directive 2014/24/EU", "Regulation (EU) 2023/1670"]),
    jurisdiction=st.just("EU"),
    role=st.sampled_from(LegalRole),
    applies_from=st.dates(date(2014, 1, 1), date(2030, 1, 1)) | st.none(),
)
documents = st.builds(
    make_document,
    title=TEXT,
    requirement=TEXT,
    rationale=TEXT,
    criterion_type=st.sampled_from(CriterionType),
    applies_to=st.sampled_from(AppliesTo),
    product_groups=st.lists(TERMS, max_size=3).map(tuple),
    parameters=st.lists(parameters, max_size=3).map(tuple),
    proofs=st.lists(proofs, max_size=3).map(tuple),
    legal=st.lists(legal, max_size=2).map(tuple),
    published_on=st.dates() | st.none(),
)
