"""Writes what readers see of a criterion in other languages, beside its entry and in the same transaction."""

from collections.abc import Iterable

from django.utils import timezone

from criteria.documents import CriterionDocument
from criteria.languages.known import configuration
from criteria.languages.staleness import Sheet, sheet
from criteria.library import spelling
from criteria.library.vectors import weighed
from criteria.library.weights import texts_of
from criteria.models.projection import LibraryEntry, LibraryText
from criteria.models.text import CriterionText
from criteria.paragraphs import with_texts

type Shown = tuple[CriterionText, Sheet]


def counted(criterion_id: int, document: CriterionDocument) -> list[Shown]:
    """The texts that readers see, each beside the document; all of them, drafts too, learn what they lack now."""
    shown = []
    for row in CriterionText.objects.filter(criterion_id=criterion_id, replaced_at=None):
        found = sheet(document, row.paragraphs)
        if (row.missing, row.stale) != (found.missing, found.stale):
            CriterionText.objects.filter(pk=row.pk).update(missing=found.missing, stale=found.stale)
        if not row.is_draft and found.texts:
            shown.append((row, found))
    return shown


def write(entry: LibraryEntry, document: CriterionDocument, shown: Iterable[Shown]) -> None:
    """The rows of all languages that readers have a text in. Drafts are never among them."""
    LibraryText.objects.filter(entry=entry).delete()
    for row, found in shown:
        translated = with_texts(document, found.texts)
        LibraryText.objects.create(
            entry=entry,
            language=row.language,
            state=row.state,
            since=row.since or timezone.localdate(),
            title=found.texts.get("title", ""),
            summary=found.texts.get("summary", ""),
            texts=found.texts,
            in_original=found.in_original,
            words=weighed(texts_of(translated), configuration(row.language)),
        )
        spelling.remember(f"{translated.title} {translated.summary} {translated.requirement}")
