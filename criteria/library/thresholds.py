"""Writes the numbers that criteria demand, as they are searched, beside the entry and in the same transaction."""

from collections.abc import Mapping

from criteria.documents import CriterionDocument
from criteria.library.amounts import span_of
from criteria.models.projection import LibraryThreshold


def write(documents: Mapping[int, CriterionDocument]) -> None:
    """The numbers of documents, by `rid`; those that are true already stay."""
    known: dict[int, list[LibraryThreshold]] = {rid: [] for rid in documents}
    for row in LibraryThreshold.objects.filter(entry__in=documents).order_by("pk"):
        known[row.entry_id].append(row)
    wanted = {rid: _rows(rid, document) for rid, document in documents.items()}
    changed = [rid for rid in documents if [*map(_said, known[rid])] != [*map(_said, wanted[rid])]]
    LibraryThreshold.objects.filter(entry__in=[rid for rid in changed if known[rid]]).delete()
    LibraryThreshold.objects.bulk_create([row for rid in changed for row in wanted[rid]])


def _said(row: LibraryThreshold) -> tuple[object, ...]:
    return row.measure, row.factor, row.low, row.high, row.counted_from, row.qualifier


def _rows(rid: int, document: CriterionDocument) -> list[LibraryThreshold]:
    """The numbers of a document, as they are searched."""
    return [
        LibraryThreshold(
            entry_id=rid,
            measure=span.measure,
            factor=span.factor,
            low=span.low,
            high=span.high,
            counted_from=part.counted_from or "",
            qualifier=part.qualifier,
        )
        for part in document.parameters
        if (span := span_of(part)) is not None
    ]
