"""Keeps the rows of criteria in step with what is published, within the transaction that publishes."""

from collections.abc import Iterable

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from criteria.documents import CriterionDocument
from criteria.library import spelling, texts
from criteria.library.amounts import span_of
from criteria.library.composing import compose
from criteria.library.products import keys_around
from criteria.library.vectors import weighed
from criteria.library.weights import texts_of
from criteria.models.criterion import Criterion
from criteria.models.projection import LibraryEntry, LibraryThreshold, LibraryVersion
from criteria.terms import Coverage


def refresh(criterion: Criterion) -> None:
    """Write the criterion's row, or take it away when the criterion is not published."""
    if criterion.live:
        _write(criterion)
    else:
        LibraryEntry.objects.filter(criterion_id=criterion.pk).delete()
    LibraryVersion.change()


@transaction.atomic
def refresh_all(criteria: QuerySet[Criterion] | None = None) -> int:
    """Write the rows of all published criteria (or of those in `criteria`) anew; how many that were."""
    chosen = Criterion.objects.all() if criteria is None else criteria
    if criteria is None:
        LibraryEntry.objects.exclude(criterion__live=True).delete()
    written = 0
    for criterion in chosen.filter(live=True).distinct():
        _write(criterion)
        written += 1
    LibraryVersion.change()
    return written


def facets_of(document: CriterionDocument, products: Iterable[str], languages: Iterable[str]) -> list[str]:
    """The `group:key` words of a document. `products` are the groups it is found under."""
    words = {f"product:{key}" for key in products}
    words.update(f"language:{code}" for code in languages)
    words.add(f"theme:{document.theme.key}")
    words.add(f"type:{document.criterion_type}")
    words.add(f"status:{document.status}")
    if document.ambition_key:
        words.add(f"level:{document.ambition_key}")
    if document.strategy:
        words.add(f"strategy:{document.strategy.key}")
    words.update(f"stage:{stage.key}" for stage in document.stages)
    words.update(f"network:{source.jurisdiction.key}" for source in document.sources)
    if document.owner:
        words.add(f"network:{document.owner.key}")
    words.update(f"label:{part.label.key}" for part in document.labels if part.coverage is not Coverage.NONE)
    words.update(f"compared:{part.label.key}" for part in document.labels)
    words.update(f"tag:{tag.key}" for tag in document.tags)
    if document.topic:
        words.add(f"topic:{document.topic}")
    words.update(f"related:{related.ref}" for related in document.related)
    if document.life.successor:
        words.add(f"related:{document.life.successor}")
    return sorted(words)


def _write(criterion: Criterion) -> None:
    document = compose(criterion)
    shown = texts.counted(criterion.pk, document)
    products = keys_around(group.pk for group in criterion.product_groups.all())
    languages = [document.language, *(row.language for row, _sheet in shown)]
    entry, _made = LibraryEntry.objects.update_or_create(
        criterion_id=criterion.pk,
        defaults={
            "ref": document.ref,
            "title": document.title,
            "document": document.model_dump(mode="json"),
            "facets": facets_of(document, products, languages),
            "ambition_rank": document.ambition_rank,
            "updated_on": document.updated_on or timezone.now().date(),
            "words": weighed(texts_of(document)),
        },
    )
    entry.thresholds.all().delete()
    LibraryThreshold.objects.bulk_create(thresholds_of(entry, document))
    texts.write(entry, document, shown)
    spelling.remember(f"{document.title} {document.summary} {document.requirement}")


def thresholds_of(entry: LibraryEntry, document: CriterionDocument) -> list[LibraryThreshold]:
    """The numbers of a document, as they are searched."""
    return [
        LibraryThreshold(
            entry=entry,
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
