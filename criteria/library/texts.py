"""Writes what readers see of a criterion in other languages, beside its entry and in the same transaction."""

from criteria.documents import CriterionDocument
from criteria.languages.known import configuration
from criteria.languages.staleness import sheet
from criteria.library import spelling
from criteria.library.vectors import weighed
from criteria.library.weights import texts_of
from criteria.models.projection import LibraryEntry, LibraryText
from criteria.models.text import CriterionText
from criteria.paragraphs import with_texts


def write(entry: LibraryEntry, document: CriterionDocument) -> list[str]:
    """The rows of all languages that have a text; drafts only learn what they lack. The languages readers have."""
    LibraryText.objects.filter(entry=entry).delete()
    shown = []
    for row in CriterionText.objects.filter(criterion_id=entry.criterion_id, replaced_at=None):
        found = sheet(document, row.paragraphs)
        if (row.missing, row.stale) != (found.missing, found.stale):
            CriterionText.objects.filter(pk=row.pk).update(missing=found.missing, stale=found.stale)
        if row.is_draft or not found.texts:
            continue
        translated = with_texts(document, found.texts)
        LibraryText.objects.create(
            entry=entry,
            language=row.language,
            state=row.state,
            since=row.since,
            title=found.texts.get("title", ""),
            summary=found.texts.get("summary", ""),
            texts=found.texts,
            in_original=found.in_original,
            words=weighed(texts_of(translated), configuration(row.language)),
        )
        spelling.remember(f"{translated.title} {translated.summary} {translated.requirement}")
        shown.append(row.language)
    return shown
