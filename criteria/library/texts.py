"""Writes what readers see of a criterion in other languages, beside its entry and in the same transaction."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils import timezone

from criteria.documents import CriterionDocument
from criteria.languages.known import configuration
from criteria.languages.staleness import Sheet, sheet
from criteria.library import spelling
from criteria.library.conditions import is_one_of
from criteria.library.weights import texts_of
from criteria.library.writing import Weighed, put
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


def write(entries: Sequence[tuple[int, CriterionDocument, list[Shown]]]) -> None:
    """The rows of all languages that readers have a text in, by the entry's `rid`. Drafts are never among them."""
    rids = [rid for rid, _document, _shown in entries]
    spoken = {(rid, row.language) for rid, _document, shown in entries for row, _sheet in shown}
    known = LibraryText.objects.filter(is_one_of(rids, "entry")).values_list("pk", "entry_id", "language")
    LibraryText.objects.filter(pk__in=[pk for pk, *text in known if tuple(text) not in spoken]).delete()
    rows = []
    words = []
    for rid, document, shown in entries:
        for row, found in shown:
            translated = with_texts(document, found.texts)
            rows.append(_row(rid, row, found, translated))
            words.append(f"{translated.title} {translated.summary} {translated.requirement}")
    put(LibraryText, ["entry_id", "language"], rows)
    spelling.remember(words)


def _row(rid: int, row: CriterionText, found: Sheet, translated: CriterionDocument) -> dict[str, Any]:
    return {
        "entry_id": rid,
        "language": row.language,
        "state": row.state,
        "since": row.since or timezone.localdate(),
        "title": found.texts.get("title", ""),
        "summary": found.texts.get("summary", ""),
        "texts": found.texts,
        "in_original": found.in_original,
        "words": Weighed(texts_of(translated), configuration(row.language)),
    }
