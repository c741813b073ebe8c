"""Time and memory of the library's engine at several sizes, beside Wagtail's own search and plain SQL."""

import random
import sys
from collections.abc import Iterator, Mapping
from dataclasses import replace
from time import perf_counter

from django.db import connection
from django.db.models import Model
from django.http import QueryDict
from django.test import Client
from django.utils import timezone
from wagtail.search.backends import get_search_backend

from criteria.languages.known import ORIGINAL
from criteria.library import facets, projection
from criteria.library.criteria_shelf import CRITERIA
from criteria.library.finding import find
from criteria.library.writing import CONFIGURATION
from criteria.models import (
    AmbitionLevel,
    Criterion,
    CriterionSource,
    CriterionText,
    LibraryEntry,
    LibrarySearchText,
    LibraryText,
    LibraryThreshold,
    LifeCycleStage,
    Parameter,
    ProductGroup,
    SourceReference,
    Theme,
    Verification,
)
from portal.reader import NOBODY
from tests.benchmarks.figures import Figure
from tests.benchmarks.timing import one_query, time_of

WORDS = ["battery", "repair", "display", "copper", "energy", "screen", "firmware", "toner", "warranty"]
WORDS += ["plastic", "smelter", "audit", "cycle", "part"]
SHARES = {"rare": ("scarcely", 0.001), "medium": ("sometimes", 0.03), "huge": ("durable", 0.3)}
"""Words by how many records hold them: one in a thousand, three in a hundred, three in ten."""
CHOICES = {
    "no filter": "",
    "3 filters": "product=laptop&product=monitor&level=basic",
    "6 filters": "product=laptop&product=monitor&level=basic&type=contract_clause&type=technical_spec&stage=use",
}
GENERATED = "CFIT-GEN-X-"
"""How the references of generated criteria begin."""
SPOKEN = "nl"
"""The language that all generated records have a text in, with the same words: nothing is found by one text alone."""
HOLDS = """
    rid IN (
        SELECT rid FROM criteria_librarysearchtext
        WHERE language = 'en' AND words @@ websearch_to_tsquery(%s::regconfig, %s)
    )
"""
"""Which records hold words, in the database's own language."""
AIMS = {"": "<= 5 ms", "rare": "<= 10 ms", "medium": "<= 10 ms", "huge": "<= 30 ms", "page": "<= 60 ms"}
STRICTER = {"": "<= 3 ms", "page": "<= 25 ms"}
SMALL = 5_000
"""Up to so many records aims are stricter."""
PUBLISH, REBUILD = "<= 50 ms", "<= 30 s"
LARGE, BROWSE_LARGE = 1_000_000, "<= 20 ms"
"""So many are never generated: the bit sets of the largest library are repeated until they hold so many."""


