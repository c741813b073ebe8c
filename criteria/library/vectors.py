"""Search text of entries: what weighs how much, in PostgreSQL's own form."""

from collections.abc import Mapping
from functools import reduce
from operator import add

from django.contrib.postgres.search import CombinedSearchVector, SearchVector
from django.db.models import Value

CONFIGURATION = "portal_en"
"""PostgreSQL's text search configuration: English, blind to accents (made by a migration)."""


def weighed(texts: Mapping[str, str], configuration: str = CONFIGURATION) -> SearchVector | CombinedSearchVector:
    """The texts by weight, from "A", which counts most in the order of results, to "D"."""
    vectors = [SearchVector(Value(text), weight=weight, config=configuration) for weight, text in texts.items()]
    return reduce(add, vectors)
