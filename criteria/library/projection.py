"""Keeps the rows of criteria in step with what is published, within the transaction that publishes."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import batched
from typing import Any

from django.db import transaction
from django.db.models import QuerySet, TextField
from django.db.models.functions import Cast
from django.utils import timezone

from criteria.documents import CriterionDocument
from criteria.library import search_texts, spelling, texts, thresholds
from criteria.library.composing import compose_all, with_rows
from criteria.library.conditions import is_one_of
from criteria.library.products import ProductTree
from criteria.library.writing import put, sorted_in_at_once
from criteria.models.criterion import Criterion
from criteria.models.projection import LibraryEntry, LibrarySearchText, LibraryVersion
from criteria.terms import Coverage

AT_ONCE = 500
"""Criteria that are written in one go: many need fewer queries, more need more memory."""


def refresh(criterion: Criterion) -> None:
    """Write the criterion's row, or take it away when the criterion is not published. Drafts change nothing."""
    if criterion.live:
        _write(_composed([criterion]), ProductTree())
        LibraryVersion.change()
        return
    gone, _rows = LibraryEntry.objects.filter(criterion_id=criterion.pk).delete()
    if gone:
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
    with _many(numbers) as parts:
        for some in parts:
            _write(_composed(with_rows(Criterion.objects.filter(pk__in=some))), tree)
    LibraryVersion.change()
    return len(numbers)


@transaction.atomic
def rebuild() -> int:
    """Write all that is made of documents anew, for all published criteria; how many that were.

    Documents that are there are believed, and only missing ones are put together: that takes most of the time of
    `refresh_all`, which is needed when documents themselves are made in another way than before.
    """
    _remove_strays()
    refresh_all(Criterion.objects.filter(entry=None))
    numbers = list(LibraryEntry.objects.order_by("rid").values_list("criterion", flat=True))
    tree = ProductTree()
    with _many(numbers) as parts:
        for some in parts:
            _write_around(_stored(some), tree)
    LibraryVersion.change()
    return len(numbers)


def facets_of(document: CriterionDocument, products: Iterable[str], languages: Iterable[str]) -> list[str]:
    """The `group:key` words of a document. `products` are the groups it is found under, `languages` those it is in."""
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


def _stored(criteria: Iterable[int]) -> dict[int, CriterionDocument]:
    """The documents that entries hold, by criterion; they come as text, to be read from JSON only once."""
    rows = LibraryEntry.objects.filter(is_one_of(criteria, "criterion")).values_list(
        "criterion_id", Cast("document", TextField())
    )
    return {criterion: CriterionDocument.model_validate_json(document) for criterion, document in rows}


@contextmanager
def _many(numbers: Sequence[int]) -> Iterator[Iterator[tuple[int, ...]]]:
    """Numbers in parts that are written in one go."""
    parts = batched(numbers, AT_ONCE, strict=False)
    if len(numbers) <= AT_ONCE:
        yield parts
    else:
        with sorted_in_at_once(LibraryEntry, LibrarySearchText):
            yield parts


def _write(documents: Mapping[int, CriterionDocument], tree: ProductTree) -> None:
    """The rows of published criteria, by their keys: their documents, and what is made of them."""
    stored = {criterion: document.model_dump(mode="json") for criterion, document in documents.items()}
    _write_around(documents, tree, stored)


def _write_around(
    documents: Mapping[int, CriterionDocument], tree: ProductTree, stored: Mapping[int, dict[str, Any]] | None = None
) -> None:
    """What is found, counted and sorted by. Without `stored`, for entries that hold these documents already."""
    shown = texts.counted(documents)
    wordings = {criterion: texts.wordings(document, shown[criterion]) for criterion, document in documents.items()}
    sorts = sorted_by(documents)
    rows = []
    for criterion, document in documents.items():
        products = tree.keys_around(group.key for group in document.product_groups)
        facets = facets_of(document, products, wordings[criterion])
        row = {"criterion_id": criterion, "facets": facets, **sorts[criterion]}
        rows.append(row | {"document": stored[criterion]} if stored else row)
    put(LibraryEntry, ["criterion_id"], rows)
    rids = dict(LibraryEntry.objects.filter(is_one_of(documents, "criterion")).values_list("criterion_id", "rid"))
    thresholds.write({rids[criterion]: document for criterion, document in documents.items()})
    texts.write({rids[criterion]: each for criterion, each in shown.items()})
    search_texts.write({rids[criterion]: (sorts[criterion], each) for criterion, each in wordings.items()})
    said = [each for spoken in wordings.values() for each in spoken.values()]
    spelling.remember(f"{each.title} {each.summary} {each.requirement}" for each in said)


def sorted_by(documents: Mapping[int, CriterionDocument]) -> dict[int, dict[str, Any]]:
    """What lists are ordered by."""
    today = timezone.localdate()
    return {
        key: {
            "ref": document.ref,
            "title": document.title,
            "ambition_rank": document.ambition_rank,
            "updated_on": document.updated_on or today,
        }
        for key, document in documents.items()
    }
