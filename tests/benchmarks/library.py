"""Time of the library's engine at many generated records, inside the measuring process."""

import random
from collections.abc import Iterator
from datetime import date

from django.db import connection
from django.http import QueryDict
from psycopg.types.json import Jsonb

from criteria.documents import CriterionDocument
from criteria.library import facets, projection, search
from criteria.library.criteria_shelf import CRITERIA
from criteria.library.vectors import CONFIGURATION
from criteria.models import Criterion, LibraryEntry, LibraryVersion
from portal.reader import NOBODY
from tests.benchmarks.figures import Figure
from tests.benchmarks.timing import one_query, time_of

WORDS = ["battery", "repair", "display", "copper", "energy", "screen", "firmware", "toner", "warranty"]
WORDS += ["plastic", "smelter", "audit", "cycle", "part"]
COMMON = "durable"
"""A word that stands in 30 % of the records."""


def measure(records: int) -> Iterator[Figure]:
    """Figures with `records` generated criteria beside the starter content."""
    generate(records)
    index = facets.current(CRITERIA, NOBODY)
    yield Figure(f"index of {records:,} records, built anew", time_of(lambda: facets.build(CRITERIA)), "ms")
    chosen = {"product": ("laptop",), "level": ("basic", "advanced")}
    yield Figure("counts of all filters", time_of(lambda: index.counts(chosen)), "ms", None, "<= 5 ms")
    yield Figure("browse", time_of(lambda: _ask("product=laptop&level=basic")), "ms")
    yield Figure("words in few records", time_of(lambda: _ask("q=copper+cycle+smelter+audit")), "ms", None, "<= 10 ms")
    yield Figure("a word in 30 % of the records", time_of(lambda: _ask(f"q={COMMON}")), "ms", None, "<= 30 ms")
    criterion = Criterion.objects.filter(live=True).first()
    assert criterion is not None
    yield Figure("refreshing one record", time_of(lambda: projection.refresh(criterion)), "ms", None, "<= 50 ms")
    plain = time_of(one_query)
    yield Figure("one plain query, for comparison", plain, "ms")


def generate(records: int) -> None:
    """Fill the projection with copies of published documents under other facets and words."""
    chance = random.Random(7)
    template = LibraryEntry.objects.first()
    assert template is not None
    groups = {key: [word.key for word in words] for key, words in facets.current(CRITERIA, NOBODY).words.items()}
    with connection.cursor() as cursor:
        cursor.execute("SELECT max(id) FROM criteria_criterion")
        last = cursor.fetchone()[0]
    shared = {"summary": "-", "requirement": "-", "criterion_type": "technical_spec", "live": False}
    theme = _any_theme()
    models = [
        Criterion(ref=f"CFIT-GEN-X-{number}", title=f"Generated {number}", theme_id=theme, **shared)
        for number in range(records)
    ]
    Criterion.objects.bulk_create(models, batch_size=2000)
    made = Criterion.objects.filter(pk__gt=last).order_by("pk").values_list("pk", "ref")
    document = CriterionDocument.model_validate(template.document)
    rows = []
    for pk, ref in made:
        text = " ".join(chance.sample(WORDS, 4)) + (f" {COMMON}" if chance.random() < 0.3 else "")
        words = [f"{key}:{chance.choice(values)}" for key, values in groups.items() if values]
        kept = document.model_copy(update={"ref": ref, "title": text}).model_dump(mode="json")
        rows.append((pk, ref, text, Jsonb(kept), words, text))
    _write(rows)
    LibraryVersion.change()


def _any_theme() -> int:
    row = Criterion.objects.values_list("theme_id", flat=True).first()
    assert row is not None
    return row


def _write(rows: list[tuple]) -> None:
    statement = (
        "INSERT INTO criteria_libraryentry"
        " (criterion_id, ref, title, document, facets, ambition_rank, updated_on, words)"
        f" VALUES (%s, %s, %s, %s, %s, 1, '{date(2026, 1, 1)}', to_tsvector('{CONFIGURATION}', %s))"
    )
    with connection.cursor() as cursor:
        cursor.executemany(statement, rows)
        cursor.execute("ANALYZE criteria_libraryentry")


def _ask(address: str) -> None:
    search.ask(QueryDict(address), NOBODY, CRITERIA)
