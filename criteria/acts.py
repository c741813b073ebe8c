"""What can be done with a comment by a button: which right it needs, what it asks, and what it says afterwards."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.functional import Promise

from portal.reader import Reader


@dataclass(frozen=True)
class Act[Comment]:
    """`do` gets the reader, the comment and the cleaned answers; it may raise Refused. `decides`: for others' words."""

    verb: str
    right: str
    form: type[forms.Form]
    do: Callable[[Reader, Comment, Mapping[str, Any]], object]
    heading: str | Promise
    explains: str | Promise
    button: str | Promise
    done: str | Promise
    decides: bool = True
