"""May somebody do something with a thing? One question; rooms register the answers, and the default is no."""

from collections.abc import Callable
from typing import Any

from django.db.models import Model

from portal.reader import Reader

type Rule = Callable[[Reader, Any], bool]

_rules: dict[tuple[str, type[Model]], Rule] = {}


def rule[R: Rule](verb: str, *models: type[Model]) -> Callable[[R], R]:
    """Register a function as the answer for a verb and some models; a second answer for the same pair is a mistake."""

    def register(answer: R) -> R:
        for model in models:
            if (verb, model) in _rules:
                raise ValueError(f"“{verb}” of {model._meta.label} is decided twice.")
            _rules[verb, model] = answer
        return answer

    return register


def may(reader: Reader, verb: str, thing: Model) -> bool:
    """Whether the reader may do this with the thing; no for every verb and model that nobody decided about."""
    for model in type(thing).__mro__:
        if (verb, model) in _rules:
            return _rules[verb, model](reader, thing)
    return False


def registered() -> frozenset[tuple[str, type[Model]]]:
    """All verbs with their models, for the test that every right is used."""
    return frozenset(_rules)
