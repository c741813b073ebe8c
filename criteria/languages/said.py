"""A text that knows its language, so that pages can say in which one each paragraph stands."""

from typing import Any

from pydantic import BaseModel


class Said(str):
    """A text of a document that is read in another language than the original.

    `original` is what a translation was made from; `stays` says that this is the original itself, because there is no
    translation that fits it.
    """

    language: str
    original: str
    stays: bool

    def __new__(cls, text: str, language: str, *, original: str = "", stays: bool = False) -> "Said":
        made = super().__new__(cls, text)
        made.language, made.original, made.stays = language, original or text, stays
        return made


def original_of(text: str) -> str:
    """What a text was translated from; the text itself where it is no translation."""
    return text.original if isinstance(text, Said) else text


def made_of(line: str, *texts: str) -> str:
    """A line made of these texts: in their language, and in the original as soon as one of them is."""
    known = [text for text in texts if isinstance(text, Said)]
    if not known:
        return line
    first = next((text for text in known if text.stays), known[0])
    return Said(line, first.language, stays=first.stays)


def said_in(thing: Any) -> list[Said]:
    """The texts of a part of a document, of several, or of one text, as far as they know their language."""
    if isinstance(thing, Said):
        return [thing]
    if isinstance(thing, tuple):
        return [text for each in thing for text in said_in(each)]
    if isinstance(thing, BaseModel):
        return [value for name in type(thing).model_fields if isinstance(value := getattr(thing, name), Said)]
    return []


def language_of(thing: Any) -> str:
    """The language of a text or part: of a part that mixes two, the one that was asked for. Empty where unknown."""
    texts = said_in(thing)
    return next((text.language for text in texts if not text.stays), texts[0].language if texts else "")


def stays_in_original(thing: Any) -> str:
    """The language of what was not translated in a text or part; empty where nothing stays."""
    return next((text.language for text in said_in(thing) if text.stays), "")
