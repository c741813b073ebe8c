"""Writes what readers see of a criterion in other languages, beside its entry and in the same transaction."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.utils import timezone

from criteria.documents import CriterionDocument
from criteria.languages.staleness import Sheet, sheet
from criteria.library.conditions import is_one_of
from criteria.library.writing import put
from criteria.models.projection import LibraryText
from criteria.models.text import CriterionText
from criteria.paragraphs import with_texts

type Shown = tuple[CriterionText, Sheet]


def counted(documents: Mapping[int, CriterionDocument]) -> dict[int, list[Shown]]:
    """By criterion, the texts that readers see; all of them, drafts too, learn what they lack now."""
    shown: dict[int, list[Shown]] = {criterion: [] for criterion in documents}
    changed = []
    for row in CriterionText.objects.filter(is_one_of(documents, "criterion"), replaced_at=None):
        found = sheet(documents[row.criterion_id], row.paragraphs)
        if (row.missing, row.stale) != (found.missing, found.stale):
            row.missing, row.stale = found.missing, found.stale
            changed.append(row)
        if not row.is_draft and found.texts:
            shown[row.criterion_id].append((row, found))
    CriterionText.objects.bulk_update(changed, ["missing", "stale"])
    return shown


def wordings(document: CriterionDocument, shown: Iterable[Shown]) -> dict[str, CriterionDocument]:
    """A document as readers see it, by language, its original first."""
    return {document.language: document} | {row.language: with_texts(document, found.texts) for row, found in shown}


def write(shown: Mapping[int, Sequence[Shown]]) -> None:
    """The rows of all languages that readers have a text in, by the entry's `rid`. Drafts are never among them."""
    rows = [_row(rid, row, found) for rid, texts in shown.items() for row, found in texts]
    spoken = {(row["entry_id"], row["language"]) for row in rows}
    known = LibraryText.objects.filter(is_one_of(shown, "entry")).values_list("pk", "entry_id", "language")
    LibraryText.objects.filter(pk__in=[pk for pk, *text in known if tuple(text) not in spoken]).delete()
    put(LibraryText, ["entry_id", "language"], rows)


def _row(rid: int, row: CriterionText, found: Sheet) -> dict[str, Any]:
    return {
        "entry_id": rid,
        "language": row.language,
        "state": row.state,
        "since": row.since or timezone.localdate(),
        "title": found.texts.get("title", ""),
        "summary": found.texts.get("summary", ""),
        "texts": found.texts,
        "in_original": found.in_original,
    }
