"""Writes the numbers that criteria demand, as they are searched, beside the entry and in the same transaction."""

from collections.abc import Mapping
from typing import Any

from criteria.documents import CriterionDocument
from criteria.library.amounts import span_of
from criteria.library.conditions import is_one_of
from criteria.library.writing import put
from criteria.models.projection import LibraryThreshold

SAID = ("measure", "factor", "low", "high", "counted_from", "qualifier")
"""The columns that say what is demanded."""


def write(documents: Mapping[int, CriterionDocument]) -> None:
    """The numbers of documents, by `rid`; those that are true already stay."""
    known: dict[int, list[tuple[Any, ...]]] = {rid: [] for rid in documents}
    stored = LibraryThreshold.objects.filter(is_one_of(documents, "entry"))
    for rid, *said in stored.order_by("pk").values_list("entry", *SAID):
        known[rid].append(tuple(said))
    wanted = {rid: _rows(document) for rid, document in documents.items()}
    changed = [rid for rid in documents if known[rid] != wanted[rid]]
    LibraryThreshold.objects.filter(entry__in=[rid for rid in changed if known[rid]]).delete()
    put(
        LibraryThreshold,
        [],
        [{"entry_id": rid} | dict(zip(SAID, row, strict=True)) for rid in changed for row in wanted[rid]],
    )


def _rows(document: CriterionDocument) -> list[tuple[Any, ...]]:
    spans = [(part, span_of(part)) for part in document.parameters]
    return [
        (span.measure, span.factor, span.low, span.high, part.counted_from or "", part.qualifier)
        for part, span in spans
        if span is not None
    ]