def measure(sizes: list[int]) -> Iterator[Figure]:
    """Figures with so many generated criteria beside the starter content, the smallest number first."""
    made = 0
    for size in sorted(sizes):
        yield Figure(f"{size:,}: all documents and rows made", generate(made, size), "s")
        made = size
        yield Figure(f"{size:,}: all rows written anew", rebuild(), "s", None, REBUILD)
        speak()
        yield Figure(f"{size:,}: the same and as many texts", rebuild(), "s")
        yield from _at(size)
    index = _repeated(facets.build(CRITERIA), -(-LARGE // made))
    for name, filters in CHOICES.items():
        chosen = _selected(filters)
        took = time_of(lambda chosen=chosen: index.counts(chosen))
        yield Figure(f"{LARGE:,}: counts in memory, {name}", took, "ms", None, BROWSE_LARGE)
    yield Figure("one plain query, for comparison", time_of(one_query), "ms")


def _at(size: int) -> Iterator[Figure]:
    index = facets.build(CRITERIA)
    yield Figure(f"{size:,}: index built anew", time_of(lambda: facets.build(CRITERIA)), "ms")
    yield Figure(f"{size:,}: index in memory", _memory(index), "MB")
    aims = AIMS | STRICTER if size <= SMALL else AIMS
    for share in ("", *SHARES):
        aim = aims[share]
        words = SHARES[share][0] if share else ""
        for name, filters in CHOICES.items():
            chosen = _selected(filters)
            took = time_of(lambda words=words, chosen=chosen: _count(words, chosen))
            plain = time_of(lambda words=words, chosen=chosen: _count_in_sql(words, chosen))
            yield Figure(f"{size:,}: counts, {share or 'no'} word, {name}", took, "ms", plain, aim)
        if words:
            took = time_of(lambda words=words: _count(words, {}, SPOKEN))
            yield Figure(f"{size:,}: counts, {share} word, in another language", took, "ms", None, aim)
            wagtail = time_of(lambda words=words: _count_in_wagtail(words))
            yield Figure(f"{size:,}: Wagtail, {share} word, 2 of 10 groups", wagtail, "ms")
    huge = SHARES["huge"][0]
    pages = {"": "", ", huge word": f"?q={huge}", ", huge word, in another language": f"?q={huge}&lang={SPOKEN}"}
    for name, address in pages.items():
        client = Client(headers={"Host": "localhost"})
        took = time_of(lambda client=client, address=address: client.get(f"/en/criteria/{address}"))
        yield Figure(f"{size:,}: whole page{name}", took, "ms", None, AIMS["page"] if name else aims["page"])
    criterion = Criterion.objects.exclude(editions=None).filter(status="proposed").first()
    assert criterion is not None
    refreshed = time_of(lambda: projection.refresh(criterion))
    yield Figure(f"{size:,}: refreshing one record", refreshed, "ms", None, PUBLISH)
    yield Figure(f"{size:,}: publishing one record", time_of(lambda: _publish(criterion)), "ms")


def _publish(criterion: Criterion) -> None:
    """As an editor does: another wording as a draft, then the button, which makes an edition."""
    criterion.rationale = f"{criterion.rationale} And more." if len(criterion.rationale) < 999 else ""
    criterion.save_revision().publish()


def _repeated(index: facets.FacetIndex, times: int) -> facets.FacetIndex:
    """The index of a library that holds the same records so many times."""
    length = index.everything.bit_length()
    ones = sum(1 << length * number for number in range(times))
    bits = {group: {value: held * ones for value, held in values.items()} for group, values in index.bits.items()}
    return replace(index, everything=index.everything * ones, bits=bits)


def _memory(index: facets.FacetIndex) -> float:
    """MB of all bit sets."""
    return sum(sys.getsizeof(bits) for values in index.bits.values() for bits in values.values()) / 1e6


def _selected(address: str) -> dict[str, tuple[str, ...]]:
    parameters = QueryDict(address)
    return {group: tuple(parameters.getlist(group)) for group in parameters}


def _count(words: str, selected: Mapping[str, tuple[str, ...]], language: str = ORIGINAL) -> None:
    """All counts of all groups, as browse does: its version is looked up and the words are searched for."""
    index = facets.current(CRITERIA, NOBODY)
    index.counts(selected, find(words, CRITERIA, language).bits if words else None)


def _count_in_sql(words: str, selected: Mapping[str, tuple[str, ...]]) -> None:
    """The same counts from the database alone: one statement, and one for each group with a choice."""
    with connection.cursor() as cursor:
        for left_out in ["", *selected]:
            conditions = [HOLDS] if words else []
            values: list[object] = [CONFIGURATION, words] if words else []
            for group, chosen in selected.items():
                if group != left_out:
                    conditions.append("facets && %s::varchar[]")
                    values.append([f"{group}:{value}" for value in chosen])
            where = " AND ".join(conditions) or "true"
            cursor.execute(
                "SELECT facet, count(*) FROM criteria_libraryentry, unnest(facets) AS facet"
                f" WHERE {where} GROUP BY facet",
                values,
            )
            cursor.fetchall()


def _count_in_wagtail(words: str) -> None:
    """What Wagtail counts, one group at a time; it knows no choice within a group beside the counts."""
    for field in ("criterion_type", "status"):
        get_search_backend().search(words, Criterion).facet(field)


def rebuild() -> float:
    """Seconds for the rows of all criteria, after all that is made of their documents was spoilt or is gone."""
    LibraryThreshold.objects.all().delete()
    LibraryText.objects.all().delete()
    LibrarySearchText.objects.all().delete()
    LibraryEntry.objects.update(facets=[])
    _tidy()
    started = perf_counter()
    projection.rebuild()
    seconds = perf_counter() - started
    _tidy()
    return seconds


def _tidy() -> None:
    """What autovacuum does in time, so that no figure depends on whether it came by."""
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")


def generate(made: int, size: int) -> float:
    """Publish so many criteria without their ceremony; the seconds it takes to make all documents and rows of them."""
    CriterionText.objects.filter(criterion__ref__startswith=GENERATED).delete()
    chance = random.Random(7 + made)
    themes = list(Theme.objects.values_list("pk", flat=True))
    levels = list(AmbitionLevel.objects.values_list("pk", flat=True))
    fixed = {"summary": "-", "live": True, "status": "proposed"}
    rows = Criterion.objects.bulk_create(
        (
            Criterion(
                ref=f"{GENERATED}{number}",
                title=f"Generated {number}",
                requirement=" ".join(_words(chance)),
                criterion_type=chance.choice(["technical_spec", "contract_clause"]),
                theme_id=chance.choice(themes),
                ambition_id=chance.choice(levels),
                **fixed,
            )
            for number in range(made, size)
        ),
        batch_size=2000,
    )
    _add_parts(rows, chance)
    get_search_backend().get_index_for_model(Criterion).add_items(Criterion, rows)
    started = perf_counter()
    projection.refresh_all()
    return perf_counter() - started


def _words(chance: random.Random) -> list[str]:
    return chance.sample(WORDS, 4) + [word for word, share in SHARES.values() if chance.random() < share]


def _add_parts(criteria: list[Criterion], chance: random.Random) -> None:
    """What criteria of the starter content have: products, a stage, a number, a proof and a source."""
    groups = list(ProductGroup.objects.values_list("pk", flat=True))
    stages = list(LifeCycleStage.objects.values_list("pk", flat=True))
    sources = list(SourceReference.objects.values_list("pk", flat=True))
    in_group, at_stage = Criterion.product_groups.through, Criterion.stages.through
    parts: list[list[Model]] = [
        [in_group(criterion_id=each.pk, productgroup_id=chance.choice(groups)) for each in criteria],
        [at_stage(criterion_id=each.pk, lifecyclestage_id=chance.choice(stages)) for each in criteria],
        [Parameter(criterion=each, key="n", label="Number", value=chance.randint(1, 999)) for each in criteria],
        [Verification(criterion=each, text="Technical file") for each in criteria],
        [CriterionSource(criterion=each, source_id=chance.choice(sources)) for each in criteria],
    ]
    for rows in parts:
        type(rows[0])._default_manager.bulk_create(rows, batch_size=2000)


def speak() -> None:
    """Give every generated criterion a text in another language, by machine, with the same words."""
    now = timezone.now()
    rows = (
        CriterionText(
            criterion_id=pk,
            language=SPOKEN,
            state="machine",
            paragraphs={"requirement": {"text": requirement, "original": requirement}},
            decided_at=now,
        )
        for pk, requirement in Criterion.objects.filter(ref__startswith=GENERATED).values_list("pk", "requirement")
    )
    CriterionText.objects.bulk_create(rows, batch_size=2000)
