"""What fits, what is out of date, what is missing: a table of cases, and laws over any document and any translation."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from criteria.documents import ProofPart
from criteria.languages.reading import Text, plainly, speak
from criteria.languages.said import Said
from criteria.languages.staleness import Condition, other_numbers, sheet
from criteria.paragraphs import paragraphs_of
from criteria.terms import ProofKind, ProofMoment, TextState
from tests.factories.documents import documents, make_document, make_parameter


def pair(text, original):
    return {"text": text, "original": original}


@pytest.mark.parametrize(
    ("pairs", "condition", "text"),
    [
        ({}, Condition.MISSING, ""),
        ({"title": pair("Accu", "Battery")}, Condition.FITS, "Accu"),
        ({"title": pair("Accu", "Cell")}, Condition.STALE, "Accu"),
        ({"title": pair("", "Battery")}, Condition.MISSING, ""),
        ({"rationale": pair("Accu", "Battery")}, Condition.FITS, "Accu"),
        ({"title": pair("Cel", "Cell"), "gone": pair("Accu", "Battery")}, Condition.FITS, "Accu"),
        ({"title": pair("Batterij", "Battery"), "gone": pair("Accu", "Battery")}, Condition.FITS, "Batterij"),
        ({"title": pair("Accu", "Battery ")}, Condition.STALE, "Accu"),
    ],
)
def test_a_paragraph_fits_the_very_words_it_was_made_from(pairs, condition, text):
    line = sheet(make_document(title="Battery"), pairs).lines[0]
    assert (line.paragraph.key, line.condition, line.text) == ("title", condition, text)


def test_what_is_out_of_date_shows_what_changed_in_the_original():
    line = sheet(make_document(title="800 cycles"), {"title": pair("500 cycli", "500 cycles")}).lines[0]
    assert [(piece.mark.value, piece.text) for piece in line.changes] == [
        ("removed", "500"),
        ("added", "800"),
        ("kept", " cycles"),
    ]


def test_signs_are_the_same_in_every_language():
    found = sheet(make_document(parameters=(make_parameter(unit="%", label="Share"),)), {})
    assert found.texts == {"parameters.cycles.unit": "%"}


def test_a_part_that_moves_takes_its_translation_along():
    first = ProofPart(moment=ProofMoment.BID, kind=ProofKind.LABEL, text="A certificate")
    second = first.model_copy(update={"text": "A list"})
    key = "proofs.bid-label.text"
    pairs = {key: pair("Een certificaat", "A certificate")}
    moved = sheet(make_document(proofs=(second, first)), pairs)
    assert moved.texts["proofs.bid-label-2.text"] == "Een certificaat"
    assert key in moved.in_original


def test_what_no_paragraph_uses_any_more_is_named():
    assert sheet(make_document(), {"cost_note": pair("Duur", "Dear")}).unused == (pair("Duur", "Dear"),)


@pytest.mark.parametrize(
    ("original", "text", "others"),
    [
        ("800 cycles at 80 %", "800 cycli bij 80 %", ()),
        ("1,000 cycles", "1.000 cycli", ()),
        ("1,000 cycles", "1 000 cycles", ()),
        ("2.5 %", "2,5 %", ()),
        ("800 cycles", "80 cycli", ("80", "800")),
        ("7 years", "zeven jaar", ("7",)),
        ("no number", "geen getal", ()),
    ],
)
def test_numbers_that_differ_are_named(original, text, others):
    assert other_numbers(original, text) == others


TRANSLATIONS = st.dictionaries(st.integers(0, 30), st.sampled_from(["Vertaald", "Anders 12", " "]), max_size=12)


@settings(max_examples=60)
@given(documents, TRANSLATIONS)
def test_a_translated_document_has_the_same_parts_and_numbers(document, translations):
    """Every paragraph is translated, or in the original and said to be so; nothing but texts is touched."""
    paragraphs = paragraphs_of(document)
    texts = {paragraphs[at].key: text for at, text in translations.items() if at < len(paragraphs) and text.strip()}
    spoken = speak(document, [Text("nl", TextState.CHECKED, None, texts)], "nl")
    read = paragraphs_of(spoken.document)
    assert [each.key for each in read] == [each.key for each in paragraphs]
    for before, after in zip(paragraphs, read, strict=True):
        assert isinstance(after.text, Said)
        assert (after.text.language, after.text.stays) == (("nl", False) if before.key in texts else ("en", True))
        assert after.text == texts.get(before.key, before.text)
        assert (before.key in spoken.in_original) == (before.key not in texts)
    back = {each.key: each.text for each in paragraphs}
    assert plainly(spoken.document, Text("en", texts=back)) == document


@pytest.mark.parametrize(
    ("wanted", "language", "missed"), [("nl", "nl", ""), ("en", "en", ""), ("fr", "en", "fr"), ("", "en", "")]
)
def test_who_wants_a_language_without_a_text_reads_the_original_and_is_told(wanted, language, missed):
    spoken = speak(make_document(), [Text("nl", TextState.MACHINE, None, {"title": "Accu"})], wanted)
    assert (spoken.text.language, spoken.missed) == (language, missed)
