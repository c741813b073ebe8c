"""Keeps the rows of criteria in step with what is published, within the transaction that publishes."""

from collections.abc import Iterable, Sequence
from itertools import batched

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from criteria.documents import CriterionDocument
from criteria.library import spelling, texts
from criteria.library.amounts import span_of
from criteria.library.composing import compose_all, with_rows
from criteria.library.products import ProductTree
from criteria.library.vectors import weighed
from criteria.library.weights import texts_of
from criteria.models.criterion import Criterion
from criteria.models.projection import LibraryEntry, LibraryThreshold, LibraryVersion
from criteria.terms import Coverage

AT_ONCE = 500
"""Criteria that are written in one go: many need fewer queries, more need more memory."""
WRITTEN = ["ref", "title", "document", "facets", "ambition_rank", "updated_on", "words"]


def refresh(criterion: Criterion) -> None:
    """Write the criterion's row, or take it away when the criterion is not published."""
    if criterion.live:
        _write([criterion])
    else:
        LibraryEntry.objects.filter(criterion_id=criterion.pk).delete()
    LibraryVersion.change()


@transaction.atomic
def refresh_all(criteria: QuerySet[Criterion] | None = None) -> int:
    """Write the rows of all published criteria (or of those in `criteria`) anew; how many that were."""
    chosen = Criterion.objects.all() if criteria is None else criteria
    if criteria is None:
        LibraryEntry.objects.exclude(criterion__live=True).delete()
    numbers = list(chosen.filter(live=True).order_by("pk").distinct().values_list("pk", flat=True))
    for some in batched(numbers, AT_ONCE, strict=False):
        _write(list(with_rows(Criterion.objects.filter(pk__in=some))))
    LibraryVersion.change()
    return len(numbers)


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


def _write(criteria: Sequence[Criterion]) -> None:
    """The rows of published criteria. Known ones keep their `rid`, and none is wasted, for it should stay dense."""
    tree = ProductTree()
    known = dict(LibraryEntry.objects.filter(criterion__in=criteria).values_list("criterion_id", "rid"))
    documents = {each.pk: document for each, document in zip(criteria, compose_all(criteria), strict=True)}
    shown = texts.counted(documents)
    entries = [
        _entry(each, documents[each.pk], tree, [row.language for row, _sheet in shown[each.pk]], known.get(each.pk))
        for each in criteria
    ]
    old = [entry for entry in entries if entry.rid]
    LibraryEntry.objects.bulk_create(old, update_conflicts=True, unique_fields=["rid"], update_fields=WRITTEN)
    LibraryEntry.objects.bulk_create([entry for entry in entries if not entry.rid])
    LibraryThreshold.objects.filter(entry__in=known.values()).delete()
    LibraryThreshold.objects.bulk_create(
        [row for entry in entries for row in thresholds_of(entry, documents[entry.criterion_id])]
    )
    texts.write([(entry, documents[entry.criterion_id], shown[entry.criterion_id]) for entry in entries])
    spelling.remember(" ".join(f"{each.title} {each.summary} {each.requirement}" for each in documents.values()))


def _entry(
    criterion: Criterion, document: CriterionDocument, tree: ProductTree, languages: Iterable[str], rid: int | None
) -> LibraryEntry:
    products = tree.keys_around(group.pk for group in criterion.product_groups.all())
    return LibraryEntry(
        rid=rid,
        criterion_id=criterion.pk,
        ref=document.ref,
        title=document.title,
        document=document.model_dump(mode="json"),
        facets=facets_of(document, products, [document.language, *languages]),
        ambition_rank=document.ambition_rank,
        updated_on=document.updated_on or timezone.now().date(),
        words=weighed(texts_of(document)),
    )


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
