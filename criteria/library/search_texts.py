"""Writes what criteria are found by, in each language readers have of them, in the transaction that publishes them."""

from collections.abc import Mapping
from typing import Any

from criteria.documents import CriterionDocument
from criteria.languages.known import configuration
from criteria.library.conditions import is_one_of
from criteria.library.weights import texts_of
from criteria.library.writing import Weighed, put
from criteria.models.projection import LibrarySearchText

type Wordings = Mapping[str, CriterionDocument]
"""A document by language."""


def write(entries: Mapping[int, tuple[Mapping[str, Any], Wordings]]) -> None:
    """The rows of entries by their `rid`: what they are ordered by, and how they are worded."""
    rows = [
        {"rid": rid, "language": language, "words": Weighed(texts_of(wording), configuration(language)), **sorts}
        for rid, (sorts, wordings) in entries.items()
        for language, wording in wordings.items()
    ]
    # Those of a language beside one another, so that a search in one reads half as many pages of the table.
    rows.sort(key=lambda row: str(row["language"]))
    wanted = {(row["rid"], row["language"]) for row in rows}
    known = LibrarySearchText.objects.filter(is_one_of(entries, "entry")).values_list("pk", "entry", "language")
    LibrarySearchText.objects.filter(pk__in=[pk for pk, *text in known if tuple(text) not in wanted]).delete()
    put(LibrarySearchText, ["rid", "language"], rows)
