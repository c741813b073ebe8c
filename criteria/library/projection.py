"""Keeps the library's rows in step with what is published, within the transaction that publishes."""

from collections.abc import Iterable, Iterator, Mapping
from functools import reduce
from operator import add

from django.contrib.postgres.search import CombinedSearchVector, SearchVector
from django.db import connection, transaction
from django.db.models import QuerySet, Value
from django.utils import timezone

from criteria.documents import CriterionDocument
from criteria.library.composing import compose
from criteria.models.criterion import Criterion
from criteria.models.projection import LibraryEntry, LibraryVersion, LibraryWord
from criteria.models.vocabulary import ProductGroup

CONFIGURATION = "portal_en"
"""PostgreSQL's text search configuration: English, blind to accents (made by a migration)."""


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
        LibraryWord.objects.all().delete()
    written = 0
    for criterion in chosen.filter(live=True).distinct():
        _write(criterion)
        written += 1
    LibraryVersion.change()
    return written


def facets_of(document: CriterionDocument, products: Iterable[str]) -> list[str]:
    """The `group:key` words of a document. `products` are the product groups it is found under."""
    words = {f"product:{key}" for key in products}
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
    words.update(f"label:{part.label.key}" for part in document.labels)
    words.update(f"tag:{tag.key}" for tag in document.tags)
    if document.topic:
        words.add(f"topic:{document.topic}")
    words.update(f"related:{related.ref}" for related in document.related)
    return sorted(words)


def _write(criterion: Criterion) -> None:
    document = compose(criterion)
    groups = criterion.product_groups.all()
    LibraryEntry.objects.update_or_create(
        criterion_id=criterion.pk,
        defaults={
            "ref": document.ref,
            "title": document.title,
            "document": document.model_dump(mode="json"),
            "facets": facets_of(document, _groups_around(groups)),
            "ambition_rank": document.ambition_rank,
            "updated_on": document.updated_on or timezone.now().date(),
            "words": _vector(document),
        },
    )
    _remember_words(document.ref)


def _groups_around(groups: Iterable[ProductGroup]) -> set[str]:
    """The groups, all above them, to be found there, and all below them, because a criterion applies to those too."""
    chosen = {group.pk for group in groups}
    tree = {group.pk: group for group in ProductGroup.objects.all()}
    around: set[str] = set()
    for group in tree.values():
        line = list(_line_above(group, tree))
        if group.pk in chosen:
            around.update(each.key for each in line)
        elif any(each.pk in chosen for each in line):
            around.add(group.key)
    return around


def _line_above(group: ProductGroup, tree: Mapping[int, ProductGroup]) -> Iterator[ProductGroup]:
    """A group, the one above it, and so on."""
    above: ProductGroup | None = group
    while above is not None:
        yield above
        above = tree.get(above.parent_id) if above.parent_id else None


def _vector(document: CriterionDocument) -> SearchVector | CombinedSearchVector:
    """Title and reference weigh most, then summary and numbers, then the requirement, then everything else."""
    numbers = " ".join(
        f"{_plain(part.value)} {part.text} {part.unit} {part.label} {part.qualifier} {part.test_standard}"
        for part in document.parameters
    )
    terms = [*document.product_groups, document.theme, *document.stages, *document.tags]
    rest = [
        *(term.label for term in terms),
        *(part.label.label for part in document.labels),
        *(f"{part.act} {part.article} {part.celex}" for part in document.legal),
        *(f"{part.publisher} {part.title} {part.locator}" for part in document.sources),
        *(f"{part.text} {part.standard}" for part in document.proofs),
        document.rationale,
        document.guidance_buyer,
        document.guidance_bidder,
    ]
    weighed = {
        "A": f"{document.title} {document.ref}",
        "B": f"{document.summary} {numbers}",
        "C": document.requirement,
        "D": " ".join(rest),
    }
    vectors = [SearchVector(Value(text), weight=weight, config=CONFIGURATION) for weight, text in weighed.items()]
    return reduce(add, vectors)


def _plain(value: object) -> str:
    text = f"{value:f}" if value is not None else ""
    return text.rstrip("0").rstrip(".") if "." in text else text


def _remember_words(ref: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            """
            INSERT INTO criteria_libraryword (word)
            SELECT DISTINCT lower(match[1])
            FROM criteria_libraryentry,
                 regexp_matches((document->>'title') || ' ' || (document->>'summary') || ' ' ||
                                (document->>'requirement'), '([[:alpha:]]{4,40})', 'g') AS match
            WHERE ref = %s
            ON CONFLICT DO NOTHING
            """,
            [ref],
        )
