"""Keeps the rows of criteria in step with what is published, within the transaction that publishes."""

from collections.abc import Iterable, Mapping
from itertools import batched
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from criteria.documents import CriterionDocument
from criteria.library import spelling, texts
from criteria.library.amounts import span_of
from criteria.library.composing import compose_all, with_rows
from criteria.library.products import ProductTree
from criteria.library.weights import texts_of
from criteria.library.writing import Weighed, put
from criteria.models.criterion import Criterion
from criteria.models.projection import LibraryEntry, LibraryThreshold, LibraryVersion
from criteria.terms import Coverage

AT_ONCE = 500
"""Criteria that are written in one go: many need fewer queries, more need more memory."""


def refresh(criterion: Criterion) -> None:
    """Write the criterion's row, or take it away when the criterion is not published."""
    if criterion.live:
        _write(_composed([criterion]), ProductTree())
    else:
        LibraryEntry.objects.filter(criterion_id=criterion.pk).delete()
    LibraryVersion.change()


@transaction.atomic
def refresh_all(criteria: QuerySet[Criterion] | None = None) -> int:
    """Put the documents of all published criteria (or of those in `criteria`) together anew, and write what is made of
    them; how many that were.
    """
    chosen = Criterion.objects.all() if criteria is None else criteria
    if criteria is None:
        _remove_strays()
    numbers = list(chosen.filter(live=True).order_by("pk").distinct().values_list("pk", flat=True))
    tree = ProductTree()
    for some in batched(numbers, AT_ONCE, strict=False):
        _write(_composed(with_rows(Criterion.objects.filter(pk__in=some))), tree)
    LibraryVersion.change()
    return len(numbers)


@transaction.atomic
def rebuild() -> int:
    """Write all that is made from documents anew, for all published criteria; how many that were.

    Documents that are there are believed, and only missing ones are put together: that takes most of the time of
    `refresh_all`, which is needed when documents themselves are made in another way than before.
    """
    _remove_strays()
    refresh_all(Criterion.objects.filter(entry=None))
    numbers = list(LibraryEntry.objects.order_by("rid").values_list("rid", flat=True))
    tree = ProductTree()
    for some in batched(numbers, AT_ONCE, strict=False):
        rows = LibraryEntry.objects.filter(rid__in=some).values_list("criterion_id", "document")
        _write({criterion: CriterionDocument.model_validate(document) for criterion, document in rows}, tree)
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


def _remove_strays() -> None:
    LibraryEntry.objects.exclude(criterion__live=True).delete()


def _composed(criteria: Iterable[Criterion]) -> dict[int, CriterionDocument]:
    found = list(criteria)
    return dict(zip([each.pk for each in found], compose_all(found), strict=True))


def _write(documents: Mapping[int, CriterionDocument], tree: ProductTree) -> None:
    """The rows of published criteria, by their keys: what is found, counted, sorted and shown of them."""
    shown = texts.counted(documents)
    spoken = {criterion: [row.language for row, _sheet in each] for criterion, each in shown.items()}
    put(LibraryEntry, ["criterion_id"], [_row(each, documents[each], tree, spoken[each]) for each in documents])
    rids = dict(LibraryEntry.objects.filter(criterion__in=documents).values_list("criterion_id", "rid"))
    LibraryThreshold.objects.filter(entry__in=rids.values()).delete()
    LibraryThreshold.objects.bulk_create(
        [row for criterion, document in documents.items() for row in thresholds_of(rids[criterion], document)]
    )
    texts.write([(rids[criterion], document, shown[criterion]) for criterion, document in documents.items()])
    spelling.remember(" ".join(f"{each.title} {each.summary} {each.requirement}" for each in documents.values()))


def _row(criterion: int, document: CriterionDocument, tree: ProductTree, languages: Iterable[str]) -> dict[str, Any]:
    products = tree.keys_around(group.key for group in document.product_groups)
    return {
        "criterion_id": criterion,
        "ref": document.ref,
        "title": document.title,
        "document": document.model_dump(mode="json"),
        "facets": facets_of(document, products, [document.language, *languages]),
        "ambition_rank": document.ambition_rank,
        "updated_on": document.updated_on or timezone.localdate(),
        "words": Weighed(texts_of(document)),
    }


def thresholds_of(rid: int, document: CriterionDocument) -> list[LibraryThreshold]:
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
