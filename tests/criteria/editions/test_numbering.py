"""Which number comes next, for which change."""

import pytest

from criteria.documents import LegalPart, ProofPart, Term
from criteria.editions.diff import difference
from criteria.editions.numbering import next_number, proposed_kind
from criteria.terms import AppliesTo, ChangeKind, CriterionType, LegalRole, ProofKind, ProofMoment
from tests.factories.documents import make_document, make_parameter

CYCLES = make_parameter("cycles", 800)
PROOF = ProofPart(moment=ProofMoment.BID, kind=ProofKind.TECHNICAL_FILE, text="The file.")
ACT = LegalPart(act="Directive 2014/24/EU", article="42", jurisdiction="EU", role=LegalRole.ENABLES)
BEFORE = {"parameters": (CYCLES,), "proofs": (PROOF,), "legal": (ACT,)}
SOME = "The battery keeps 80 % of its capacity after 800 full cycles."


@pytest.mark.parametrize(
    ("changes", "kind"),
    [
        ({"rationale": "Batteries fail first."}, ChangeKind.EDITORIAL),
        ({"requirement": SOME.replace("keeps", "retains")}, ChangeKind.EDITORIAL),
        ({"requirement": SOME.replace("800", "1000")}, ChangeKind.THRESHOLD),
        ({"parameters": (make_parameter("cycles", 1000),)}, ChangeKind.THRESHOLD),
        ({"parameters": (make_parameter("cycles", 800, label="Cycles"),)}, ChangeKind.EDITORIAL),
        ({"parameters": ()}, ChangeKind.THRESHOLD),
        ({"proofs": (PROOF.model_copy(update={"text": "The maker's file."}),)}, ChangeKind.EDITORIAL),
        ({"proofs": (PROOF.model_copy(update={"standard": "EN 61960-3"}),)}, ChangeKind.SCOPE),
        ({"proofs": ()}, ChangeKind.SCOPE),
        ({"legal": (ACT.model_copy(update={"note": "Read it."}),)}, ChangeKind.EDITORIAL),
        ({"legal": (ACT.model_copy(update={"applies_from": "2026-01-01"}),)}, ChangeKind.LEGAL),
        ({"legal": ()}, ChangeKind.LEGAL),
        ({"applies_to": AppliesTo.BOTH}, ChangeKind.SCOPE),
        ({"product_groups": (Term(key="phone", label="Phones"),)}, ChangeKind.SCOPE),
        ({"criterion_type": CriterionType.CONTRACT_CLAUSE, "parameters": ()}, ChangeKind.TYPE),
        ({"tags": (Term(key="battery", label="battery"),)}, ChangeKind.EDITORIAL),
    ],
)
def test_the_program_proposes_the_weightiest_kind(changes, kind):
    older, newer = make_document(**BEFORE), make_document(**BEFORE | changes)
    assert proposed_kind(difference(older, newer)) is kind


@pytest.mark.parametrize(
    ("kind", "number"),
    [(ChangeKind.EDITORIAL, (2, 2)), (ChangeKind.THRESHOLD, (3, 0)), (ChangeKind.LEGAL, (3, 0))],
)
def test_only_wording_keeps_the_main_number(kind, number):
    assert next_number(2, 1, kind) == number
