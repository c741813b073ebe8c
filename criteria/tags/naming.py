"""What a tag may be called, which spellings are the same word, and how it stands in addresses."""

import re
import unicodedata

from django.core.exceptions import ValidationError
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

MAX_LENGTH = 50
MAX_FOLDED = 100
MAX_SLUG = 90
SIGNS = " -+.&/"
"""What a tag may hold besides letters and digits."""
SHOWN = 30
"""Characters of a refused word that are repeated to its author."""
INVISIBLE_LETTERS = {"\u115f", "\u1160", "\u3164", "\uffa0"}
"""Unicode calls the Hangul fillers letters; they show as nothing."""
BETWEEN_WORDS = re.compile(r"[\s\-\u2010-\u2015]+")
LATIN = str.maketrans(
    {"ø": "o", "đ": "d", "ð": "d", "ł": "l", "ħ": "h", "ı": "i", "ŧ": "t", "ß": "ss", "æ": "ae", "œ": "oe", "þ": "th"}
    | {"&": " and ", "+": " plus ", "/": " ", ".": " "}
)
"""Letters that are no letter with a mark, and signs that separate or mean a word."""


def fold(name: str) -> str:
    """The key under which spellings are one word: without case, accents, and kinds of spaces or hyphens.

    Folding twice changes nothing: casefolding can make marks, and dropping marks can make something to decompose.
    """
    before, text = None, name
    while text != before:
        before = text
        spelled = unicodedata.normalize("NFKD", text.casefold())
        bare = "".join(character for character in spelled if not unicodedata.category(character).startswith("M"))
        text = BETWEEN_WORDS.sub(" ", bare).strip()
    return text


def clean_name(raw: str) -> str:
    """The name as it is kept: composed (NFC), single spaces. Raises ValidationError with a sentence for its author."""
    name = re.sub(r" +", " ", unicodedata.normalize("NFC", raw).replace("\u00a0", " ")).strip(" ")
    shown = {"name": _printable(name[:SHOWN]) + ("…" if len(name) > SHOWN else "")}
    if not name:
        raise ValidationError(_("Write a word."), code="empty")
    if any(_is_unseen(character) for character in name):
        raise ValidationError(_("“%(name)s” holds characters that nobody can see."), "unseen", shown)
    if "<" in name or ">" in name:
        raise ValidationError(_("A tag is plain words, without markup: “%(name)s” is not."), "markup", shown)
    if len(name) > MAX_LENGTH or len(fold(name)) > MAX_FOLDED:
        shown["most"] = str(MAX_LENGTH)
        raise ValidationError(_("“%(name)s” is too long: a tag has at most %(most)s characters."), "long", shown)
    odd = next((each for each in name if not (_is_letter_or_digit(each) or each in SIGNS)), "")
    if odd:
        shown["sign"] = odd
        raise ValidationError(
            _("“%(sign)s” cannot be in a tag (“%(name)s”). Letters, digits, spaces and - + . & / can."), "sign", shown
        )
    if not any(_is_letter_or_digit(character) for character in name):
        raise ValidationError(_("“%(name)s” has no letter and no digit."), "punctuation", shown)
    return name


def latin_slug(name: str) -> str:
    """The name as part of an address; empty where nothing of it can be written in Latin letters."""
    return slugify(name.casefold().translate(LATIN))[:MAX_SLUG].strip("-")


def _is_letter_or_digit(character: str) -> bool:
    return unicodedata.category(character)[0] == "L" or unicodedata.category(character) == "Nd"


def _is_unseen(character: str) -> bool:
    """Control, bidirectional and other format characters, line ends, code points without a meaning."""
    return unicodedata.category(character) in {"Cc", "Cf", "Cn", "Co", "Cs", "Zl", "Zp"} or (
        character in INVISIBLE_LETTERS
    )


def _printable(text: str) -> str:
    return "".join("�" if _is_unseen(character) else character for character in text)
