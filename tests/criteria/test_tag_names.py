"""What a tag may be called, which spellings are one word, and how a word stands in addresses."""

import unicodedata

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from criteria.tags.naming import MAX_FOLDED, SIGNS, clean_name, fold, latin_slug

ONE_WORD = [
    ("Laptop", "LAPTOP"),
    ("take-back", "Take  back"),
    ("take‑back", "take – back"),
    ("Réparation", "reparation"),
    ("naïve", "NAI\u0308VE"),
    ("Straße", "STRASSE"),
    ("ｌａｐｔｏｐ", "laptop"),
    ("Ὀδυσσεύς", "οδυσσευσ"),
    ("спирка", "СПИРКА"),
]
TWO_WORDS = [("reuse", "re-use"), ("laptop", "laptops"), ("C", "C++"), ("R&D", "RD"), ("usb 3.2", "usb 32")]
ALLOWED = [
    ("  spare   parts ", "spare parts"),
    ("R&D", "R&D"),
    ("USB-C 3.2", "USB-C 3.2"),
    ("C++", "C++"),
    ("e\u0301nergie", "énergie"),
    ("батерия", "батерия"),
    ("3TG", "3TG"),
    ("a" * 50, "a" * 50),
    ("in/out", "in/out"),
]
REFUSED = [
    ("", "empty"),
    ("   ", "empty"),
    ("<b>bold</b>", "markup"),
    ("a<script>", "markup"),
    ("a" * 51, "long"),
    ("x" * 300, "long"),
    ("\ufdfa" * 6, "long"),
    ("lap\x00top", "unseen"),
    ("lap\ttop", "unseen"),
    ("lap\u202etop", "unseen"),
    ("lap\u2066top\u2069", "unseen"),
    ("lap\u200btop", "unseen"),
    ("\ufefflaptop", "unseen"),
    ("\u3164", "unseen"),
    ("\ud800", "unseen"),
    ("\ue000", "unseen"),
    ("...", "punctuation"),
    ("- + /", "punctuation"),
    ("!!!", "sign"),
    ("#laptop", "sign"),
    ('"laptop"', "sign"),
    ("a;b", "sign"),
    ("laptop 💻", "sign"),
    ("💻", "sign"),
    ("½", "sign"),
    ("x\u0301\u0301", "sign"),
]


@pytest.mark.parametrize(("one", "other"), ONE_WORD)
def test_spellings_of_one_word(one, other):
    assert fold(one) == fold(other)


@pytest.mark.parametrize(("one", "other"), TWO_WORDS)
def test_different_words_stay_different(one, other):
    assert fold(one) != fold(other)


@pytest.mark.parametrize(("typed", "kept"), ALLOWED)
def test_allowed_names_are_kept_tidily(typed, kept):
    assert clean_name(typed) == kept


@pytest.mark.parametrize(("typed", "code"), REFUSED, ids=ascii)
def test_refused_names_get_a_sentence_of_their_own(typed, code):
    with pytest.raises(ValidationError) as refused:
        clean_name(typed)
    assert refused.value.code == code
    sentence = refused.value.messages[0]
    assert sentence.endswith(".") or code == "sign"
    assert len(sentence) < 160
    assert all(each.isprintable() or each == "�" for each in sentence)


@given(st.text(max_size=60))
def test_folding_twice_changes_nothing(text):
    assert fold(fold(text)) == fold(text)


@given(st.text(max_size=60))
def test_folding_is_blind_to_case_and_composition(text):
    assert fold(text.casefold()) == fold(text)
    assert fold(unicodedata.normalize("NFD", text)) == fold(text) == fold(unicodedata.normalize("NFC", text))


@given(
    st.text(alphabet="abcdefgh", min_size=1, max_size=12), st.lists(st.sampled_from("\u0301\u0308\u030c"), max_size=3)
)
def test_folding_is_blind_to_accents(word, marks):
    assert fold(word + "".join(marks)) == word


@given(st.text(max_size=60))
def test_whatever_is_kept_keeps_the_rules(text):
    try:
        name = clean_name(text)
    except ValidationError:
        return
    assert clean_name(name) == name
    assert 0 < len(name) <= 50
    assert 0 < len(fold(name)) <= MAX_FOLDED
    assert all(unicodedata.category(each)[0] == "L" or each.isdigit() or each in SIGNS for each in name)


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("Spare parts", "spare-parts"),
        ("Grønt indkøb", "gront-indkob"),
        ("Straße & Łódź", "strasse-and-lodz"),
        ("C++", "c-plus-plus"),
        ("USB-C 3.2", "usb-c-3-2"),
        ("батерия", ""),
    ],
)
def test_names_in_addresses(name, slug):
    assert latin_slug(name) == slug
