"""The paragraphs of a document: laws over any document, and the keys people meet."""

from hypothesis import given, settings

from criteria.documents import ProofPart
from criteria.editions.telling import WITHIN, heading
from criteria.paragraphs import SHAPES, STEPS, paragraphs_of, with_texts
from criteria.terms import ProofKind, ProofMoment
from tests.factories.documents import documents, make_document, make_parameter


@settings(max_examples=40)
@given(documents)
def test_the_same_texts_give_the_same_document(document):
    assert with_texts(document, {each.key: each.text for each in paragraphs_of(document)}) == document


@settings(max_examples=40)
@given(documents)
def test_every_paragraph_can_be_written_anew_by_its_own_key(document):
    keys = [each.key for each in paragraphs_of(document)]
    assert len(set(keys)) == len(keys)
    written = with_texts(document, {key: f"New words of {key}" for key in keys})
    assert {each.key: each.text for each in paragraphs_of(written)} == {key: f"New words of {key}" for key in keys}


def test_two_proofs_of_one_kind_have_keys_of_their_own():
    proof = ProofPart(moment=ProofMoment.BID, kind=ProofKind.LABEL, text="A certificate")
    document = make_document(proofs=(proof, proof.model_copy(update={"text": "A list"})))
    found = {each.key: each.text for each in paragraphs_of(document) if each.field == "proofs"}
    assert found == {"proofs.bid-label.text": "A certificate", "proofs.bid-label-2.text": "A list"}


def test_an_empty_text_stays_empty():
    document = make_document(rationale="")
    assert with_texts(document, {"rationale": "Something", "requirement": ""}) == document


def test_a_paragraph_is_called_by_field_part_and_what_it_is_there():
    document = make_document(parameters=(make_parameter("cycles", 800),))
    headings = {each.key: heading(each) for each in paragraphs_of(document)}
    assert headings["requirement"] == "Requirement"
    assert headings["parameters.cycles.label"] == f"Thresholds: {document.parameters[0].label} – what is counted"


def test_every_text_of_a_part_has_a_name_of_its_own():
    shapes = {field: set(shape.texts) for field, shape in SHAPES.items()}
    assert {field: set(names) for field, names in WITHIN.items()} == shapes | {"scale": {*STEPS.texts, "note"}}
